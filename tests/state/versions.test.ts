import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as semver from "semver";
import { parse } from "yaml";
import { kubeconfigOf } from "../../provider/cluster/state/kubeconfig";
import type { Simulator } from "../../simulator";
import type { StackState } from "../../tools/engine/engine";
import { expectNothingLeft, operations, recorded, testSimulator, writesDuring } from "../engine/support/cluster";
import { withPlugin } from "../engine/support/plugin";
import { type EngineStack, testStack } from "../engine/support/stack";
import { contract, fixtureOf, type Host, hosts, programOf, simulatorPlace, versions } from "./fixture";

const root = join(__dirname, "..", "..");
const { version: present } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
const released = [...changelog.matchAll(/^## \[(\d+\.\d+\.\d+)\]/gm)].map(([, version]) => String(version));

test("every released version has left a state of each host here, and so has the one to come", () => {
  const missing = [...released, present].filter((version) => !versions().includes(version));
  expect(missing.map((version) => `${version}: record it with "npx tsx tests/state/record.ts"`)).toEqual([]);
});

/** Versions within which nothing may break: of 0.x.y those with the same x, later on those with the same major. */
const promising = versions().filter((version) => semver.satisfies(present, `^${version}`));

/** Enumerations that have opened: where one of their words stood, any text may stand now, and each word is still one. */
const opened = /\b(ClusterSpec|IpStack|LoggingType|ServiceDiscoveryType)\b/;

/** A promised fact as it must be now: an output may have become an input, and an enumeration may have opened. */
function kept(promised: string, present: string | undefined): boolean {
  const facts = [promised, promised.replace(opened, "string")];
  return [present, present?.replace(/^createOnly /, "output ")].some(
    (fact) => fact !== undefined && facts.includes(fact),
  );
}

test("what they promise holds: no property is gone, or has another type or lifecycle", () => {
  const now = contract();
  for (const promised of promising.map((version) => fixtureOf(version).contract)) {
    for (const kind of ["inputs", "outputs"] as const) {
      const broken = Object.entries(promised[kind])
        .filter(([name, fact]) => !kept(fact, now[kind][name]))
        .map(([name, fact]) => `${kind} ${name}: ${fact} became ${now[kind][name]}`);
      expect(broken).toEqual([]);
    }
  }
});

/** A stack as that version left it, before anything of this version has run in it. */
async function inherited(version: string, host: Host): Promise<{ stack: EngineStack; simulator: Simulator }> {
  const { args, stacks } = fixtureOf(version);
  const { state, cluster } = stacks[host];
  const simulator = await testSimulator();
  simulator.seed(cluster);
  const stack = await testStack({ simulator, program: programOf(host, args), settings: withPlugin });
  const here: StackState = JSON.parse(JSON.stringify(state).replaceAll(simulatorPlace, simulator.url));
  await stack.importState({ ...here, secrets_providers: secretsProviderOf(stack) });
  return { stack, simulator };
}

/** By which the engine encrypts the secrets that a recorded state has in clear. */
function secretsProviderOf(stack: EngineStack): object {
  const { secretsprovider: url, encryptedkey } = parse(
    readFileSync(join(stack.folder, "program", "Pulumi.test.yaml"), "utf8"),
  );
  return { type: "cloud", state: { url, encryptedkey } };
}

const cases = versions().flatMap((version) => Object.keys(hosts).map((host) => [version, host as Host] as const));

test.each(cases)("a kubeconfig in a state of %s, %s, keeps its cluster", (version, host) => {
  const { resources = [] } = fixtureOf(version).stacks[host].state;
  const outputs = resources.find(({ urn }) => urn.endsWith("::prod"))?.outputs ?? {};
  const [before, now] = [outputs.kubeconfig, kubeconfigOf(outputs)].map((text) => parse(String(text)));
  expect(before.clusters).toHaveLength(1);
  // Pulumi's Kubernetes provider replaces its workloads if the cluster changes; a change of the user is an update.
  expect({ ...now, users: [] }).toEqual({ ...before, users: [] });
});

describe.each(cases)("a state of %s, %s", (version, host) => {
  const { args, stacks } = fixtureOf(version);
  const id = stacks[host].cluster.cluster_id;
  let stack: EngineStack;
  let simulator: Simulator;

  beforeAll(async () => {
    ({ stack, simulator } = await inherited(version, host));
  });

  test("is refreshed before anything else, and its preview shows no difference", async () => {
    expect(await writesDuring(simulator, () => stack.refresh())).toEqual([]);
    expect(recorded(stack, "prod")).toMatchObject({ id, outputs: { state: "running" } });
    await stack.preview("--expect-no-changes");
    expect(await writesDuring(simulator, () => stack.up("--refresh", "--expect-no-changes"))).toEqual([]);
  });

  test("keeps its secrets", () => {
    const text = readFileSync(stack.stateFile, "utf8");
    expect(text).not.toContain(simulator.accounts[0].accessKeySecret);
    expect(text).not.toContain("sls_project_name");
  });

  test("is changed in place, without the program saying more than before", async () => {
    stack.program = programOf(host, { ...args, name: "renamed", tags: { env: "prod" }, deletionProtection: false });
    expect(operations(await stack.up())).toEqual(["update"]);
    expect(simulator.clusters()).toMatchObject([{ cluster_id: id, name: "renamed" }]);
    await stack.up("--refresh", "--expect-no-changes");
  });

  test("is destroyed", async () => {
    await stack.destroy();
    expectNothingLeft(simulator);
  });
});

describe.each(cases)("a state of %s, %s, that has not been used since", (version, host) => {
  test("makes no difference in a preview, and is destroyed without an up", async () => {
    const { stack, simulator } = await inherited(version, host);
    await stack.preview("--expect-no-changes");
    await stack.destroy();
    expectNothingLeft(simulator);
  });
});
