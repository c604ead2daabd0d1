/**
 * How late the provider sees an end whose time is random, by what it can know of that time: `npx tsx bench/looks.ts`.
 * The provider's core and a simulator share one simulated clock.
 */
import { Simulator } from "../simulator";
import { Stack } from "../tests/cluster/support/stack";
import { chance, SharedClock } from "./clock";
import { Cloud } from "./cloud";

export type Change = "create" | "rename" | "delete";

/** What the provider can know: nothing; a cluster that another run created; or the same change to another cluster in this run. */
export type Known = "nothing" | "account" | "run";

/** One kind of server and of knowledge, over several seeds. */
export interface Look {
  readonly change: Change;
  readonly known: Known;
  /** How much longer the server takes than for the earlier cluster. */
  readonly factor: number;
  readonly serverMs: number;
  readonly beyondMs: { readonly mean: number; readonly most: number };
  readonly calls: number;
}

/** Accounts differ by so much, one task and the next of an account by so much: standard deviations of the logarithm. */
const SPREAD_OF_ACCOUNTS = 0.4;
const SPREAD_OF_STAGES = 0.1;

const kinds: readonly { readonly known: Known; readonly factor: number; readonly changes: readonly Change[] }[] = [
  { known: "nothing", factor: 1, changes: ["create", "rename", "delete"] },
  { known: "account", factor: 1, changes: ["create"] },
  { known: "run", factor: 1, changes: ["create", "rename", "delete"] },
  { known: "run", factor: 2, changes: ["create", "rename", "delete"] },
  { known: "run", factor: 0.5, changes: ["create", "rename", "delete"] },
];

/** Measures every kind of server and of knowledge with so many seeds. */
export async function looks(seeds: number): Promise<Look[]> {
  const all: Look[] = [];
  for (const { known, factor, changes } of kinds) {
    const lives: Life[] = [];
    for (let seed = 1; seed <= seeds; seed += 1) lives.push(await life(seed, known, factor));
    for (const change of changes) {
      const own = lives.map((one) => one[change]);
      const beyond = own.map(({ beyondMs }) => beyondMs);
      all.push({
        change,
        known,
        factor,
        serverMs: mean(own.map(({ serverMs }) => serverMs)),
        beyondMs: { mean: mean(beyond), most: Math.max(...beyond) },
        calls: mean(own.map(({ calls }) => calls)),
      });
    }
  }
  return all;
}

type Life = Readonly<Record<Change, { readonly serverMs: number; readonly beyondMs: number; readonly calls: number }>>;

async function life(seed: number, known: Known, factor: number): Promise<Life> {
  const server = randomServer(seed);
  const simulator = await Simulator.start({ progression: "manual", stageLengths: server.stageLengths });
  const clock = new SharedClock((ms) => simulator.advance(ms), seed);
  const cloud = () => new Cloud(simulator, clock);
  const run = cloud();
  const program = (name: string) => ({ name, zoneId: "cn-hangzhou-i" });
  try {
    const earlier = new Stack(run, "urn:pulumi:dev::looks::pulumi-nodejs:dynamic/ack:ServerlessCluster::earlier");
    if (known !== "nothing") await earlier.up(program("earlier"));
    if (known === "run") {
      await earlier.up(program("renamed-earlier"));
      await earlier.destroy();
    }
    server.factor = factor;
    const stack = new Stack(known === "run" ? run : cloud());
    const spent = async (act: () => Promise<unknown>) => {
      const [from, before] = [clock.now(), simulator.requests().length];
      await act();
      const serverMs = server.lastMs;
      return { serverMs, beyondMs: clock.now() - from - serverMs, calls: simulator.requests().length - before };
    };
    return {
      create: await spent(() => stack.up(program("one"))),
      rename: await spent(() => stack.up(program("two"))),
      delete: await spent(() => stack.destroy()),
    };
  } finally {
    clock.end();
    await simulator.close();
  }
}

/** A server whose tasks have random lengths and stages: those of one type are similar to each other. */
function randomServer(seed: number) {
  const random = chance(1000 + seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const habits = new Map<string, readonly number[]>();
  const server = {
    factor: 1,
    /** How long the last task takes. */
    lastMs: 0,
    stageLengths(type: string, lengthMs: number, stages: number): readonly number[] {
      const habit = habits.get(type) ?? habitOf(lengthMs, stages);
      habits.set(type, habit);
      const lengths = habit.map((ms) => ms * server.factor * Math.exp(SPREAD_OF_STAGES * normal()));
      server.lastMs = lengths.reduce((sum, ms) => sum + ms, 0);
      return lengths;
    },
  };
  function habitOf(lengthMs: number, stages: number): readonly number[] {
    const shares = Array.from({ length: stages }, () => 0.2 + random());
    const whole = shares.reduce((sum, share) => sum + share, 0);
    const ms = lengthMs * Math.exp(SPREAD_OF_ACCOUNTS * normal());
    return shares.map((share) => (ms * share) / whole);
  }
  return server;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

if (require.main === module) {
  void (async () => {
    const rows = await looks(Number(process.argv[2] ?? 12));
    console.table(
      rows.map(({ change, known, factor, serverMs, beyondMs, calls }) => ({
        change,
        known,
        factor,
        server: Math.round(serverMs / 1000),
        mean: Number((beyondMs.mean / 1000).toFixed(2)),
        most: Number((beyondMs.most / 1000).toFixed(1)),
        calls: Number(calls.toFixed(1)),
      })),
    );
  })();
}
