import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Simulator } from "../../simulator";
import { Command } from "./support/command";

let simulator: Simulator;
let command: Command;
let id: string;

beforeAll(async () => {
  simulator = await Simulator.start({ progression: "immediate" });
  id = simulator.seed({ name: "live" }).cluster_id;
});
beforeEach(() => {
  command = new Command(simulator);
});
afterEach(() => command.dispose());
afterAll(async () => {
  expect(simulator.unhandled()).toEqual([]);
  await simulator.close();
});

const more = (name: string) => `Run "ack-serverless ${name} --help" to see its options, with examples.\n`;

describe("a wrong command line ends with 2 and says what is wrong:", () => {
  test.each<[string[], string]>([
    [
      ["kubeconfg", "c0"],
      "error: unknown command 'kubeconfg'\n(Did you mean kubeconfig?)\nRun \"ack-serverless --help\" to see its commands.\n",
    ],
    [
      ["--regoin", "cn-hangzhou", "doctor"],
      "error: unknown option '--regoin'\nRun \"ack-serverless --help\" to see its commands.\n",
    ],
    [
      ["--region", "cn-hangzhou", "doctor"],
      'error: --region belongs after the command: ack-serverless doctor --region …\nRun "ack-serverless --help" to see its commands.\n',
    ],
    [["doctor", "--regoin", "x"], `error: unknown option '--regoin'\n(Did you mean --region?)\n${more("doctor")}`],
    [
      ["versions", "1.34"],
      `error: too many arguments for 'versions'. Expected 0 arguments but got 1.\n${more("versions")}`,
    ],
    [["kubeconfig"], `error: missing required argument 'cluster-id'\n${more("kubeconfig")}`],
    [["watch"], `error: missing required argument 'cluster-or-task'\n${more("watch")}`],
    [["import", "c0", "--name"], `error: option '--name <name>' argument missing\n${more("import")}`],
    [
      ["kubeconfig", "c0", "--ttl", "5"],
      `error: option '--ttl <minutes>' argument '5' is invalid. It must be a whole number from 15 to 4320.\n${more("kubeconfig")}`,
    ],
    [
      ["watch", "c0", "--timeout", "1h"],
      `error: option '--timeout <minutes>' argument '1h' is invalid. It must be a whole number from 1 to 1440.\n${more("watch")}`,
    ],
    [
      ["doctor", "-c", "x"],
      `error: option '-c, --config <key=value>' argument 'x' is invalid. Write it as <namespace>:<key>=value, such as "ack-serverless:vpcEndpoint=true" or "alicloud:endpoints={…}".\n${more("doctor")}`,
    ],
    [
      ["doctor", "-c", "ack-serverless:vpcEndpint=true"],
      `error: option '-c, --config <key=value>' argument 'ack-serverless:vpcEndpint=true' is invalid. There is no setting ack-serverless:vpcEndpint; did you mean ack-serverless:vpcEndpoint?\n${more("doctor")}`,
    ],
    [["migrate", "no.json"], "error: no.json cannot be read: FOLDER\n"],
  ])("%j", async (args, err) => {
    const ended = await command.runBare({}, ...args);
    const folder = /ENOENT: no such file or directory, open '[^']*\/no.json'/;
    expect({ ...ended, err: ended.err.replace(folder, "FOLDER") }).toEqual({ code: 2, out: "", err });
  });

  test.each<[string[], string]>([
    [["kubeconfig", "ID", "--out", ""], "--out is empty: give it a value, or remove it"],
    [["kubeconfig", "ID", "--set-context", "", "--merge"], "--set-context is empty: give it a value, or remove it"],
    [["kubeconfig", ""], "<cluster-id> is empty: give it a value"],
    [["watch", ""], "<cluster-or-task> is empty: give it a value"],
    [["import", "ID", "--name", ""], "--name is empty: give it a value, or remove it"],
    [["import", "ID", "--out", ""], "--out is empty: give it a value, or remove it"],
    [["import", "ID", "--parent", ""], "--parent is empty: give it a value, or remove it"],
    [["import", "ID", "--provider", ""], "--provider is empty: give it a value, or remove it"],
    [["migrate", ""], "<state> is empty: give it a value"],
    [["versions", "--from", ""], "--from is empty: give it a value, or remove it"],
    [["doctor", "--vswitch", "vsw-1", "--vswitch", ""], "--vswitch is empty: give it a value, or remove it"],
    [["doctor", "--region", ""], "--region is empty: give it a value, or remove it"],
    [["doctor", "--profile", ""], "--profile is empty: give it a value, or remove it"],
  ])("empty text, as a shell expands an unset variable: %j", async (args, text) => {
    const before = simulator.requests().length;
    const given = args.map((arg) => (arg === "ID" ? id : arg));
    expect(await command.run(...given)).toEqual({ code: 2, out: "", err: `error: ${text}\n` });
    expect(simulator.requests()).toHaveLength(before);
  });

  test.each<[string[], string]>([
    [["kubeconfig", "--out", "folder"], "folder cannot be read: EISDIR"],
    [["kubeconfig", "--out", "file/config"], "file cannot be created: EEXIST"],
    [["import", "--out", "file"], "file cannot be created: EEXIST"],
    [["import", "--out", "file/out"], "file/out cannot be created: ENOTDIR"],
    [["import", "--name", "prod", "--force"], "prod.ts cannot be written: EISDIR"],
  ])("a path that cannot be written: %j", async ([name = "", ...rest], text) => {
    mkdirSync(join(command.folder, "folder"));
    mkdirSync(join(command.folder, "prod.ts"));
    writeFileSync(join(command.folder, "file"), "");
    const { code, out, err } = await command.run(name, id, ...rest);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`error: ${join(command.folder, text)}`);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test("a region that is unknown or invalid", async () => {
    const env = { ALICLOUD_ACCESS_KEY: "a", ALICLOUD_SECRET_KEY: "b" };
    expect(await command.runBare({ env }, "kubeconfig", id)).toEqual({
      code: 2,
      out: "",
      err: 'error: the region is not known: set --region or ALICLOUD_REGION, or write the id as "<region>/<cluster id>"\n',
    });
    expect(await command.runBare({ env }, "doctor")).toEqual({
      code: 2,
      out: "",
      err: "error: the region is not known: set --region or ALICLOUD_REGION\n",
    });
    expect(await command.runBare({ env }, "watch", id, "--region", "no where")).toEqual({
      code: 2,
      out: "",
      err: 'error: "no where" is not a region: use a region id such as "cn-hangzhou"\n',
    });
  });

  test.each([["kubeconfig"], ["watch"], ["import"]])("a cluster's name where %s needs its id", async (name) => {
    expect(await command.run(name, "live")).toEqual({
      code: 2,
      out: "",
      err: `error: "live" is the name of a cluster: use its id, ${id}\n`,
    });
    const unknown = await command.run(name, "liv");
    expect(unknown).toMatchObject({ code: 1, err: expect.stringMatching(/not found|must be a cluster id/) });
  });

  test("as JSON, too, where --json asks for it", async () => {
    const { code, out } = await command.runBare({}, "doctor", "--regoin", "x", "--json");
    expect({ code, out }).toEqual({
      code: 2,
      out: '{"error":{"exitCode":2,"message":"unknown option \'--regoin\'\\n(Did you mean --region?)"}}\n',
    });
  });

  test("without any command the help is shown, on the side of the errors", async () => {
    expect(await command.runBare({})).toEqual({
      code: 2,
      out: "",
      err: expect.stringContaining("Exit codes:\n  0  done\n"),
    });
  });
});

