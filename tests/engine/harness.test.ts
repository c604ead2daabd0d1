import { existsSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { type EngineStack, expectFailure, type PulumiFn, testStack } from "./support/stack";

/** How the state marks an encrypted value. */
const SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A dynamic resource with nothing behind it, whose provider is all in the string that goes into the state. */
class Pet extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;

  constructor(resource: string, name: pulumi.Input<string>, create = `{ id: "pet-1", outs: inputs }`) {
    const provider = `exports.handler = () => ({
      async check(olds, news) { return { inputs: news }; },
      async diff(id, olds, news) { return { changes: olds.name !== news.name }; },
      async create(inputs) { return ${create}; },
      async update(id, olds, news) { return { outs: news }; },
      async read(id, props) { return { id, props, inputs: props }; },
      async delete() {},
    });`;
    super("pulumi-nodejs:dynamic/test:Pet", resource, { name, __provider: provider });
  }
}

const pets =
  (...names: string[]): PulumiFn =>
  async () => {
    const made = names.map((name, index) => new Pet(`pet${index}`, name));
    return { first: made[0]?.name, key: new pulumi.Config("test").getSecret("key") };
  };

describe("the engine harness", () => {
  let stack: EngineStack;
  beforeAll(async () => {
    stack = await testStack({
      program: pets("ada", "bob"),
      config: { "test:colour": "red", "test:key": { secret: "s3cr3t" } },
    });
  });

  test("has no state before the first run", () => {
    expect(stack.exportState().resources).toEqual([]);
  });

  test("previews", async () => {
    const { changes, steps, stdout } = await stack.preview();
    expect(changes).toEqual({ create: 3 });
    expect(steps.map(({ op, urn }) => [op, urn.split("::").at(-1)])).toContainEqual(["create", "pet1"]);
    expect(stdout).toContain("+ 3 to create");
  });

  test("creates, and gives outputs and state", async () => {
    const { changes, outputs } = await stack.up();
    expect(changes).toEqual({ create: 3 });
    expect(outputs).toEqual({ first: "ada", key: { [SECRET_SIGNATURE]: SECRET, ciphertext: expect.any(String) } });
    expect((await stack.outputs()).key).toEqual({ value: "s3cr3t", secret: true });
    const { resources, pending_operations } = stack.exportState();
    expect(resources.flatMap(({ type, outputs }) => (type.endsWith(":Pet") ? [outputs?.name] : []))).toEqual(
      expect.arrayContaining(["ada", "bob"]),
    );
    expect(pending_operations).toEqual([]);
  });

  test("takes flags, and finds nothing to do", async () => {
    expect((await stack.up("--refresh", "--expect-no-changes")).changes).toEqual({ same: 3 });
    expect((await stack.refresh()).changes).toEqual({ same: 3 });
    expect((await stack.previewRefresh()).changes).toEqual({ same: 3 });
  });

  test("runs a swapped program", async () => {
    stack.program = pets("eve");
    const { changes, text } = await stack.preview("--diff");
    expect(changes).toEqual({ delete: 1, same: 1, update: 1 });
    expect(text).toContain(`~ name: "ada" => "eve"`);
  });

  test("returns everything that a failing run printed, and what it left", async () => {
    stack.program = async () => {
      new Pet("pet0", "ada");
      new Pet(
        "lame",
        "tom",
        `(() => { throw Object.assign(new Error("no"), {
        id: "pet-9", properties: inputs, reasons: ["the pet is lame"] }) })()`,
      );
    };
    const { text, diagnostics } = await expectFailure(stack.up());
    expect(text).toContain("the pet is lame");
    expect(diagnostics.join("\n")).toContain("the pet is lame");
    expect(stack.exportState().resources.find(({ id }) => id === "pet-9")?.initErrors).toEqual(["the pet is lame"]);
  });

  test("reports a run that should have failed and did not", async () => {
    await expect(expectFailure(stack.previewDestroy())).rejects.toThrow("should have failed");
  });

  test("imports a state that it exported", async () => {
    const before = stack.exportState();
    await stack.importState({ ...before, resources: before.resources.filter(({ id }) => id !== "pet-9") });
    expect(stack.exportState().resources).toHaveLength(before.resources.length - 1);
  });

  test("runs any command", async () => {
    expect((await stack.run("config", "--show-secrets")).stdout).toContain("s3cr3t");
    expect((await expectFailure(stack.run("stack", "select", "nowhere"))).text).toContain("no stack named");
  });

  test("destroys", async () => {
    await stack.destroy();
    expect(stack.exportState().resources).toEqual([]);
  });

  test("ends a killed run's processes, and takes the folder away", async () => {
    const slow = await testStack({
      program: async () => void new Pet("slow", "sloth", "await new Promise(() => setInterval(() => {}, 1000))"),
    });
    const failing = expectFailure(slow.up());
    // The stack itself is in the making for a moment, too.
    const beingMade = () =>
      slow.exportState().pending_operations.map(({ type, resource }) => `${type} ${resource.urn.split("::").at(-1)}`);
    while (!beingMade().includes("creating slow")) await new Promise((done) => setTimeout(done, 50));
    expect(slow.processes().length).toBeGreaterThan(0);
    slow.kill();
    await failing;
    expect(beingMade()).toEqual(["creating slow"]);
    await slow.dispose();
    expect(slow.processes()).toEqual([]);
    expect(existsSync(slow.folder)).toBe(false);
  });
});
