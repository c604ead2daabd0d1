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
 * @packageDocumentation
 */
export type { ClusterState } from "./cluster";
export type { ClusterDetail, WireTag } from "./detail";
export type { Fault, FaultCount } from "./fault";
export type { RecordedRequest } from "./log";
export type { KnownVpc, KnownVSwitch } from "./network";
export type { Account, CatalogueAddon, CatalogueVersion, Progression, RateLimits, SimulatorOptions } from "./option";
export type { ClusterPatch } from "./patch";
export { type CloudResource, type Seed, Simulator } from "./simulator";
export type { TaskType } from "./task";
export type { TaskFailure } from "./world";
