import { isText } from "../../table/values";
import type { Client } from "../context/client";
import { Problem } from "../context/problem";

/** The account whose credentials are in use. Source: STS GetCallerIdentity, which needs no permission. */
export async function callerAccount(client: Client): Promise<string> {
  const { AccountId } = await client.call("GetCallerIdentity");
  if (isText(AccountId)) return AccountId;
  throw new Problem(`${client.attempt}: STS does not report the account's id`);
}
