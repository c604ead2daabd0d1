import fs, { chmodSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { kubeconfigOf } from "../../provider/cluster/kubeconfig";
import { Simulator } from "../../simulator";
import { Command } from "./support/command";

let simulator: Simulator;
let command: Command;
let id: string;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "immediate" });
  command = new Command(simulator);
  id = simulator.seed({ name: "live" }).cluster_id;
});

afterEach(async () => {
  command.dispose();
  expect(simulator.unhandled()).toEqual([]);
  await simulator.close();
});

const query = () => simulator.requests("DescribeClusterUserKubeconfig").at(-1)?.query;

describe("ack-serverless kubeconfig", () => {
  test("writes a kubeconfig whose names are the cluster's own", async () => {
    const { code, out, err } = await command.run("kubeconfig", id);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(parse(out)).toMatchObject({
      clusters: [{ name: id, cluster: { server: expect.stringMatching(/^https:/) } }],
      users: [{ name: id, user: { "client-key-data": expect.any(String) } }],
      contexts: [{ name: id, context: { cluster: id, user: id } }],
      "current-context": id,
    });
    expect(query()).toEqual({});
  });

  test("asks for the private address and the validity that are wanted", async () => {
    expect(await command.run("kubeconfig", `cn-hangzhou/${id}`, "--private", "--ttl", "15")).toMatchObject({ code: 0 });
    expect(query()).toEqual({ PrivateIpAddress: "true", TemporaryDurationMinutes: "15" });
  });

  test("--exec writes an ExecCredential and nothing else", async () => {
    const { code, out, err } = await command.run("kubeconfig", "--exec", id);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { accountId } = simulator.accounts[0];
    expect(JSON.parse(out)).toEqual({
      apiVersion: "client.authentication.k8s.io/v1",
      kind: "ExecCredential",
      status: {
        expirationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        clientCertificateData: `simulated certificate of ${accountId}`,
        clientKeyData: `simulated key of ${accountId} for ${id}`,
      },
    });
    expect(query()).toEqual({ TemporaryDurationMinutes: "60" });
  });

  test("answers to what the output kubeconfig of a cluster calls", async () => {
    const kubeconfig = kubeconfigOf({
      certificateAuthority: "Y2E=",
      apiServerEndpoint: "https://203.0.113.1:6443",
      clusterId: id,
      regionId: "cn-hangzhou",
    });
    const { exec } = parse(String(kubeconfig)).users[0].user;
    expect(exec).toMatchObject({ command: "npx", interactiveMode: "Never" });
    expect(exec.args.slice(0, 5)).toEqual(["--yes", "--package", "pulumi-ack-serverless@0", "--", "ack-serverless"]);
    const { code, out } = await command.runWith({}, ...exec.args.slice(5));
    expect(code).toBe(0);
    expect(JSON.parse(out).apiVersion).toBe(exec.apiVersion);
  });

  test("--out merges into a file that only its owner can read", async () => {
    const other = simulator.seed({ name: "other", vpcid: "vpc-2", vswitch_ids: ["vsw-2"] }).cluster_id;
    for (const one of [id, other, id])
      expect(await command.run("kubeconfig", one, "--out", "kube/config")).toMatchObject({ code: 0, out: "" });
    const merged = parse(command.read("kube/config"));
    for (const list of ["clusters", "users", "contexts"]) {
      expect(merged[list].map(({ name }: { name: string }) => name)).toEqual([other, id]);
    }
    expect(merged["current-context"]).toBe(id);
    expect(statSync(join(command.folder, "kube/config")).mode & 0o777).toBe(0o600);
  });

  test("--out keeps what else is in the file, follows a link, and takes away others' rights to read it", async () => {
    const file = join(command.folder, "real");
    writeFileSync(
      file,
      "kind: Config\nusers: [{name: mine, user: {token: t}}]\npreferences: {colors: true}\nextensions: [{name: x}]\n",
    );
    chmodSync(file, 0o644);
    symlinkSync(file, join(command.folder, "link"));
    expect(await command.run("kubeconfig", id, "--out", "link")).toMatchObject({ code: 0 });
    expect(parse(command.read("real"))).toMatchObject({
      users: [{ name: "mine", user: { token: "t" } }, { name: id }],
      extensions: [{ name: "x" }],
      preferences: { colors: true },
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("--out leaves nothing beside the file, not even where it fails", async () => {
    const beside = () => readdirSync(join(command.folder, "kube"));
    expect(await command.run("kubeconfig", id, "--out", "kube/config")).toMatchObject({ code: 0 });
    expect(beside()).toEqual(["config"]);
    const rename = jest.spyOn(fs, "renameSync").mockImplementation((from) => {
      expect(statSync(from).mode & 0o777).toBe(0o600);
      throw new Error("no space");
    });
    expect(await command.run("kubeconfig", id, "--out", "kube/config")).toMatchObject({ code: 1 });
    expect(rename).toHaveBeenCalledTimes(1);
    rename.mockRestore();
    expect(beside()).toEqual(["config"]);
  });

  test("--out leaves a file alone that is no kubeconfig, and does not show what is in it", async () => {
    writeFileSync(join(command.folder, "notes"), "- a secret\n");
    const { code, err } = await command.run("kubeconfig", id, "--out", "notes");
    expect({ code, err }).toEqual({ code: 1, err: `error: ${join(command.folder, "notes")} is not a kubeconfig\n` });
    expect(command.read("notes")).toBe("- a secret\n");
  });
});

describe("the command line", () => {
  test("ends with 2 and says why where it is wrong", async () => {
    expect(await command.run("kubeconfig", id, "--ttl", "5")).toEqual({
      code: 2,
      out: "",
      err: "error: option '--ttl <minutes>' argument '5' is invalid. A whole number from 15 to 4320 is needed.\n",
    });
    expect(await command.run("kubeconfig")).toMatchObject({
      code: 2,
      err: "error: missing required argument 'cluster-id'\n",
    });
    expect(await command.run("kubeconfg", id)).toMatchObject({
      code: 2,
      err: expect.stringContaining("Did you mean kubeconfig?"),
    });
    expect(await command.run("kubeconfig", id, "-c", "x")).toMatchObject({ code: 2 });
    expect(await command.run("kubeconfig", id, "-c", "ack-serverless:vpcEndpint=true")).toMatchObject({
      code: 2,
      err: expect.stringContaining("did you mean ack-serverless:vpcEndpoint?"),
    });
    const nowhere = await command.runWith({ env: {} }, "kubeconfig", id);
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining("the region is not known: set --region") });
  });

  test("ends with 1 where a call fails; with --json the failure is JSON, too", async () => {
    const nobody = `c${"0".repeat(32)}`;
    const { code, out, err } = await command.run("kubeconfig", nobody, "--json");
    expect(code).toBe(1);
    expect(err).toContain("ErrorClusterNotFound");
    expect(JSON.parse(out)).toMatchObject({ error: { code: "ErrorClusterNotFound", requestId: expect.any(String) } });
  });

  test("ends with 0 after help, which lists every command and the exit codes", async () => {
    const { code, out } = await command.run("--help");
    expect(code).toBe(0);
    for (const name of ["doctor", "versions", "kubeconfig", "import", "migrate", "Exit codes:"])
      expect(out).toContain(name);
    expect((await command.run("kubeconfig", "--help")).out).toContain("--exec");
    expect(await command.run("--version")).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  test("colours what a person reads on a terminal, unless NO_COLOR is set", async () => {
    const red = `${String.fromCharCode(27)}[31m`;
    const env = { ALICLOUD_REGION: "cn-hangzhou" };
    expect((await command.runWith({ isTerminal: true, env }, "import", "x")).err).toContain(red);
    expect(
      (await command.runWith({ isTerminal: true, env: { ...env, NO_COLOR: "1" } }, "import", "x")).err,
    ).not.toContain(red);
    expect((await command.runWith({ env }, "import", "x")).err).not.toContain(red);
  });
});
