import fs, { chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { Simulator } from "../../simulator";
import { ManualClock } from "../cluster/support/clock";
import { Command } from "./support/command";

let simulator: Simulator;
let command: Command;
let id: string;
let other: string;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "immediate" });
  command = new Command(simulator);
  id = simulator.seed({ name: "live" }).cluster_id;
  other = simulator.seed({ name: "other", vpcid: "vpc-2", vswitch_ids: ["vsw-2"] }).cluster_id;
});

afterEach(async () => {
  jest.restoreAllMocks();
  command.dispose();
  expect(simulator.unhandled()).toEqual([]);
  await simulator.close();
});

const inFolder = (...path: string[]) => join(command.folder, ...path);
const names = (config: Record<string, { name: string }[]>) =>
  ["clusters", "users", "contexts"].map((list) => config[list]?.map(({ name }) => name));

describe("ack-serverless kubeconfig --out", () => {
  test("merges into a file that only its owner can read", async () => {
    for (const one of [id, other, id])
      expect(await command.run("kubeconfig", one, "--out", "kube/config")).toMatchObject({ code: 0, out: "" });
    const merged = parse(command.read("kube/config"));
    expect(names(merged)).toEqual([
      [id, other],
      [id, other],
      [id, other],
    ]);
    expect(merged["current-context"]).toBe(id);
    expect(statSync(inFolder("kube/config")).mode & 0o777).toBe(0o600);
    expect(statSync(inFolder("kube")).mode & 0o777).toBe(0o700);
  });

  test("reports where the context is and how long its credential lives, and shows no key", async () => {
    const { out, err } = await command.run("kubeconfig", id, "--out", "config");
    expect({ out, err }).toEqual({
      out: "",
      err: expect.stringMatching(
        new RegExp(
          `^wrote the context ${id} to ${inFolder("config")}: it is the current context; its credential is valid until \\S+Z\\n$`,
        ),
      ),
    });
  });

  test("keeps comments, order and everything else, follows a link, and takes away others' rights to read it", async () => {
    writeFileSync(
      inFolder("real"),
      `# mine, by hand
kind: Config
users:
  # the old one
  - name: mine
    user: {token: t} # rotate in May
preferences: {colors: true}
extensions: [{name: x}]
clusters: []
contexts: null
`,
    );
    chmodSync(inFolder("real"), 0o644);
    symlinkSync(inFolder("real"), inFolder("link"));
    expect(await command.run("kubeconfig", id, "--out", "link")).toMatchObject({ code: 0 });
    const text = command.read("real");
    expect(text.split("\n").slice(0, 9)).toEqual([
      "# mine, by hand",
      "kind: Config",
      "users:",
      "  # the old one",
      "  - name: mine",
      "    user: { token: t } # rotate in May",
      `  - name: ${id}`,
      "    user:",
      expect.stringContaining("client-certificate-data: "),
    ]);
    expect(parse(text)).toMatchObject({ preferences: { colors: true }, extensions: [{ name: "x" }], apiVersion: "v1" });
    expect(names(parse(text))).toEqual([[id], ["mine", id], [id]]);
    expect(statSync(inFolder("real")).mode & 0o777).toBe(0o600);
  });

  test("--set-context names the entries, and --keep-current leaves the current context", async () => {
    await command.run("kubeconfig", other, "--out", "config");
    const { err } = await command.run("kubeconfig", id, "--out", "config", "--set-context", "prod", "--keep-current");
    expect(err).toContain('run "kubectl config use-context prod" to use it');
    const merged = parse(command.read("config"));
    expect(names(merged)[2]).toEqual([other, "prod"]);
    expect(merged.contexts[1].context).toEqual({ cluster: "prod", user: "prod" });
    expect(merged["current-context"]).toBe(other);
  });

  test("renews the entries of the same cluster, whatever its address, and never takes another cluster's name", async () => {
    const flags = ["--out", "config", "--set-context", "prod"];
    await command.run("kubeconfig", id, ...flags);
    expect(await command.run("kubeconfig", id, "--private", ...flags)).toMatchObject({ code: 0 });
    const before = command.read("config");
    const clash = await command.run("kubeconfig", other, ...flags);
    expect(clash).toEqual({
      code: 2,
      out: "",
      err: `error: ${inFolder("config")} already uses the name prod for other entries (clusters, users, contexts): choose another name with --set-context, or set --force to replace them\n`,
    });
    expect(command.read("config")).toBe(before);
    expect(await command.run("kubeconfig", other, ...flags, "--force")).toMatchObject({ code: 0 });
    expect(names(parse(command.read("config")))).toEqual([["prod"], ["prod"], ["prod"]]);
    expect(command.read("config")).not.toBe(before);
  });

  test.each([
    ["a user alone", "users: [{name: prod, user: {token: t}}]\n", "users"],
    ["a context of another cluster", "contexts: [{name: prod, context: {cluster: eks, user: me}}]\n", "contexts"],
  ])("takes no name that %s has", async (_what, text, list) => {
    writeFileSync(inFolder("config"), text);
    const { code, err } = await command.run("kubeconfig", id, "--out", "config", "--set-context", "prod");
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining(`already uses the name prod for other entries (${list})`),
    });
    expect(command.read("config")).toBe(text);
  });

  test("takes no context that has since been pointed at another cluster", async () => {
    const flags = ["--out", "config", "--set-context", "prod"];
    await command.run("kubeconfig", id, ...flags);
    const text = command.read("config").replace("cluster: prod", "cluster: eks");
    writeFileSync(inFolder("config"), text);
    expect(await command.run("kubeconfig", id, ...flags)).toMatchObject({ code: 2 });
    expect(command.read("config")).toBe(text);
  });

  test.each([
    ["a list", "- a secret\n"],
    ["no YAML", "a: [secret\n"],
    ["a text", "secret"],
    ["two documents", "kind: Config\n---\nkind: Secret\n"],
    ["lists of the wrong kind", "clusters: {secret: 1}\n"],
  ])("leaves a file alone that is %s, and does not show what is in it", async (_what, text) => {
    writeFileSync(inFolder("notes"), text);
    const { code, out, err } = await command.run("kubeconfig", id, "--out", "notes");
    expect({ code, out, err }).toEqual({ code: 1, out: "", err: `error: ${inFolder("notes")} is not a kubeconfig\n` });
    expect(command.read("notes")).toBe(text);
    expect(readdirSync(command.folder)).toEqual(["notes"]);
  });

  test("takes a file that is empty but for a comment, and keeps that", async () => {
    writeFileSync(inFolder("config"), "# managed by hand\n");
    expect(await command.run("kubeconfig", id, "--out", "config")).toMatchObject({ code: 0 });
    expect(command.read("config")).toMatch(/^# managed by hand\n\napiVersion: v1\nkind: Config\nclusters:\n/);
  });

  test("leaves no other file behind, even when it fails", async () => {
    const beside = () => readdirSync(inFolder("kube"));
    expect(await command.run("kubeconfig", id, "--out", "kube/config")).toMatchObject({ code: 0 });
    expect(beside()).toEqual(["config"]);
    const rename = jest.spyOn(fs, "renameSync").mockImplementation((from) => {
      expect(statSync(from).mode & 0o777).toBe(0o600);
      throw new Error("no space");
    });
    expect(await command.run("kubeconfig", id, "--out", "kube/config")).toMatchObject({ code: 1 });
    expect(rename).toHaveBeenCalledTimes(1);
    expect(beside()).toEqual(["config"]);
  });

  test("waits while kubectl writes the file, and gives up after 5 s", async () => {
    const clock = new ManualClock(simulator);
    writeFileSync(inFolder("config.lock"), "");
    clock.after(3_000, () => fs.rmSync(inFolder("config.lock")));
    expect(await command.runWith({ clock }, "kubeconfig", id, "--out", "config")).toMatchObject({ code: 0 });
    expect(clock.now()).toBe(3_000);

    const before = command.read("config");
    writeFileSync(inFolder("config.lock"), "");
    expect(await command.runWith({ clock }, "kubeconfig", other, "--out", "config")).toEqual({
      code: 1,
      out: "",
      err: `error: another program is writing ${inFolder("config")}: try again; if no program is, delete ${inFolder("config.lock")} first\n`,
    });
    expect(clock.now()).toBe(3_000 + 4_900);
    expect(command.read("config")).toBe(before);
    expect(existsSync(inFolder("config.lock"))).toBe(true);
  });

  test("loses nothing when many merge at once", async () => {
    const rest = Array.from({ length: 4 }, (_, index) => simulator.seed({ name: `more-${index}` }).cluster_id);
    const all = [id, other, ...rest];
    const clock = new ManualClock(simulator);
    const ends = await Promise.all(all.map((one) => command.runWith({ clock }, "kubeconfig", one, "--out", "config")));
    expect(ends.map(({ code }) => code)).toEqual(all.map(() => 0));
    expect(names(parse(command.read("config")))[2]?.toSorted()).toEqual(all.toSorted());
  });
});

