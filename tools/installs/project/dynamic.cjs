const { live } = require("./life.js");
const { ServerlessCluster } = require("pulumi-ack-serverless");

live({ ServerlessCluster });
