import type { Addon } from "../../provider/cluster/properties/addons";
import type { DeleteOptions } from "../../provider/cluster/properties/deletion";
import type { SecretEncryption } from "../../provider/cluster/properties/features/encryption";
import type { AuditLog, ControlPlaneLog, SystemEventsLogging } from "../../provider/cluster/properties/features/logs";
import type { AutoUpgrade, MaintenanceWindow } from "../../provider/cluster/properties/features/maintenance";
import type { ServerlessClusterInputs, ServerlessClusterOutputs } from "../../provider/cluster/properties/table";
import { properties } from "../../provider/cluster/properties/table";
import {
  type InputsOf,
  inputNames,
  isReported,
  lifecycle,
  type OutputsOf,
  property,
  updateOperations,
} from "../../provider/table/property";
import { flag, text } from "../../provider/table/shapes";
import { expectStepDone } from "../support/propertySteps";
import { table } from "./support/table";

/** True only for types that no program could tell apart. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only for `true`. */
function holds<T extends true>(): T[] {
  return [];
}

interface Inputs {
  readonly name?: string;
  readonly regionId?: string;
  readonly clusterSpec?: string;
  readonly kubernetesVersion?: string;
  readonly endpointPublicAccess?: boolean;
  readonly apiServerEipId?: string;
  readonly loadBalancerId?: string;
  readonly vpcId?: string;
  readonly vswitchIds?: readonly string[];
  readonly zoneId?: string;
  readonly securityGroupId?: string;
  readonly isEnterpriseSecurityGroup?: boolean;
  readonly serviceCidr?: string;
  readonly snatEntry?: boolean;
  readonly privateZone?: boolean;
  readonly serviceDiscoveryTypes?: readonly string[];
  readonly loggingType?: string;
  readonly deletionProtection?: boolean;
  readonly timezone?: string;
  readonly resourceGroupId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly addons?: readonly Addon[];
  readonly customSans?: readonly string[];
  readonly enableRrsa?: boolean;
  readonly secretEncryption?: SecretEncryption;
  readonly maintenanceWindow?: MaintenanceWindow;
  readonly autoUpgrade?: AutoUpgrade;
  readonly auditLog?: AuditLog;
  readonly controlPlaneLog?: ControlPlaneLog;
  readonly systemEventsLogging?: SystemEventsLogging;
  readonly ipStack?: string;
  readonly clusterDomain?: string;
  readonly deleteOptions?: DeleteOptions;
  readonly retainResources?: readonly string[];
  readonly retainAllResources?: boolean;
  readonly forceDestroy?: boolean;
  readonly adopt?: string;
}

interface Outputs extends Inputs {
  readonly clusterId?: string;
  readonly taskId?: string;
  readonly requestId?: string;
  readonly accountId?: string;
  readonly state?: string;
  readonly currentVersion?: string;
  readonly nextVersion?: string;
  readonly created?: string;
  readonly apiServerEndpoint?: string;
  readonly intranetApiServerEndpoint?: string;
  readonly rrsaIssuer?: string;
  readonly rrsaAudience?: string;
  readonly rrsaJwksUrl?: string;
  readonly rrsaProviderName?: string;
  readonly rrsaProviderArn?: string;
  readonly workerRamRoleName?: string;
  readonly natGatewayId?: string;
  readonly eipId?: string;
  readonly addonVersions?: Readonly<Record<string, string>>;
  readonly certificateAuthority?: string;
  readonly kubeconfig?: string;
}

type Flat<T> = { [K in keyof T]: T[K] } & {};

test("types: the inputs of a cluster are what some operation writes, each with its own type", () => {
  expect(holds<Equal<ServerlessClusterInputs, Flat<Inputs>>>()).toEqual([]);
});

test("types: the outputs of a cluster are every property, each with its own type", () => {
  expect(holds<Equal<ServerlessClusterOutputs, Flat<Outputs>>>()).toEqual([]);
});

