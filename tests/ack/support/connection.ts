import { type Ack, type CallRecord, type ClientOptions, connect } from "../../../provider/ack/client";
import { AckError } from "../../../provider/ack/errors";
import { readSettings, type Settings } from "../../../provider/ack/settings";
import { type ManualClock, manualClock } from "./clock";

/** Keys that must never be seen outside a request. */
export const canary = {
  accessKey: "LTAI5tCanaryAccessKeyId",
  secretKey: "canary-secret-of-the-access-key",
  securityToken: "canary-security-token",
};

/** Settings as a stack's configuration gives them, without a look at the environment. */
export function settingsFrom(config: Readonly<Record<string, string>>): Settings {
  const { settings, faults } = readSettings((key) => config[key], {});
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return settings;
}

export interface Connection {
  readonly ack: Ack;
  readonly clock: ManualClock;
  readonly records: readonly CallRecord[];
}

/** The real client against one address, on a clock that takes no time. */
export function connection(
  address: string,
  { config = {}, ...options }: Partial<ClientOptions> & { readonly config?: Readonly<Record<string, string>> } = {},
): Connection {
  const clock = manualClock();
  const records: CallRecord[] = [];
  const settings = settingsFrom({
    "alicloud:endpoints": JSON.stringify({ cs: address, sts: address }),
    "alicloud:accessKey": canary.accessKey,
    "alicloud:secretKey": canary.secretKey,
    // The limiter has tests of its own.
    "ack-serverless:readsPerSecond": "1000000",
    "ack-serverless:writesPerSecond": "1000000",
    ...config,
  });
  const ack = connect({ settings, region: "cn-hangzhou", clock, onCall: (record) => records.push(record), ...options });
  return { ack, clock, records };
}

/** What a call threw, which must be an AckError. */
export async function ackError(call: Promise<unknown>): Promise<AckError> {
  const error = await call.then(
    (value) => new Error(`no error, but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof AckError) return error;
  throw error;
}
