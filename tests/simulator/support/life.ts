/** One simulator for each test of a cluster's life, and short names for its calls. */
import { Simulator, type SimulatorOptions } from "../../../simulator";
import { type RawAnswer, rawCall } from "../signed";

export const TIME_NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

export let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "manual", startAt: TIME_NOW });
});
afterEach(() => simulator.close());

export async function restart(options: SimulatorOptions): Promise<void> {
  await simulator.close();
  simulator = await Simulator.start({ progression: "manual", startAt: TIME_NOW, ...options });
}

export const MINIMAL = {
  name: "demo",
  cluster_type: "ManagedKubernetes",
  profile: "Serverless",
  region_id: "cn-hangzhou",
  zoneid: "cn-hangzhou-i",
};

export function create(more: Record<string, unknown> = {}): Promise<RawAnswer> {
  const body = { ...MINIMAL, ...more };
  return rawCall(simulator, { action: "CreateCluster", method: "POST", path: "/clusters", body });
}
export function detail(id: string): Promise<RawAnswer> {
  return rawCall(simulator, { action: "DescribeClusterDetail", path: `/clusters/${id}` });
}
export function modify(id: string, body: Record<string, unknown>): Promise<RawAnswer> {
  return rawCall(simulator, { action: "ModifyCluster", method: "PUT", path: `/api/v2/clusters/${id}`, body });
}
export function remove(id: string, query = ""): Promise<RawAnswer> {
  return rawCall(simulator, { action: "DeleteCluster", method: "DELETE", path: `/clusters/${id}${query}` });
}
export function task(id: string): Promise<RawAnswer> {
  return rawCall(simulator, { action: "DescribeTaskInfo", path: `/tasks/${id}` });
}
export function cancel(id: string): Promise<RawAnswer> {
  return rawCall(simulator, { action: "CancelTask", method: "POST", path: `/tasks/${id}/cancel` });
}
export function state(): unknown {
  return simulator.clusters()[0]?.state;
}
export function code(answer: RawAnswer): unknown[] {
  return [answer.status, answer.body?.code];
}