test("a failed call ends with 1; with --json it is JSON on one line", async () => {
  const nobody = `c${"0".repeat(32)}`;
  const { code, out, err } = await command.run("kubeconfig", nobody, "--json");
  expect(code).toBe(1);
  expect(err).toContain("ErrorClusterNotFound");
  expect(out.split("\n")).toHaveLength(2);
  expect(JSON.parse(out)).toEqual({
    error: {
      exitCode: 1,
      message: err.replace(/^error: /, "").trimEnd(),
      code: "ErrorClusterNotFound",
      requestId: expect.any(String),
    },
  });
});

describe("help", () => {
  test("lists every command and every exit code", async () => {
    const { code, out } = await command.runBare({}, "--help");
    expect(code).toBe(0);
    for (const name of ["doctor", "versions", "watch", "kubeconfig", "import", "migrate"])
      expect(out).toMatch(new RegExp(`^  ${name} `, "m"));
    for (const code of [0, 1, 2, 3, 4, 5]) expect(out).toMatch(new RegExp(`^  ${code}  \\w`, "m"));
    expect(await command.runBare({}, "--version")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  test.each(["doctor", "versions", "watch", "kubeconfig", "import", "migrate"])("of %s has examples", async (name) => {
    const { code, out } = await command.runBare({}, name, "--help");
    expect(code).toBe(0);
    const examples = out.split("\nExamples:\n")[1]?.trimEnd().split("\n") ?? [];
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) expect(example).toMatch(new RegExp(`^ {2}.*ack-serverless ${name} `));
    expect(await command.runBare({}, "help", name)).toMatchObject({ code: 0, out });
  });
});

describe("colours", () => {
  const esc = String.fromCharCode(27);
  const red = `${esc}[31merror:`;
  const bold = `${esc}[1mUsage:`;
  const run = async (changes: object, env: Record<string, string>) =>
    command.runBare({ ...changes, env }, "kubeconfig", "c0");
  const help = async (changes: object, env: Record<string, string>) => command.runBare({ ...changes, env }, "--help");

  test.each<[boolean, object, Record<string, string>]>([
    [true, { isTerminal: true, isErrTerminal: true }, {}],
    [false, {}, {}],
    [false, { isTerminal: true, isErrTerminal: true }, { NO_COLOR: "1" }],
    [true, { isTerminal: true, isErrTerminal: true }, { NO_COLOR: "" }],
    [false, { isTerminal: true, isErrTerminal: true }, { TERM: "dumb" }],
    [true, {}, { FORCE_COLOR: "1" }],
    [false, { isTerminal: true, isErrTerminal: true }, { FORCE_COLOR: "0" }],
    [false, {}, { FORCE_COLOR: "1", NO_COLOR: "1" }],
  ])("%s for %j with %j", async (expected, changes, env) => {
    expect((await run(changes, env)).err.startsWith(red)).toBe(expected);
    expect((await help(changes, env)).out.startsWith(bold)).toBe(expected);
  });

  test("each stream for itself", async () => {
    expect((await run({ isTerminal: true }, {})).err.startsWith("error:")).toBe(true);
    expect((await run({ isErrTerminal: true }, {})).err.startsWith(red)).toBe(true);
  });
});

test("versions ends with 1 where there is no such version", async () => {
  expect(await command.run("versions", "--from", "1.20")).toEqual({ code: 1, out: "", err: "no such version\n" });
  expect(await command.run("versions", "--from", "1.20", "--json")).toMatchObject({ code: 1, out: "[]\n" });
});
