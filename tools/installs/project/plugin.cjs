const { live } = require("./life.js");
const { ServerlessCluster } = require("pulumi-ack-serverless/plugin");

live({ ServerlessCluster });
