import { connect } from "../../../provider/ack/client";
import { systemClock } from "../../../provider/ack/clock";
import { readSettings } from "../../../provider/ack/settings";

/** Makes one call with the settings in the arguments and what the environment gives, and prints what becomes of it. */
async function main(): Promise<void> {
  const config: Readonly<Record<string, string>> = JSON.parse(process.argv[2] as string);
  const { settings, faults } = readSettings((key) => config[key], process.env);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  const ack = connect({ settings, region: "cn-hangzhou", clock: systemClock });
  await ack.call("DescribeClusterDetail", { path: { ClusterId: "c-1" }, attempt: "reading" }).then(
    (answer) => console.log(`an answer: ${JSON.stringify(answer)}`),
    (error: Error) => console.log(error.message),
  );
}

void main();
