/** The example in the package schema, in each language that Pulumi can generate an SDK for. */
const programs: readonly (readonly [language: string, program: string])[] = [
  [
    "typescript",
    `import { ServerlessCluster } from "pulumi-ack-serverless/plugin";

const cluster = new ServerlessCluster("prod", {
    vpcId: "vpc-bp1",
    vswitchIds: ["vsw-bp1"],
    tags: { env: "prod" },
});
export const endpoint = cluster.apiServerEndpoint;`,
  ],
  [
    "python",
    `import pulumi
import pulumi_ack_serverless as ack

cluster = ack.ServerlessCluster("prod",
    vpc_id="vpc-bp1",
    vswitch_ids=["vsw-bp1"],
    tags={"env": "prod"})
pulumi.export("endpoint", cluster.api_server_endpoint)`,
  ],
  [
    "go",
    `cluster, err := ackserverless.NewServerlessCluster(ctx, "prod", &ackserverless.ServerlessClusterArgs{
	VpcId:      pulumi.String("vpc-bp1"),
	VswitchIds: pulumi.ToStringArray([]string{"vsw-bp1"}),
	Tags:       pulumi.ToStringMap(map[string]string{"env": "prod"}),
})
if err != nil {
	return err
}
ctx.Export("endpoint", cluster.ApiServerEndpoint)`,
  ],
  [
    "csharp",
    `var cluster = new PulumiAck.Serverless.ServerlessCluster("prod", new()
{
    VpcId = "vpc-bp1",
    VswitchIds = { "vsw-bp1" },
    Tags = { { "env", "prod" } },
});`,
  ],
  [
    "java",
    `var cluster = new ServerlessCluster("prod", ServerlessClusterArgs.builder()
    .vpcId("vpc-bp1")
    .vswitchIds("vsw-bp1")
    .tags(Map.of("env", "prod"))
    .build());`,
  ],
  [
    "yaml",
    `resources:
  prod:
    type: ack-serverless:ServerlessCluster
    properties:
      vpcId: vpc-bp1
      vswitchIds: [vsw-bp1]
      tags: { env: prod }
outputs:
  endpoint: \${prod.apiServerEndpoint}`,
  ],
];

const fence = "```";

/** In the format of Pulumi's documentation generator. */
export const clusterExamples = [
  "{{% examples %}}",
  "## Example Usage",
  "{{% example %}}",
  "### A cluster in a VPC",
  "",
  ...programs.map(([language, program]) => `${fence}${language}\n${program}\n${fence}`),
  "{{% /example %}}",
  "{{% /examples %}}",
].join("\n");
