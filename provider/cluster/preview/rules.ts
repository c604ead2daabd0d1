import type { Failure, Values } from "../../table/check";
import { isObject, isText, isUnknown, show } from "../../table/values";
import { parseConfig } from "../properties/addons";
import { ownershipTagKey } from "../state/ownership";
import { exclusionTimes } from "./exclusions";
import { checkNewEdition, needsWindow } from "./preconditions";

const MOST_TAGS = 20;

/** What a rule can use besides the inputs. */
export interface RuleContext {
  /** A cluster would be created: the network is chosen now. */
  readonly isNew: boolean;
  /** The provider sets a tag of its own on the cluster. */
  readonly ownershipTag: boolean;
}

/** A fact about more than one input. */
type Rule = (inputs: Values, context: RuleContext) => readonly Failure[];

const failure = (property: string, reason: string): readonly Failure[] => [{ property, reason }];
const isSet = (value: unknown) => value !== undefined;
const text = (value: unknown) => (typeof value === "string" && !isUnknown(value) ? value : undefined);

const vpcWithVswitches: Rule = ({ vpcId, vswitchIds }, { isNew }) => {
  if (!isNew || isSet(vpcId) === isSet(vswitchIds)) return [];
  return isSet(vpcId)
    ? failure("vswitchIds", "must be set with vpcId: 1 to 3 vSwitches of that VPC")
    : failure("vpcId", "must be set with vswitchIds: the VPC that the vSwitches belong to");
};

const zoneOrVpc: Rule = ({ zoneId, vpcId, vswitchIds }, { isNew }) => {
  if (!isNew) return [];
  const hasNetwork = isSet(vpcId) || isSet(vswitchIds);
  if (hasNetwork && isSet(zoneId)) {
    return failure("zoneId", "has no effect with vpcId and vswitchIds, whose zones are used; remove it");
  }
  if (hasNetwork || isSet(zoneId)) return [];
  return failure(
    "zoneId",
    'must be set when vpcId and vswitchIds are not: the zone of the VPC that ACK creates, such as "cn-hangzhou-i"',
  );
};

const zoneInRegion: Rule = ({ zoneId, regionId }) => {
  const [zone, region] = [text(zoneId), text(regionId)];
  if (zone === undefined || region === undefined || zone.startsWith(`${region}-`)) return [];
  // Zones outside China carry a letter without a hyphen, such as "ap-southeast-1a".
  if (zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length))) return [];
  return failure("zoneId", `must be a zone of region ${show(region)}; got ${show(zone)}`);
};

const oneSecurityGroup: Rule = ({ securityGroupId, isEnterpriseSecurityGroup }, { isNew }) =>
  isNew && isSet(securityGroupId) && isSet(isEnterpriseSecurityGroup)
    ? failure(
        "isEnterpriseSecurityGroup",
        "contradicts securityGroupId: ACK either uses the given group or creates one; remove one of the two",
      )
    : [];

const oneServiceDiscovery: Rule = ({ privateZone, serviceDiscoveryTypes: types }) => {
  if (typeof privateZone !== "boolean" || !Array.isArray(types) || types.some(isUnknown)) return [];
  if (types.includes("PrivateZone") === privateZone) return [];
  return failure(
    "privateZone",
    `is ${privateZone} and contradicts serviceDiscoveryTypes, which ${privateZone ? "leaves out" : "has"} "PrivateZone"; set one of the two`,
  );
};

interface AddonLike {
  readonly name?: unknown;
  readonly config?: unknown;
  readonly disabled?: unknown;
}

/** The add-ons that will be installed for certain: whether one is disabled may not be known yet. */
const installed = (addons: unknown): readonly (readonly [number, AddonLike])[] =>
  Array.isArray(addons)
    ? [...(addons as AddonLike[]).entries()].filter(
        ([, addon]) => isObject(addon) && addon.disabled !== true && !isUnknown(addon.disabled),
      )
    : [];

