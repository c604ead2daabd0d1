import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Settings } from "../steering/settings";
import type { ClusterIdentity } from "./cluster";
import { checkExclusions } from "./exclusions";
import {
  checkId,
  checkName,
  checkSpec,
  checkTags,
  checkTimezone,
  checkVersion,
  checkWindow,
  latestCreatable,
} from "./rules";

export const TEXT = z.string();
export const FLAG = z.boolean();
export const TEXTS = z.array(TEXT);
export const TAG = z.strictObject({ key: TEXT, value: TEXT.default("") });

/** The tag that ACK puts on every cluster. */
export const SYSTEM_TAG = "ack.aliyun.com";

const WINDOW = z.strictObject({
  enable: FLAG.optional(),
  maintenance_time: TEXT.optional(),
  duration: TEXT.optional(),
  weekly_period: TEXT.optional(),
  recurrence: TEXT.optional(),
  exclusions: z
    .array(
      z.strictObject({
        name: TEXT.default(() => `exclusion-${randomBytes(4).toString("hex")}`),
        scope: z.enum(["NoOperations", "NoUpgrades", "NoMinorUpgrades", "NoCVEPatch"]),
        start_time: TEXT,
        end_time: TEXT,
        description: TEXT.optional(),
      }),
    )
    .optional(),
});
const POLICY = z.strictObject({
  cluster_auto_upgrade: z
    .strictObject({ enabled: FLAG.optional(), channel: z.enum(["patch", "stable", "rapid"]).optional() })
    .optional(),
});

interface Row<V> {
  /** Its parameter in CreateCluster. */
  readonly create?: string;
  /** Its value if CreateCluster omits it; a parameter without a fallback is mandatory. */
  readonly fallback?: V | ((settings: Settings) => V);
  /** Its parameter in ModifyCluster. */
  readonly modify?: string;
  /** The new value, from the old one and ModifyCluster's parameter. Default: the parameter. */
  readonly merge?: (before: V, given: V, settings: Settings) => V;
  /** Its name in DescribeClusterDetail and in `Simulator.edit`. */
  readonly detail?: string;
  /** Lists show it under the same name. */
  readonly listed?: true;
  /** What responses show. Default: the value itself. */
  readonly show?: (value: V, cluster: ClusterIdentity, settings: Settings) => unknown;
  /** @throws Refusal for a value that CreateCluster and ModifyCluster reject; `at` names the parameter. */
  readonly check?: (at: string, value: V, settings: Settings) => void;
  /** Whether only Pro clusters can have a value. */
  readonly needsPro?: (value: V) => boolean;
}

function field<S extends z.ZodType, const R extends Row<z.output<S>>>(type: S, row: R): R & { readonly type: S } {
  return { type, ...row };
}

/** The columns of a field that has the same name everywhere. */
function everywhere<const N extends string>(name: N) {
  return { create: name, modify: name, detail: name, listed: true } as const;
}

/**
 * The fields of a cluster, one in each row; no other place names a plain field. The table defines the parameters of
 * CreateCluster, ModifyCluster and `Simulator.edit`, the fields of responses, and the type of a simulated cluster.
 *
 * Written from the vendor's pages "Create an ACK Serverless cluster", "Modify a cluster" and "Query the information
 * about a cluster", and from SDK model 7.2.0.
 */
