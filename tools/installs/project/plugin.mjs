import { ServerlessCluster } from "pulumi-ack-serverless/plugin";
import { live } from "./life.js";

await live({ ServerlessCluster });
