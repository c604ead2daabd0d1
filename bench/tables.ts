import type { HostCost } from "./hosts";
import type { Change, Known, Look } from "./looks";
import type { Operation, Run, Wait } from "./operations";
import { beyond, percent, type Sample } from "./sample";
import type { Cost } from "./stock";
import type { Part } from "./trace";
import type { Program, ProgramCost } from "./typescript";

export const contenders: Readonly<Record<string, string>> = {
  stock: "stock dynamic provider",
  dynamic: "this package, dynamic",
  plugin: "this package, plugin",
};

const programNames: Readonly<Record<Program, string>> = {
  empty: "empty program",
  pulumi: "a program that imports Pulumi alone",
  stock: "stock dynamic provider",
  dynamic: "this package, dynamic",
  plugin: "this package, plugin",
};

export const operations: Readonly<Record<Operation, string>> = {
  create: "create",
  nothing: "up without a change",
  rename: "rename",
  tags: "tag change",
  refresh: "refresh",
  delete: "delete",
};

export function costRow(base: Cost) {
  const ratio = (value: number, of: number) => (of === 0 ? "" : ` (${(value / of).toFixed(2)}×)`);
  return (cost: Cost): string[] => [
    contenders[cost.contender] ?? cost.contender,
    spread(cost.firstPreview) + ratio(cost.firstPreview.median, base.firstPreview.median),
    spread(cost.preview) + ratio(cost.preview.median, base.preview.median),
    kilobytes(cost.stateBytesPerCluster) + ratio(cost.stateBytesPerCluster, base.stateBytesPerCluster),
    `${Math.round(cost.codeBytesPerCluster)} B`,
    cost.peakBytes === 0 ? "not measured" : mebibytes(cost.peakBytes) + ratio(cost.peakBytes, base.peakBytes),
  ];
}

/** The section's table, with ratios to the dynamic host. */
export function hostTable(hosts: readonly HostCost[]): string {
  const [base] = hosts;
  const ratio = (value: number, of = 0) => (of === 0 ? "" : ` (${(value / of).toFixed(2)}×)`);
  const rows = hosts.map(({ host, start, residentBytes }) => [
    contenders[host] ?? host,
    `${number(start.median)} ms ±${percent(start.deviation)}${ratio(start.median, base?.start.median)}`,
    residentBytes === 0 ? "not measured" : mebibytes(residentBytes) + ratio(residentBytes, base?.residentBytes),
  ]);
  return table(["", "until the port is reported", "resident memory then"], rows);
}

export function waitRow({ operation, serverMs, beyondMs, calls, theirPausesMs, theirBeyondMs }: Wait): string[] {
  return [
    operations[operation],
    seconds(serverMs),
    `${seconds(beyondMs.mean)} (${seconds(beyondMs.most)})`,
    number(calls),
    theirPausesMs.length === 0 ? "none" : theirPausesMs.map(seconds).join(", then "),
    seconds(theirBeyondMs),
  ];
}

const changes: Readonly<Record<Change, string>> = { create: "create", rename: "rename", delete: "delete" };

const knowledge: Readonly<Record<Known, string>> = {
  nothing: "nothing",
  account: "an earlier cluster in the account",
  run: "the same change in this run",
};

export function lookRow({ change, known, factor, serverMs, beyondMs, calls }: Look): string[] {
  const speed = factor === 1 ? "" : factor > 1 ? ", but half as fast" : ", but twice as fast";
  return [
    changes[change],
    knowledge[known],
    `${number(serverMs / 1000)} s${speed}`,
    `${seconds(beyondMs.mean)} (${seconds(beyondMs.most)})`,
    number(calls),
  ];
}

export function runRow({ operation, engine, dynamic, plugin, dynamicCalls, pluginCalls }: Run): string[] {
  return [
    operations[operation],
    ...[engine, dynamic, plugin, beyond(dynamic, engine), beyond(plugin, engine)].map(spread),
    String(dynamicCalls),
    String(pluginCalls),
  ];
}

export function leastRow(runs: readonly Run[], roundTripMs: number): string[] {
  const engine = runs.find(({ operation }) => operation === "rename")?.engine.median ?? 0;
  const least = `${number(roundTripMs)} ms`;
  return [
    "*the minimum, for one call*",
    seconds(engine),
    seconds(engine + roundTripMs),
    seconds(engine + roundTripMs),
    least,
    least,
    "1",
    "1",
  ];
}

/** Each program, beside the empty one and the one that imports Pulumi alone; and with the version `ref`, where it was measured. */
export function programRows(costs: readonly ProgramCost[], ref: string) {
  const of = (name: Program) => costs.find(({ program }) => program === name)?.preview.median ?? 0;
  const row = (name: string, preview: Sample) => [
    name,
    spread(preview),
    ...[of("empty"), of("pulumi")].map((base) => `${(preview.median / base).toFixed(2)}×`),
  ];
  return ({ program, preview, before }: ProgramCost): string[][] => [
    row(programNames[program], preview),
    ...(before === undefined ? [] : [row(`${programNames[program]}, version ${ref}`, before)]),
  ];
}

export function partRow({ host, what, cpu }: Part): string[] {
  return [contenders[host] ?? host, what, `${number(cpu.median)} ms ±${percent(cpu.deviation)}`];
}

/** A time with its deviation, for a cell. */
export function spread({ median, deviation }: Sample): string {
  return `${seconds(median)} ±${percent(deviation)}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

export const seconds = (ms: number) => `${number(ms / 1000)} s`;
export const kilobytes = (bytes: number) => `${number(bytes / 1000)} kB`;
export const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;

/** Three figures at the most, and no more than two after the point. */
export function number(value: number): string {
  if (Math.abs(value) < 0.005) return "0";
  return String(Number(value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)));
}
