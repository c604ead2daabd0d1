/**
 * Tells what the vendor's newest SDK packages have that neither the property table nor a written waiver knows:
 * `npm run audit:vendor`, or `npm run audit:vendor -- npm:7.2.0 pip:7.2.3 <folder>`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Operation, operations } from "../../provider/ack/operations";
import { table } from "../../provider/cluster/properties/table";
import { wiresOf } from "../../provider/table/property";
import { readSdk, type Sdk } from "./models";
import { answerWaivers, newerWaivers, operationWaivers, requestWaivers, type Waivers } from "./waivers";

/** What an SDK has that is new, and the waivers that it has no more use for, as lines. */
export interface Audit {
  readonly added: readonly string[];
  readonly stale: readonly string[];
}

const ours = (Object.keys(operations) as Operation[]).filter((operation) => operations[operation].product === "cs");

/** Compares an SDK with the property table and the waivers. */
export function auditSdk(sdk: Sdk): Audit {
  const called = new Set<string>(ours);
  const waived = words(operationWaivers);
  const parts = ours.flatMap((operation) => [
    fieldsOf(sdk, operation, "Request", requestWaivers),
    fieldsOf(sdk, operation, "ResponseBody", answerWaivers),
  ]);
  return {
    added: [
      ...sdk.operations.filter((name) => !called.has(name) && !waived.has(name)).map((name) => `operation ${name}`),
      ...parts.flatMap(({ added }) => added),
    ],
    stale: [
      ...[...waived, ...called].filter((name) => !sdk.operations.includes(name)).map((name) => `operation ${name}`),
      ...parts.flatMap(({ stale }) => stale),
    ],
  };
}

function fieldsOf(sdk: Sdk, operation: Operation, part: "Request" | "ResponseBody", waivers: Waivers): Audit {
  const line = (path: string) => `${operation} ${part === "Request" ? "request" : "answer"}: ${path}`;
  const lasting = words(waivers[operation] ?? {});
  const waived = new Set([...lasting, ...words(newerWaivers[operation] ?? {})]);
  const holdsWaived = (path: string) => [...waived].some((one) => one.startsWith(`${path}.`));
  const carried = new Set(
    Object.values(table).flatMap(({ facts }) => {
      const place = facts.at[operation];
      return place === undefined ? [] : wiresOf(place);
    }),
  );
  const seen = new Set<string>();
  const added: string[] = [];
  const walk = (model: string, prefix: string): void => {
    for (const [wire, inner] of sdk.models.get(model) ?? []) {
      const path = `${prefix}${wire}`;
      seen.add(path);
      if (waived.has(path) && !holdsWaived(path)) continue;
      const isKnown = waived.has(path) || holdsWaived(path) || (prefix === "" && carried.has(wire));
      if (!isKnown) added.push(line(path));
      else if (inner !== undefined) walk(inner, `${path}.`);
    }
  };
  walk(`${operation}${part}`, "");
  return { added, stale: [...lasting].filter((path) => !seen.has(path)).map(line) };
}

function words(waivers: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set(Object.values(waivers).flatMap((names) => names.split(" ")));
}

function run(command: string, args: readonly string[], folder: string): void {
  const { status, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8", timeout: 300_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr || `ended with ${status}`}`);
}

/** Downloads and unpacks a package, or takes a folder as it is. */
function fetchSdk(source: string, folder: string): string {
  const [, kind, version = ""] = /^(npm|pip)(?::(.+))?$/.exec(source) ?? [];
  if (kind === undefined) return source;
  const python = process.platform === "win32" ? "python" : "python3";
  if (kind === "npm") run("npm", ["pack", `@alicloud/cs20151215@${version || "latest"}`], folder);
  else {
    const wanted = `alibabacloud_cs20151215${version === "" ? "" : `==${version}`}`;
    run(python, ["-m", "pip", "download", "--no-deps", "--no-binary", ":all:", wanted], folder);
  }
  const [archive = ""] = readdirSync(folder).filter((name) => /\.(tgz|tar\.gz)$/.test(name));
  run("tar", ["xzf", archive], folder);
  return join(folder, readdirSync(folder).find((name) => name !== archive) ?? "");
}

if (require.main === module) {
  const sources = process.argv.slice(2);
  for (const source of sources.length > 0 ? sources : ["npm", "pip"]) {
    const folder = mkdtempSync(join(tmpdir(), "vendor-sdk-"));
    try {
      const { added, stale } = auditSdk(readSdk(fetchSdk(source, folder)));
      console.log(`${source}: ${added.length === 0 ? "nothing new" : `${added.length} new`}`);
      for (const one of added) console.log(`  new: ${one}`);
      for (const one of stale) console.log(`  gone: ${one}`);
      if (added.length > 0) process.exitCode = 1;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
