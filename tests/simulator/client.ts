import CS from "@alicloud/cs20151215";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import type { Account, Simulator } from "../../simulator";

/** The vendor's own client, pointed at a simulator. */
export function vendorClient(simulator: Simulator, account: Account = simulator.accounts[0], region?: string): CS {
  return new CS(
    new $OpenApiUtil.Config({
      accessKeyId: account.accessKeyId,
      accessKeySecret: account.accessKeySecret,
      ...(account.securityToken === undefined ? {} : { securityToken: account.securityToken }),
      protocol: "http",
      endpoint: simulator.endpoint(region),
      regionId: region ?? "cn-hangzhou",
      // The client's own 3 seconds are too few on a machine that is busy.
      readTimeout: 60_000,
      connectTimeout: 60_000,
    }),
  );
}
