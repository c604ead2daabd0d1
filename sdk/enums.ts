// Generated from the property table by "npm run generate". Do not edit.
/** Known values of the input's type `AutoUpgradeChannel`, which can also be written as text. */
export const AutoUpgradeChannel = {
  Patch: "patch",
  Stable: "stable",
  Rapid: "rapid",
} as const;
export type AutoUpgradeChannel = (typeof AutoUpgradeChannel)[keyof typeof AutoUpgradeChannel];

/** Known values of the input's type `ClusterSpec`, which can also be written as text. */
export const ClusterSpec = {
  AckStandard: "ack.standard",
  AckProSmall: "ack.pro.small",
  AckProXlarge: "ack.pro.xlarge",
  AckPro2xlarge: "ack.pro.2xlarge",
  AckPro4xlarge: "ack.pro.4xlarge",
} as const;
export type ClusterSpec = (typeof ClusterSpec)[keyof typeof ClusterSpec];

/** Known values of the input's type `DeleteOption`, which can also be written as text. */
export const DeleteOption = {
  Delete: "delete",
  Retain: "retain",
} as const;
export type DeleteOption = (typeof DeleteOption)[keyof typeof DeleteOption];

/** Known values of the input's type `IpStack`, which can also be written as text. */
export const IpStack = {
  Ipv4: "ipv4",
  Dual: "dual",
} as const;
export type IpStack = (typeof IpStack)[keyof typeof IpStack];

/** Known values of the input's type `LoggingType`, which can also be written as text. */
export const LoggingType = {
  SLS: "SLS",
} as const;
export type LoggingType = (typeof LoggingType)[keyof typeof LoggingType];

/** Known values of the input's type `MaintenanceExclusionScope`, which can also be written as text. */
export const MaintenanceExclusionScope = {
  NoUpgrades: "NoUpgrades",
  NoMinorUpgrades: "NoMinorUpgrades",
  NoOperations: "NoOperations",
  NoCVEPatch: "NoCVEPatch",
} as const;
export type MaintenanceExclusionScope = (typeof MaintenanceExclusionScope)[keyof typeof MaintenanceExclusionScope];

/** Known values of the input's type `MaintenanceWindowWeeklyPeriod`, which can also be written as text. */
export const MaintenanceWindowWeeklyPeriod = {
  Monday: "Monday",
  Tuesday: "Tuesday",
  Wednesday: "Wednesday",
  Thursday: "Thursday",
  Friday: "Friday",
  Saturday: "Saturday",
  Sunday: "Sunday",
} as const;
export type MaintenanceWindowWeeklyPeriod =
  (typeof MaintenanceWindowWeeklyPeriod)[keyof typeof MaintenanceWindowWeeklyPeriod];

/** Known values of the input's type `ServiceDiscoveryType`, which can also be written as text. */
export const ServiceDiscoveryType = {
  CoreDNS: "CoreDNS",
  PrivateZone: "PrivateZone",
} as const;
export type ServiceDiscoveryType = (typeof ServiceDiscoveryType)[keyof typeof ServiceDiscoveryType];
