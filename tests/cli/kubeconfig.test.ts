import { join } from "node:path";
import { parse } from "yaml";
import { kubeconfigOf } from "../../provider/cluster/state/kubeconfig";
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

  test("answers the command in the output kubeconfig of a cluster", async () => {
    const kubeconfig = kubeconfigOf({
      certificateAuthority: "Y2E=",
      apiServerEndpoint: "https://203.0.113.1:6443",
      clusterId: id,
      regionId: "cn-hangzhou",
    });
    const { exec } = parse(String(kubeconfig)).users[0].user;
    expect(exec).toMatchObject({ command: "ack-serverless", interactiveMode: "Never" });
    const { code, out } = await command.runWith({}, ...exec.args);
    expect(code).toBe(0);
    expect(JSON.parse(out).apiVersion).toBe(exec.apiVersion);
  });

  test("shows no key on a terminal unless asked to", async () => {
    for (const flags of [[], ["--json"], ["--exec"]]) {
      expect(await command.runWith({ isTerminal: true }, "kubeconfig", id, ...flags)).toMatchObject({
        code: 2,
        out: expect.not.stringContaining("key-data"),
        err: `error: the kubeconfig holds a private key, which would appear on this terminal: set --merge to merge it into kubectl's own file, --out for another file, or --stdout to show it\n`,
      });
    }
    expect(simulator.requests("DescribeClusterUserKubeconfig")).toEqual([]);
    const { code, out } = await command.runWith({ isTerminal: true }, "kubeconfig", id, "--stdout");
    expect({ code, key: parse(out).users[0].user["client-key-data"] }).toEqual({ code: 0, key: expect.any(String) });
    const merging = await command.runWith({ isTerminal: true }, "kubeconfig", id, "--out", "config", "--json");
    expect(JSON.parse(merging.out)).toEqual({
      clusterId: id,
      regionId: "cn-hangzhou",
      context: id,
      expiration: expect.any(String),
      file: join(command.folder, "config"),
    });
  });

  test("--json writes the kubeconfig with what belongs to it", async () => {
    const { out } = await command.run("kubeconfig", id, "--json", "--set-context", "prod");
    expect(JSON.parse(out)).toEqual({
      clusterId: id,
      regionId: "cn-hangzhou",
      context: "prod",
      expiration: expect.stringMatching(/Z$/),
      config: expect.stringContaining("current-context: prod\n"),
    });
  });

  test.each([
    [["--merge", "--out", "x"], "--merge and --out cannot be combined: remove one of them"],
    [["--out", "x", "--exec"], "--out and --exec cannot be combined: remove one of them"],
    [["--keep-current"], "--keep-current needs a file: set --merge or --out as well"],
    [["--force"], "--force needs a file: set --merge or --out as well"],
    [["--exec", "--set-context", "x"], "--exec writes no context: remove --set-context"],
  ])("%j is refused before any call", async (flags, message) => {
    expect(await command.run("kubeconfig", id, ...flags)).toEqual({ code: 2, out: "", err: `error: ${message}\n` });
    expect(simulator.requests()).toEqual([]);
  });
});
