import { readFileSync } from "node:fs";
import { Listr } from "listr2";
import { type Action, actions, type Fleet, perform } from "./fleet.js";

const [action, file = "fleet.json"] = process.argv.slice(2);
if (!isAction(action)) {
  console.error(`usage: npx tsx index.ts ${actions.join("|")} [fleet.json]`);
  process.exit(2);
}
const { atOnce, clusters } = JSON.parse(readFileSync(file, "utf8")) as Fleet;

// Ctrl-C asks each engine to stop after its present call; none is killed, and a second one changes nothing.
const stopping = new AbortController();
process.on("SIGINT", () => stopping.abort());

const tasks = new Listr(
  clusters.map((member) => ({
    title: member.name,
    skip: () => stopping.signal.aborted,
    task: async (_context, task) => {
      const outcome = await perform(
        action,
        member,
        (text) => {
          // Without a terminal the lines of several clusters stand below each other.
          task.output = process.stdout.isTTY ? text : `${member.name}: ${text}`;
        },
        stopping.signal,
      );
      task.title = `${member.name}: ${outcome}`;
    },
  })),
  // A cluster that fails stops no other one.
  {
    concurrent: atOnce,
    exitOnError: false,
    registerSignalListeners: false,
    fallbackRendererCondition: !process.stdout.isTTY,
  },
);
await tasks.run();

const failed = clusters.filter((_, index) => tasks.tasks[index]?.hasFailed());
if (failed.length > 0)
  console.error(`${failed.length} of ${clusters.length} failed: ${failed.map(({ name }) => name).join(", ")}`);
process.exitCode = failed.length > 0 || stopping.signal.aborted ? 1 : 0;

function isAction(text: string | undefined): text is Action {
  return actions.some((known) => known === text);
}
