import { upgradeTargets } from "../steering/catalogue";
import type { Settings } from "../steering/settings";
import { type Cluster, type MaintenanceWindow, type OperationPolicy, SYSTEM_TAG } from "./cluster";
import { chinaTime } from "./time";

export interface WireTag {
  key: string;
  value: string;
}

/** What the list operation says about a cluster. */
export interface ListedCluster {
  cluster_domain: string;
  cluster_id: string;
  cluster_spec: string;
  cluster_type: string;
  container_cidr: string;
  created: string;
  current_version: string;
  deletion_protection: boolean;
  init_version: string;
  ip_stack: string;
  name: string;
  next_version: string;
  profile: string;
  proxy_mode: string;
  region_id: string;
  resource_group_id: string;
  security_group_id: string;
  service_cidr: string;
  size: number;
  state: string;
  tags: WireTag[];
  timezone: string;
  updated: string;
  vpc_id: string;
  vswitch_ids: string[];
}

/** What DescribeClusterDetail says about a cluster. The last group is gone under the 2026 deprecation notice. */
export interface ClusterDetail extends ListedCluster {
  auto_mode: { enable: boolean };
  control_plane_config: Record<string, unknown>;
  control_plane_endpoints_config: Record<string, unknown>;
  extra_sans: string[];
  maintenance_window: MaintenanceWindow;
  master_url: string;
  meta_data: string;
  node_cidr_mask: string;
  operation_policy: OperationPolicy;
  rrsa_config: Record<string, unknown>;
  worker_ram_role_name: string;

  docker_version?: string;
  external_loadbalancer_id?: string;
  network_mode?: string;
  parameters?: Record<string, string>;
  private_zone?: boolean;
  subnet_cidr?: string;
  vswitch_id?: string;
  zone_id?: string;
}

/** One item of DescribeClustersForRegion (vendor page): no `meta_data` and no `master_url`. */
export function listed(cluster: Cluster, settings: Settings): ListedCluster {
  return {
    cluster_domain: cluster.clusterDomain,
    cluster_id: cluster.id,
    cluster_spec: cluster.spec === "ack.standard" && settings.standardSpecReadsEmpty ? "" : cluster.spec,
    cluster_type: "ManagedKubernetes",
    container_cidr: "",
    created: chinaTime(cluster.createdMs),
    current_version: cluster.version,
    deletion_protection: cluster.deletionProtection,
    init_version: cluster.initVersion,
    ip_stack: cluster.ipStack,
    name: cluster.name,
    next_version: upgradeTargets(cluster.version, settings.versions).at(-1) ?? "",
    profile: "Serverless",
    proxy_mode: "",
    region_id: cluster.region,
    resource_group_id: cluster.resourceGroupId,
    security_group_id: cluster.ready ? cluster.securityGroupId : "",
    service_cidr: cluster.serviceCidr,
    size: 0,
    state: cluster.state,
    tags: tagList(cluster),
    timezone: cluster.timezone,
    updated: chinaTime(cluster.updatedMs),
    vpc_id: cluster.vpcId,
    vswitch_ids: cluster.ready ? [...cluster.vswitchIds] : [],
  };
}

/** The answer of DescribeClusterDetail (vendor page), with what a test replaced in it. */
export function detail(cluster: Cluster, settings: Settings): ClusterDetail {
  const whole: ClusterDetail = {
    ...listed(cluster, settings),
    auto_mode: { enable: false },
    control_plane_config: {},
    control_plane_endpoints_config: endpoints(cluster),
    extra_sans: [...cluster.extraSans],
    maintenance_window: window(cluster),
    master_url: cluster.ready ? masterUrl(cluster) : settings.initialMasterUrl,
    meta_data: metaData(cluster),
    node_cidr_mask: "",
    operation_policy: policy(cluster),
    rrsa_config: rrsa(cluster),
    worker_ram_role_name: "",
    ...(settings.deprecationMode === "legacy" ? deprecated(cluster) : {}),
  };
  return Object.fromEntries(
    Object.entries({ ...whole, ...Object.fromEntries(cluster.overrides) }).filter(([, value]) => value !== undefined),
  ) as unknown as ClusterDetail;
}

/** The tags of a cluster, the system's first. */
export function tagList(cluster: Cluster): WireTag[] {
  return [{ key: SYSTEM_TAG, value: cluster.id }, ...[...cluster.tags].map(([key, value]) => ({ key, value }))];
}

function deprecated(cluster: Cluster): Partial<ClusterDetail> {
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

function masterUrl(cluster: Cluster): string {
  return JSON.stringify({
    api_server_endpoint: cluster.publicAddress === undefined ? "" : `https://${cluster.publicAddress.ip}:6443`,
    intranet_api_server_endpoint: `https://${cluster.privateIp}:6443`,
  });
}

function metaData(cluster: Cluster): string {
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
    RRSAConfig: rrsa(cluster),
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

function window(cluster: Cluster): MaintenanceWindow {
  return { enable: false, maintenance_time: "", duration: "", weekly_period: "", ...cluster.maintenanceWindow };
}

function policy(cluster: Cluster): OperationPolicy {
  return {
    cluster_auto_upgrade: { enabled: false, channel: "patch", ...cluster.operationPolicy.cluster_auto_upgrade },
  };
}

function rrsa(cluster: Cluster): Record<string, unknown> {
  if (!cluster.rrsa) return { enabled: false };
  const issuer = `https://oidc-ack-${cluster.region}.oss-${cluster.region}-internal.aliyuncs.com/${cluster.id}`;
  return {
    enabled: true,
    audience: "sts.aliyuncs.com",
    issuer,
    jwks_url: `${issuer}/keys.json`,
    max_oidc_token_expiration: "12h",
    oidc_arn: `acs:ram::${cluster.accountId}:oidc-provider/ack-rrsa-${cluster.id}`,
    oidc_name: `ack-rrsa-${cluster.id}`,
    open_api_configuration_url: `${issuer}/.well-known/openid-configuration`,
  };
}
