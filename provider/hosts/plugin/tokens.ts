/** Where the package's functions and its resource stand. */
export const namespace = "ack-serverless:index";
export const resourceToken = `${namespace}:ServerlessCluster`;
