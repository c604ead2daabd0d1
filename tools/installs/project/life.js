/** Takes a cluster through its whole life with the Automation API, and prints what each step did as JSON. */
const { join } = require("node:path");
const { LocalWorkspace, PulumiCommand } = require("@pulumi/pulumi/automation");

/** The Automation API catches what nobody else does, and the process would then end well without a word. */
exports.live = (exported) =>
  lived(exported).then(
    (told) => console.log(JSON.stringify(told)),
    (failure) => {
      console.error(failure);
      process.exit(1);
    },
  );

async function lived({ ServerlessCluster }) {
  const { STACK, FOLDER, CLI, CONFIG, PULUMI_HOME } = process.env;
  let tags = { team: "web" };
  const program = async () => {
    const cluster = new ServerlessCluster("shop", { zoneId: "cn-hangzhou-i", tags });
    return { id: cluster.clusterId };
  };
  const plugin = { name: "ack-serverless", path: join(__dirname, "node_modules/pulumi-ack-serverless/bin") };
  const stack = await LocalWorkspace.createStack(
    { stackName: STACK, projectName: "matrix", program },
    {
      workDir: FOLDER,
      pulumiHome: PULUMI_HOME,
      pulumiCommand: await PulumiCommand.get(JSON.parse(CLI)),
      projectSettings: { name: "matrix", runtime: "nodejs", plugins: { providers: [plugin] } },
    },
  );
  await stack.setAllConfig(JSON.parse(CONFIG));
  const changes = ({ summary }) => summary.resourceChanges;

  const created = await stack.up();
  tags = { team: "web", env: "prod" };
  const changed = await stack.up();
  const refreshed = await stack.refresh();
  await stack.destroy();
  return { id: created.outputs.id.value, changed: changes(changed), refreshed: changes(refreshed) };
}
