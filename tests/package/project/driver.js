/**
 * Takes a program through its life with the Automation API, and prints what came of it as JSON.
 *
 * LIFE is `full`, or `short`, which leaves out the second up.
 */
const { LocalWorkspace, PulumiCommand } = require("@pulumi/pulumi/automation");

exports.live = async (program) => {
  const { LIFE, STACK, CLI, CONFIG, PULUMI_HOME } = process.env;
  const stack = await LocalWorkspace.createStack(
    { stackName: STACK, projectName: "packed", program },
    { workDir: process.cwd(), pulumiHome: PULUMI_HOME, pulumiCommand: await PulumiCommand.get(JSON.parse(CLI)) },
  );
  await stack.setAllConfig(JSON.parse(CONFIG));

  const created = await stack.up();
  const { deployment } = await stack.exportStack();
  const again = LIFE === "full" ? await stack.up() : undefined;
  await stack.destroy();

  const cluster = deployment.resources.find(({ type }) => type.endsWith("ack:ServerlessCluster"));
  console.log(
    JSON.stringify({
      created: created.summary.resourceChanges,
      clusterId: created.outputs.clusterId?.value,
      recorded: { id: cluster?.id, provider: cluster?.outputs.__provider },
      again: again?.summary.resourceChanges,
    }),
  );
};
