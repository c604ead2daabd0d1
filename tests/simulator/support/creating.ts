/** One simulator for each test of CreateCluster, and short names for its outcomes. */
import { Simulator, type SimulatorOptions } from "../../../simulator";
import { type RawAnswer, rawCall } from "../signed";

export let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start();
});
afterEach(() => simulator.close());

/** Starts the simulator anew, with options. */
export async function restart(options: SimulatorOptions): Promise<void> {
  await simulator.close();
  simulator = await Simulator.start(options);
}

export const MINIMAL = {
  name: "demo",
  cluster_type: "ManagedKubernetes",
  profile: "Serverless",
  region_id: "cn-hangzhou",
  zoneid: "cn-hangzhou-i",
};

export const IN_VPC = {
  ...MINIMAL,
  zoneid: undefined,
  vpcid: "vpc-1",
  vswitch_ids: ["vsw-1"],
};

export function create(body: Record<string, unknown>): Promise<RawAnswer> {
  return rawCall(simulator, { action: "CreateCluster", method: "POST", path: "/clusters", body });
}

/** `status code message`, or `accepted`. */
export async function outcome(body: Record<string, unknown>): Promise<string> {
  const answer = await create(body);
  if (answer.status === 202) return "accepted";
  expect(answer.body).toMatchObject({ requestId: answer.headers["x-acs-request-id"], status: answer.status });
  return `${answer.status} ${answer.body.code} ${answer.body.message}`;
}

export const invalid = (field: string, why: string): string =>
  `400 InvalidParameter The parameter '${field}' is invalid: ${why}`;
export const missing = (field: string): string =>
  `400 MissingParameter.${field} The input parameter '${field}' is mandatory`;
export const NAME_RULE = "1 to 63 digits, letters, Chinese characters and hyphens, not starting with a hyphen";
export const tag = (key: string, value = ""): unknown => ({ key, value });

export type Case = [name: string, change: Record<string, unknown>, outcome: string];
