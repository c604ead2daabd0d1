import { Simulator } from "../simulator";
import { CREATE_MS } from "../simulator/world/clock";
import { TASK_MS } from "../simulator/world/task";
import { Stack } from "../tests/cluster/support/stack";
import { vendorClient } from "../tests/simulator/client";
import { SharedClock } from "./clock";
import { Cloud } from "./cloud";
import { type Site, site } from "./contender";
import { median, type Sample, sample, timed } from "./sample";

export type Operation = "create" | "nothing" | "rename" | "tags" | "refresh" | "delete";

/** What an operation costs beyond the time that the server itself works. Simulated, with the default settings. */
export interface Wait {
  readonly operation: Operation;
  /** How long the simulator works on it. */
  readonly serverMs: number;
  /** From the server's end until the provider knows: mean and maximum over several random seeds. */
  readonly beyondMs: { readonly mean: number; readonly most: number };
  /** The mean number of calls, polls included. */
  readonly calls: number;
  /** The pauses that terraform-provider-alicloud makes whatever the server does, first to last. */
  readonly theirPausesMs: readonly number[];
  /** The least time that these pauses add to the same server's time. */
  readonly theirBeyondMs: number;
}

/**
 * The fixed pauses before the first look in terraform-provider-alicloud at 81c43b6727 (August 2026): `Delay` of the wait
 * for the task, then of the wait for the state. The first one goes by while the server works; the last one begins when
 * the task has ended.
 */
const theirs: Readonly<Record<Operation, readonly number[]>> = {
  create: [10_000, 30_000],
  nothing: [],
  rename: [10_000, 60_000],
  tags: [60_000],
  refresh: [],
  delete: [],
};

const server: Readonly<Record<Operation, number>> = {
  create: CREATE_MS,
  nothing: 0,
  rename: TASK_MS.modify,
  // TagResources is done when it responds.
  tags: 0,
  refresh: 0,
  delete: TASK_MS.delete,
};

const begin = { name: "one", zoneId: "cn-hangzhou-i", tags: { env: "one" } };
const renamed = { ...begin, name: "two" };
const retagged = { ...renamed, tags: { env: "two" } };

const steps: readonly (readonly [Operation, (stack: Stack) => Promise<unknown>])[] = [
  ["create", (stack) => stack.up(begin)],
  ["nothing", (stack) => stack.up(begin)],
  ["rename", (stack) => stack.up(renamed)],
  ["tags", (stack) => stack.up(retagged)],
  ["refresh", (stack) => stack.refresh()],
  ["delete", (stack) => stack.destroy()],
];

/** A cluster's whole life on a simulated clock, once for each seed. */
export async function waits(seeds: number): Promise<Wait[]> {
  const lives: { ms: number; calls: number }[][] = [];
  for (let seed = 1; seed <= seeds; seed += 1) lives.push(await life(seed));
  return steps.map(([operation], index) => {
    const own = lives.map((one) => one[index] as { ms: number; calls: number });
    const serverMs = server[operation];
    const beyond = own.map(({ ms }) => ms - serverMs);
    return {
      operation,
      serverMs,
      beyondMs: { mean: mean(beyond), most: Math.max(...beyond) },
      calls: mean(own.map(({ calls }) => calls)),
      theirPausesMs: theirs[operation],
      theirBeyondMs: atLeast(theirs[operation], serverMs),
    };
  });
}

/** Pauses one after the other, of which the last one begins when the server has ended, if there are several. */
function atLeast(pauses: readonly number[], serverMs: number): number {
  if (pauses.length === 0) return 0;
  const [last = 0, ...before] = [...pauses].reverse();
  if (before.length === 0) return Math.max(0, last - serverMs);
  return Math.max(serverMs, ...before) + last - serverMs;
}

async function life(seed: number): Promise<{ ms: number; calls: number }[]> {
  const simulator = await Simulator.start({ progression: "manual" });
  const clock = new SharedClock((ms) => simulator.advance(ms), seed);
  const stack = new Stack(new Cloud(simulator, clock));
  const spent: { ms: number; calls: number }[] = [];
  try {
    for (const [, act] of steps) {
      const [from, before] = [clock.now(), simulator.requests().length];
      await act(stack);
      spent.push({ ms: clock.now() - from, calls: simulator.requests().length - before });
    }
    return spent;
  } finally {
    clock.end();
    await simulator.close();
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The time of one call in milliseconds: the vendor's own client against the simulator on loopback. */
export async function roundTrip(calls: number): Promise<number> {
  const simulator = await Simulator.start();
  try {
    const { cluster_id: id } = simulator.seed();
    const client = vendorClient(simulator);
    const taken: number[] = [];
    for (let call = 0; call < calls; call += 1) taken.push(await timed(() => client.describeClusterDetail(id)));
    return median(taken);
  } finally {
    await simulator.close();
  }
}

/** A whole command of the engine, with a server that finishes at once. Times in milliseconds. */
export interface Run {
  readonly operation: Operation;
  /** The same command with an empty program: the engine's own time. */
  readonly engine: Sample;
  readonly dynamic: Sample;
  readonly plugin: Sample;
  readonly dynamicCalls: number;
  readonly pluginCalls: number;
}

const sources: Readonly<Partial<Record<Operation, (source: string) => string>>> = {
  rename: (source) => source.replace("name: `c", "name: `renamed"),
  tags: (source) => source.replace("name: `c", "name: `renamed").replace('env: "bench"', 'env: "changed"'),
};

const commands: Readonly<Record<Operation, (of: Site) => Promise<unknown>>> = {
  create: ({ stack }) => stack.up(),
  nothing: ({ stack }) => stack.up("--expect-no-changes"),
  rename: ({ stack }) => stack.up(),
  tags: ({ stack }) => stack.up(),
  refresh: ({ stack }) => stack.refresh(),
  delete: ({ stack }) => stack.destroy(),
};

/** One cluster's life through the real engine on both hosts, alternating with an empty program. */
export async function runs(rounds: number): Promise<Run[]> {
  const measured: Record<string, { ms: number[]; calls: number }> = {};
  for (let round = 0; round < rounds; round += 1) {
    const sites = {
      empty: await site("empty", 0),
      dynamic: await site("dynamic", 1),
      plugin: await site("plugin", 1),
    };
    try {
      for (const [operation] of steps) {
        for (const [name, one] of Object.entries(sites)) {
          const change = sources[operation];
          if (change !== undefined && name !== "empty") one.edit(change);
          const before = one.simulator.requests().length;
          const ms = await timed(() => commands[operation](one));
          const known = measured[`${operation} ${name}`]?.ms ?? [];
          measured[`${operation} ${name}`] = { ms: [...known, ms], calls: one.simulator.requests().length - before };
        }
      }
    } finally {
      for (const one of Object.values(sites)) await one.close();
    }
  }
  const of = (operation: Operation, name: string) =>
    measured[`${operation} ${name}`] as { ms: number[]; calls: number };
  return steps.map(([operation]) => ({
    operation,
    engine: sample(of(operation, "empty").ms),
    dynamic: sample(of(operation, "dynamic").ms),
    plugin: sample(of(operation, "plugin").ms),
    dynamicCalls: of(operation, "dynamic").calls,
    pluginCalls: of(operation, "plugin").calls,
  }));
}
