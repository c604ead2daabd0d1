/** The vendor's page on CreateCluster for ACK Serverless, as entries of the table name it. */
export const PAGE = "CreateCluster for ACK Serverless";