export const FIELDS = {
  name: field(TEXT, { create: "name", modify: "cluster_name", detail: "name", listed: true, check: checkName }),
  spec: field(TEXT, {
    ...everywhere("cluster_spec"),
    fallback: "ack.standard",
    show: (spec, _cluster, settings) => (spec === "ack.standard" && settings.standardSpecReadsEmpty ? "" : spec),
    check: checkSpec,
  }),
  version: field(TEXT, {
    create: "kubernetes_version",
    fallback: ({ versions }: Settings) => latestCreatable(versions),
    detail: "current_version",
    listed: true,
    check: checkVersion,
  }),
  tags: field(z.array(TAG), {
    create: "tags",
    fallback: () => [],
    detail: "tags",
    listed: true,
    show: (tags, cluster) => [{ key: SYSTEM_TAG, value: cluster.id }, ...tags.filter(({ key }) => key !== SYSTEM_TAG)],
    check: checkTags,
  }),
  deletionProtection: field(FLAG, { ...everywhere("deletion_protection"), fallback: false }),
  timezone: field(TEXT, { ...everywhere("timezone"), fallback: "Asia/Shanghai", check: checkTimezone }),
  resourceGroupId: field(TEXT, {
    ...everywhere("resource_group_id"),
    fallback: "rg-acfmdefault",
    check: checkId("rg"),
  }),
  vpcId: field(TEXT, { create: "vpcid", fallback: "", detail: "vpc_id", listed: true, check: checkId("vpc") }),
  vswitchIds: field(TEXTS, {
    ...everywhere("vswitch_ids"),
    fallback: () => [],
    show: (ids, { ready }) => (ready ? ids : []),
    check: (at, ids) => ids.forEach((id, index) => void checkId("vsw")(`${at}[${index}]`, id)),
  }),
  securityGroupId: field(TEXT, {
    ...everywhere("security_group_id"),
    fallback: "",
    show: (id, { ready }) => (ready ? id : ""),
    check: checkId("sg"),
  }),
  serviceCidr: field(TEXT, { create: "service_cidr", fallback: "172.19.0.0/20", detail: "service_cidr", listed: true }),
  ipStack: field(z.enum(["ipv4", "dual"]), { create: "ip_stack", fallback: "ipv4", detail: "ip_stack", listed: true }),
  clusterDomain: field(TEXT, {
    create: "cluster_domain",
    fallback: "cluster.local",
    detail: "cluster_domain",
    listed: true,
  }),
  loadBalancerId: field(TEXT, { create: "load_balancer_id", fallback: "", check: checkId("lb") }),
  encryptionKey: field(TEXT, { create: "encryption_provider_key", fallback: "", needsPro: () => true }),
  extraSans: field(TEXTS, { create: "extra_sans", fallback: () => [], detail: "extra_sans" }),
  rrsa: field(z.strictObject({ enabled: FLAG.optional() }), {
    create: "rrsa_config",
    fallback: {},
    detail: "rrsa_config",
    show: ({ enabled = false }, cluster) => rrsa(enabled, cluster),
  }),
  maintenanceWindow: field(WINDOW, {
    create: "maintenance_window",
    fallback: {},
    modify: "maintenance_window",
    merge: (before, given, { windowChange }) => (windowChange === "merge" ? { ...before, ...given } : given),
    detail: "maintenance_window",
    show: (window) => ({ enable: false, maintenance_time: "", duration: "", weekly_period: "", ...window }),
    check: (at, window, settings) => {
      checkWindow(at, window);
      checkExclusions(`${at}.exclusions`, window, settings.startAt);
    },
    needsPro: ({ enable }) => enable === true,
  }),
  operationPolicy: field(POLICY, {
    create: "operation_policy",
    fallback: {},
    modify: "operation_policy",
    merge: (before, given) => ({
      cluster_auto_upgrade: { ...before.cluster_auto_upgrade, ...given.cluster_auto_upgrade },
    }),
    detail: "operation_policy",
    show: ({ cluster_auto_upgrade: upgrade }) => ({
      cluster_auto_upgrade: { enabled: false, channel: "patch" as const, ...upgrade },
    }),
  }),
};

/** The parameters of CreateCluster whose type is checked, and which have no effect here. */
export const CREATE_IGNORES = {
  ...each(TEXT, "api_audiences proxy_mode service_account_issuer user_ca"),
  ssh_flags: FLAG,
  ...each(z.looseObject({}), "control_plane_config control_plane_endpoints_config"),
  auto_mode: z.strictObject({ enable: FLAG.optional() }),
};

/** Those of them that are in the 2026 deprecation notice. */
export const CREATE_IGNORES_DEPRECATED = {
  ...each(TEXT, "charge_type cpu_policy image_id image_type key_pair load_balancer_spec login_password"),
  ...each(TEXT, "node_name_mode node_port_range os_type period_unit platform"),
  ...each(FLAG, "auto_renew cis_enabled cloud_monitor_flags disable_rollback format_disk keep_instance_name"),
  ...each(FLAG, "security_hardening_os soc_enabled"),
  ...each(z.number(), "auto_renew_period period timeout_mins"),
  ...each(TEXTS, "access_control_list rds_instances"),
  ...each(z.looseObject({}), "runtime"),
};

/** What DescribeClusterDetail shows of RRSA. */
function rrsa(enabled: boolean, { id, accountId, region }: ClusterIdentity): Record<string, unknown> {
  if (!enabled) return { enabled };
  const issuer = `https://oidc-ack-${region}.oss-${region}-internal.aliyuncs.com/${id}`;
  return {
    enabled,
    audience: "sts.aliyuncs.com",
    issuer,
    jwks_url: `${issuer}/keys.json`,
    max_oidc_token_expiration: "12h",
    oidc_arn: `acs:ram::${accountId}:oidc-provider/ack-rrsa-${id}`,
    oidc_name: `ack-rrsa-${id}`,
    open_api_configuration_url: `${issuer}/.well-known/openid-configuration`,
  };
}

function each<S extends z.ZodType>(type: S, names: string): Record<string, S> {
  return Object.fromEntries(names.split(" ").map((name) => [name, type]));
}
