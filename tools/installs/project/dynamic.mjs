import { ServerlessCluster } from "pulumi-ack-serverless";
import { live } from "./life.js";

await live({ ServerlessCluster });