test("types: the inputs that the types allow are those that check() allows", () => {
  const names: Record<keyof Inputs, true> = {
    name: true,
    regionId: true,
    clusterSpec: true,
    kubernetesVersion: true,
    endpointPublicAccess: true,
    apiServerEipId: true,
    loadBalancerId: true,
    vpcId: true,
    vswitchIds: true,
    zoneId: true,
    securityGroupId: true,
    isEnterpriseSecurityGroup: true,
    serviceCidr: true,
    snatEntry: true,
    privateZone: true,
    serviceDiscoveryTypes: true,
    loggingType: true,
    deletionProtection: true,
    timezone: true,
    resourceGroupId: true,
    tags: true,
    addons: true,
    customSans: true,
    enableRrsa: true,
    secretEncryption: true,
    maintenanceWindow: true,
    autoUpgrade: true,
    auditLog: true,
    controlPlaneLog: true,
    systemEventsLogging: true,
    ipStack: true,
    clusterDomain: true,
    deleteOptions: true,
    retainResources: true,
    retainAllResources: true,
    forceDestroy: true,
    adopt: true,
  };
  expectStepDone(
    3,
    inputNames(properties)
      .filter((name) => !(name in names))
      .map((name) => `no type approved: ${name}`),
  );
  expect(inputNames(properties)).toEqual(Object.keys(names));
});

test("types: the operations that carry a property decide where its type stands", () => {
  const word = text("a word", /\w/);
  const facts = { doc: "", source: "" } as const;
  const small = {
    created: property(word, { ...facts, at: { CreateCluster: "created" } }),
    changed: property(flag, { ...facts, at: { CreateCluster: "changed", ModifyCluster: "changed" } }),
    deleted: property(flag, { ...facts, at: { DeleteCluster: "deleted" } }),
    told: property(word, { ...facts, at: { DescribeClusterDetail: "told" } }),
    kept: property(word, { ...facts, at: {} }),
    held: property(flag, { ...facts, at: {}, heldBy: "provider" }),
  } as const;
  type In = {
    readonly created?: string;
    readonly changed?: boolean;
    readonly deleted?: boolean;
    readonly held?: boolean;
  };
  type Out = In & { readonly told?: string; readonly kept?: string };
  expect([holds<Equal<InputsOf<typeof small>, In>>(), holds<Equal<OutputsOf<typeof small>, Flat<Out>>>()]).toEqual([
    [],
    [],
  ]);
});

test("types: a fact that is left out, misspelt or of the wrong type does not compile", () => {
  const word = text("a word", /\w/);
  // @ts-expect-error: without its place in the operations a property has no lifecycle
  property(word, { doc: "", source: "" });
  // @ts-expect-error: no operation of this name
  property(word, { doc: "", source: "", at: { CreateClusters: "word" } });
  // @ts-expect-error: a default is of the property's own type
  property(word, { doc: "", source: "", at: { CreateCluster: "word" }, default: true });
  // @ts-expect-error: an encoder takes the property's own type
  property(word, { doc: "", source: "", at: { CreateCluster: { wire: "word", encode: (value: boolean) => !value } } });
});

test("the lifecycle of a property is read off the operations that carry it", () => {
  const derived = Object.entries(table).map(([name, { facts }]) => [
    name,
    lifecycle(facts),
    updateOperations(facts),
    isReported(facts),
  ]);
  expect(derived).toEqual([
    ["title", "updatable", ["ModifyCluster"], true],
    ["place", "createOnly", [], true],
    ["size", "createOnly", [], true],
    ["quiet", "createOnly", [], false],
    ["edition", "createOnly", [], true],
    ["parts", "updatable", ["ModifyCluster"], true],
    ["labels", "updatable", ["TagResources"], true],
    ["members", "createOnly", [], false],
    ["keeps", "stored", [], false],
    ["address", "output", [], true],
    ["note", "output", [], false],
  ]);
});
