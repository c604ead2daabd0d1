import type { Settings } from "../steering/settings";
import { chinaTime } from "./clock";
import type { Cluster } from "./cluster";
import { listedFields, shownFields } from "./fieldTable";
import { upgradeTargets } from "./rules";

/** What the list operation says about a cluster. */
export type ListedCluster = ReturnType<typeof listed>;

/** What DescribeClusterDetail says about a cluster; the deprecated fields only with `deprecationMode: "legacy"`. */
export type ClusterDetail = ReturnType<typeof current> & Partial<ReturnType<typeof deprecated>>;

/** Fields that a serverless cluster does not have. A row of the table takes precedence. */
const NOT_LISTED = { container_cidr: "", proxy_mode: "", size: 0 };
const NOT_SHOWN = {
  auto_mode: { enable: false },
  control_plane_config: {},
  node_cidr_mask: "",
  worker_ram_role_name: "",
};

/** One item of DescribeClustersForRegion (vendor page): no `meta_data` and no `master_url`. */
export function listed(cluster: Cluster, settings: Settings) {
  return {
    ...NOT_LISTED,
    cluster_id: cluster.id,
    cluster_type: "ManagedKubernetes",
    created: chinaTime(cluster.createdMs),
    init_version: cluster.initVersion,
    next_version: upgradeTargets(cluster.version, settings.versions).at(-1) ?? "",
    profile: "Serverless",
    region_id: cluster.region,
    state: cluster.state as string,
    updated: chinaTime(cluster.updatedMs),
    ...listedFields(cluster, settings),
  };
}

/** The answer of DescribeClusterDetail (vendor page), with what a test replaced in it. */
export function detail(cluster: Cluster, settings: Settings): ClusterDetail {
  const whole = {
    ...current(cluster, settings),
    ...(settings.deprecationMode === "legacy" ? deprecated(cluster) : {}),
    ...Object.fromEntries(cluster.overrides),
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as ClusterDetail;
}

function current(cluster: Cluster, settings: Settings) {
  const fields = shownFields(cluster, settings);
  return {
    ...NOT_SHOWN,
    ...listed(cluster, settings),
    control_plane_endpoints_config: endpoints(cluster),
    master_url: cluster.ready ? masterUrl(cluster, settings) : settings.initialMasterUrl,
    meta_data: metaData(cluster, fields.rrsa_config),
    ...fields,
  };
}

/** Fields that the 2026 deprecation notice removes. */
function deprecated(cluster: Cluster) {
  return {
    docker_version: "",
    external_loadbalancer_id: cluster.ready ? cluster.loadBalancerId : "",
    network_mode: "vpc",
    parameters: {
      "ALIYUN::AccountId": cluster.accountId,
      "ALIYUN::Region": cluster.region,
      "ALIYUN::StackName": `k8s-for-cs-${cluster.id}`,
      ClusterId: cluster.id,
      KubernetesVersion: cluster.initVersion,
      ServiceCIDR: cluster.serviceCidr,
      SNatEntry: cluster.snatEntry ? "True" : "False",
      VpcId: cluster.vpcId,
    },
    private_zone: cluster.privateZone,
    subnet_cidr: "",
    vswitch_id: cluster.ready ? cluster.vswitchIds.join(",") : "",
    zone_id: cluster.zoneId,
  };
}

function masterUrl(cluster: Cluster, settings: Settings): string {
  const { internet, intranet } = apiServerAddresses(cluster, settings);
  return JSON.stringify({ api_server_endpoint: internet ?? "", intranet_api_server_endpoint: intranet });
}

/** Where a cluster's API server is; with the option `kubernetes`, where the real one is. */
export function apiServerAddresses(
  { publicAddress, privateIp }: Cluster,
  { kubernetes }: Settings,
): { readonly internet: string | undefined; readonly intranet: string } {
  const { server, privateServer = server } = kubernetes ?? {};
  const address = (ip: string): string => `https://${ip}:6443`;
  return {
    internet: publicAddress && (server ?? address(publicAddress.ip)),
    intranet: privateServer ?? address(privateIp),
  };
}

function metaData(cluster: Cluster, rrsa: object): string {
  return JSON.stringify({
    Addons: [...cluster.addons.values()].map(({ name, version, config }) => ({
      name,
      version,
      ...(config === "" ? {} : { config }),
    })),
    AuditProjectName: cluster.auditLog.enabled ? cluster.auditLog.project : "",
    Capabilities: {
      PublicSLB: cluster.publicAddress !== undefined,
      DisableEncryption: cluster.encryptionKey === "",
      EncryptionKMSKeyId: cluster.encryptionKey,
      ProxyMode: "",
    },
    ClusterDomain: cluster.clusterDomain,
    ControlPlaneLogConfig: { components: cluster.controlPlaneLog.components },
    ExtraCertSAN: cluster.extraSans.length === 0 ? null : cluster.extraSans,
    KubernetesVersion: cluster.version,
    RRSAConfig: rrsa,
    ResourceGroupId: cluster.resourceGroupId,
    ServiceCIDR: cluster.serviceCidr,
    Timezone: cluster.timezone,
    VSwitchIds: cluster.ready ? cluster.vswitchIds : [],
  });
}

function endpoints(cluster: Cluster): Record<string, unknown> {
  return {
    internal_dns_config: { bind_vpcs: [], enabled: false },
    load_balancers_config: cluster.ready
      ? [
          {
            endpoint: cluster.privateIp,
            endpoint_type: cluster.publicAddress === undefined ? "private" : "public",
            load_balancer_id: cluster.loadBalancerId,
          },
        ]
      : [],
  };
}