const oneLogAgent: Rule = ({ addons }) => {
  const list = installed(addons);
  const logtail = list.find(([, { name }]) => name === "logtail-ds");
  if (!logtail || !list.some(([, { name }]) => name === "loongcollector")) return [];
  return failure(
    `addons[${logtail[0]}].name`,
    '"logtail-ds" and "loongcollector" collect the same logs and exclude each other; remove one of the two',
  );
};

const namedLogProject: Rule = ({ addons }) =>
  installed(addons).flatMap(([index, { name, config }]) => {
    const project = name === "logtail-ds" ? parseConfig(config)?.sls_project_name : undefined;
    if (project === undefined || isUnknown(project) || isText(project)) return [];
    return failure(
      `addons[${index}].config`,
      'must have a log project\'s name in "sls_project_name"; leave that key out to have ACK create a project',
    );
  });

const tagCount: Rule = ({ tags }, { ownershipTag }) => {
  const most = ownershipTag ? MOST_TAGS - 1 : MOST_TAGS;
  const keys = typeof tags === "object" && tags !== null ? Object.keys(tags) : [];
  const faults: Failure[] = [];
  if (keys.length > most)
    faults.push({ property: "tags", reason: `must be a map of at most ${most} tags; got ${keys.length}` });
  if (keys.includes(ownershipTagKey)) {
    faults.push({
      property: "tags",
      reason: `must not have the key "${ownershipTagKey}", which marks the cluster as this resource's own`,
    });
  }
  return faults;
};

const proOptions: Rule = (inputs, { isNew }) => (isNew ? checkNewEdition(inputs) : []);

const upgradeInWindow: Rule = ({ autoUpgrade, maintenanceWindow }, { isNew }) => {
  if (!isNew || !isObject(autoUpgrade) || autoUpgrade.enabled !== true) return [];
  if (isUnknown(maintenanceWindow) || (isObject(maintenanceWindow) && maintenanceWindow.enabled !== false)) return [];
  return [needsWindow];
};

const eipForPublicEndpoint: Rule = ({ apiServerEipId, endpointPublicAccess }) =>
  isSet(apiServerEipId) && endpointPublicAccess === false
    ? failure(
        "apiServerEipId",
        "has no effect while endpointPublicAccess is false; set that to true, or remove the EIP",
      )
    : [];

const oneRetention: Rule = ({ retainAllResources, retainResources }) =>
  retainAllResources === true && isSet(retainResources)
    ? failure("retainResources", "has no effect with retainAllResources: true; remove one of the two")
    : [];

const keyForEncryption: Rule = ({ secretEncryption }) => {
  if (!isObject(secretEncryption) || isSet(secretEncryption.kmsKeyId)) return [];
  if (secretEncryption.enabled === false || isUnknown(secretEncryption.enabled)) return [];
  return failure("secretEncryption.kmsKeyId", "must be set: the KMS key to encrypt with");
};

/** A feature that is switched off does not report its other fields, so that a change of these could never be proven. */
const nothingBesideOff: Rule = (inputs) =>
  (
    [
      ["secretEncryption", "kmsKeyId"],
      ["auditLog", "logProject"],
    ] as const
  ).flatMap(([name, field]) => {
    const value = inputs[name];
    return isObject(value) && value.enabled === false && isSet(value[field])
      ? failure(`${name}.${field}`, "has no effect while enabled is false; remove it")
      : [];
  });

/** The rules; docs/checks.md has an example of each. */
export const rules: readonly Rule[] = [
  nothingBesideOff,
  proOptions,
  upgradeInWindow,
  exclusionTimes,
  eipForPublicEndpoint,
  oneRetention,
  keyForEncryption,
  vpcWithVswitches,
  zoneOrVpc,
  zoneInRegion,
  oneSecurityGroup,
  oneServiceDiscovery,
  oneLogAgent,
  namedLogProject,
  tagCount,
];

/** Checks the inputs together. */
export function checkRules(inputs: Values, context: RuleContext): Failure[] {
  return rules.flatMap((rule) => rule(inputs, context));
}
