import type { Answer, Call } from "./call";
import { readNoQuery } from "./input";

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
