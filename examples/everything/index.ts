import * as pulumi from "@pulumi/pulumi";
import { ServerlessCluster } from "pulumi-ack-serverless";

const config = new pulumi.Config();

/** In a VPC that exists, and with what only the Pro edition has. */
const own = new ServerlessCluster("own", {
  name: "everything-own",
  clusterSpec: "ack.pro.small",
  kubernetesVersion: "1.34",
  vpcId: config.require("vpcId"),
  vswitchIds: config.requireObject<string[]>("vswitchIds"),
  securityGroupId: config.require("securityGroupId"),
  serviceCidr: "172.21.0.0/20",
  endpointPublicAccess: true,
  apiServerEipId: config.require("eipId"),
  loadBalancerId: config.require("loadBalancerId"),
  customSans: ["kubernetes.example.com"],
  privateZone: true,
  loggingType: "SLS",
  timezone: "Asia/Shanghai",
  resourceGroupId: config.require("resourceGroupId"),
  tags: { app: "everything", team: "platform" },
  enableRrsa: true,
  secretEncryption: { enabled: true, kmsKeyId: config.require("kmsKeyId") },
  maintenanceWindow: {
    enabled: true,
    maintenanceTime: "19:00:00Z",
    duration: "3h",
    weeklyPeriod: ["Tuesday"],
    exclusions: [
      { name: "sale", scope: "NoUpgrades", startTime: "2099-11-09T00:00:00Z", endTime: "2099-11-13T00:00:00Z" },
    ],
  },
  autoUpgrade: { enabled: true, channel: "patch" },
  auditLog: { enabled: true, logProject: config.require("logProject") },
  controlPlaneLog: {
    components: ["apiserver", "kcm", "scheduler"],
    logProject: config.require("logProject"),
    ttlDays: 90,
  },
  systemEventsLogging: { enabled: true, logProject: config.require("logProject") },
  addons: [
    { name: "logtail-ds", version: "v1.8.5.0", config: { sls_project_name: config.require("logProject") } },
    { name: "nginx-ingress-controller", cleanupCloudResources: true },
    { name: "metrics-server", disabled: true },
  ],
  // What `pulumi destroy` does: it switches the protection off first, and keeps the logs and two resources.
  deletionProtection: true,
  forceDestroy: true,
  deleteOptions: {
    slb: "delete",
    alb: "delete",
    slsData: "retain",
    slsControlPlane: "retain",
    privateZone: "delete",
  },
  retainResources: [config.require("eipId"), config.require("loadBalancerId")],
});

/** With a network that ACK makes. */
const made = new ServerlessCluster("made", {
  clusterSpec: "ack.pro.small",
  regionId: "cn-hangzhou",
  zoneId: "cn-hangzhou-i",
  isEnterpriseSecurityGroup: true,
  snatEntry: true,
  ipStack: "dual",
  clusterDomain: "shop.example",
  serviceDiscoveryTypes: ["CoreDNS", "PrivateZone"],
  maintenanceWindow: { maintenanceTime: "03:00:00Z", recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA" },
  deleteOptions: { privateZone: "delete" },
  retainAllResources: false,
});

/** One that exists already. */
const adopted = new ServerlessCluster("adopted", { adopt: config.require("existingClusterId") });

export const clusterIds = [own.clusterId, made.clusterId, adopted.clusterId];
