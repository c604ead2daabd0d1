import { PolicyPack } from "@pulumi/policy";
import { rules } from "./rules";

new PolicyPack("ack-serverless", { policies: rules, enforcementLevel: "mandatory" });