describe("ack-serverless kubeconfig --merge", () => {
  const merging = async (KUBECONFIG: string | undefined) => {
    const { accessKeyId, accessKeySecret } = simulator.accounts[0];
    const env = {
      ALICLOUD_ACCESS_KEY: accessKeyId,
      ALICLOUD_SECRET_KEY: accessKeySecret,
      ALICLOUD_REGION: "cn-hangzhou",
      HOME: command.folder,
      KUBECONFIG,
    };
    return command.runWith({ env }, "kubeconfig", id, "--merge");
  };

  test("takes ~/.kube/config without KUBECONFIG", async () => {
    expect(await merging(undefined)).toMatchObject({ code: 0 });
    expect(parse(command.read(".kube/config"))["current-context"]).toBe(id);
  });

  test("takes the first file of KUBECONFIG that is there, or else the last", async () => {
    mkdirSync(inFolder("k"));
    const list = ["a", "b", "c"].map((file) => inFolder("k", file)).join(":");
    expect(await merging(list)).toMatchObject({ code: 0 });
    expect(readdirSync(inFolder("k"))).toEqual(["c"]);
    writeFileSync(inFolder("k", "b"), "");
    expect(await merging(list)).toMatchObject({ code: 0 });
    expect(parse(command.read("k/b"))["current-context"]).toBe(id);
  });
});
