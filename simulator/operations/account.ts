import { z } from "zod";
import { Refusal } from "../world/refusal";
import type { Answer, Call } from "./call";
import { readBody, readNoQuery, readQuery, texts } from "./input";

const CLUSTER_LIMIT = 50;
const NODE_LIMIT = 100;
const POOL_LIMIT = 20;

/** DescribeUserQuota (vendor page): limits only, never the usage. Numbers in `quotas` are text. */
export function describeUserQuota(call: Call): Answer {
  readNoQuery(call.query);
  const serverless = call.world.settings.clusterQuota;
  return {
    body: {
      amk_cluster_quota: 20,
      ask_cluster_quota: serverless,
      cluster_nodepool_quota: POOL_LIMIT,
      cluster_quota: CLUSTER_LIMIT,
      node_quota: NODE_LIMIT,
      edge_improved_nodepool_quota: { bandwidth: 10, count: 5, period: 3 },
      quotas: {
        ask_cluster_quota: {
          quota: String(serverless),
          operation_code: "q_Kubernetes_Cluster",
          adjustable: true,
          unit: "Cluster",
        },
      },
    },
  };
}

const ROLES = z.strictObject({ roles: z.array(z.strictObject({ name: z.string() })).min(1, "at least one") });

/** CheckServiceRole (vendor page): every role exists except those of the option `missingRoles`. */
export function checkServiceRole(call: Call): Answer {
  const { roles } = readBody(call.body, ROLES);
  const { missingRoles } = call.world.settings;
  return {
    body: {
      roles: roles.map(({ name }) => {
        const granted = !missingRoles.includes(name);
        return { name, granted, message: granted ? "" : `The role does not exist: ${name}` };
      }),
    },
  };
}

const OPEN_QUERY = z.strictObject({ type: z.enum(["propayasgo", "edgepayasgo", "gspayasgo"]) });

/** OpenAckService (vendor page): the service is open from the start. */
export function openAckService(call: Call): Answer {
  readQuery(call.query, OPEN_QUERY);
  throw new Refusal(400, "ORDER.OPEND", "the service is already open");
}

const REGIONS_QUERY = z.strictObject(texts("acceptLanguage", "clusterType", "profile"));

/** DescribeRegions (vendor page): some of the regions that offer serverless clusters. */
export function describeRegions(call: Call): Answer {
  readQuery(call.query, REGIONS_QUERY);
  const regions = REGIONS.map((regionId) => ({ regionId, localName: regionId }));
  return { body: { requestId: call.requestId, regions } };
}

const REGIONS = (
  "cn-hangzhou cn-shanghai cn-beijing cn-zhangjiakou cn-shenzhen cn-guangzhou cn-chengdu " +
  "cn-hongkong ap-southeast-1 eu-central-1 us-west-1"
).split(" ");

/** GetCallerIdentity of STS 2015-04-01 (vendor page), an RPC operation. */
export function getCallerIdentity(call: Call): Answer {
  readNoQuery(call.query);
  const { accountId, accessKeyId, securityToken } = call.account;
  const isRole = securityToken !== undefined;
  return {
    body: {
      IdentityType: isRole ? "AssumedRoleUser" : "Account",
      AccountId: accountId,
      UserId: isRole ? null : accountId,
      RoleId: isRole ? "300000000000000001" : null,
      PrincipalId: isRole ? `300000000000000001:${accessKeyId}` : accountId,
      Arn: isRole ? `acs:sts::${accountId}:assumed-role/simulated/${accessKeyId}` : `acs:ram::${accountId}:root`,
      RequestId: call.requestId,
    },
  };
}
