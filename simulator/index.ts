/**
 * ACK (Container Service, `CS` 2015-12-15) on loopback, for tests and demonstrations.
 *
 * ```ts
 * const simulator = await Simulator.start({ progression: "manual" });
 * // … point a client at simulator.endpoint("cn-hangzhou"), with simulator.accounts[0]
 * simulator.failTask("cluster_create", { code: "QuotaExceeded.EIP", message: "no EIP left" });
 * simulator.advance("5m");
 * simulator.requests("CreateCluster");
 * await simulator.close();
 * ```
 *
 * @module pulumi-ack-serverless/simulator
 */

export type { ClusterPatch } from "./operations/edit";
export type { Seed } from "./operations/seed";
export { type CloudResource, Simulator } from "./simulator";
export type { Fault, FaultCount, TaskFailure } from "./steering/faults";
export type { RecordedRequest } from "./steering/log";
export type {
  Account,
  CatalogueAddon,
  CatalogueVersion,
  ClientToken,
  Progression,
  RateLimits,
  SimulatorOptions,
} from "./steering/options";
export type { ClusterState } from "./world/cluster";
export type { ClusterDetail } from "./world/detail";
export type { WireTag } from "./world/fieldTypes";
export type { KnownVpc, KnownVSwitch } from "./world/network";
export type { TaskType } from "./world/task";
