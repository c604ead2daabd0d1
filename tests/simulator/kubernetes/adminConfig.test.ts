import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Simulator } from "../../../simulator";
import { readAdminConfig } from "../../../simulator/kubernetes/adminConfig";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ack-admin-"));
  file = join(folder, "admin.yaml");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const advice = 'write one with "kubectl config view --raw --minify --flatten"';

/** A kubeconfig with another user or cluster. */
function write(user: object, cluster: object = {}): string {
  const whole = {
    "current-context": "kind",
    contexts: [{ name: "kind", context: { cluster: "kind", user: "admin" } }],
    clusters: [
      { name: "other", cluster: { server: "https://other" } },
      {
        name: "kind",
        cluster: { server: "https://127.0.0.1:6443", "certificate-authority-data": base64("authority"), ...cluster },
      },
    ],
    users: [{ name: "admin", user }],
  };
  writeFileSync(file, JSON.stringify(whole));
  return file;
}

const keys = { "client-certificate-data": base64("certificate"), "client-key-data": base64("key") };

test("it takes the current context's server, authority and login", () => {
  const server = { server: "https://127.0.0.1:6443", authority: "authority" };
  expect(readAdminConfig(write(keys))).toEqual({ file, ...server, login: { cert: "certificate", key: "key" } });
  expect(readAdminConfig(write({ token: "t" }))).toEqual({ file, ...server, login: { token: "t" } });
});

test("files are looked for beside the kubeconfig, as minikube writes them", () => {
  for (const name of ["ca.crt", "client.crt", "client.key"]) writeFileSync(join(folder, name), name);
  const user = { "client-certificate": "client.crt", "client-key": join(folder, "client.key") };
  const config = write(user, { "certificate-authority-data": undefined, "certificate-authority": "ca.crt" });
  expect(readAdminConfig(config)).toMatchObject({
    authority: "ca.crt",
    login: { cert: "client.crt", key: "client.key" },
  });
});

const refused: [name: string, given: () => void, text: () => string][] = [
  ["no file", () => {}, () => `kubernetes: ${file} cannot be read (ENOENT): ${advice}`],
  [
    "no YAML",
    () => writeFileSync(file, "key: [secret"),
    () => `kubernetes: ${file} is not a kubeconfig with a current context: ${advice}`,
  ],
  [
    "no current context",
    () => writeFileSync(file, "contexts: []"),
    () => `kubernetes: ${file} is not a kubeconfig with a current context: ${advice}`,
  ],
  [
    "a context that is not there",
    () => writeFileSync(file, "current-context: gone"),
    () => `kubernetes: ${file} has no context named gone: ${advice}`,
  ],
  [
    "an address without TLS",
    () => write(keys, { server: "http://127.0.0.1:8080" }),
    () => `kubernetes: the server of ${file} is http://127.0.0.1:8080: an address with https:// is needed`,
  ],
  [
    "no authority",
    () => write(keys, { "certificate-authority-data": undefined }),
    () => `kubernetes: ${file} has no certificate authority for https://127.0.0.1:6443: ${advice}`,
  ],
  [
    "a file that is not there",
    () => write({ "client-certificate": "gone.crt" }),
    () => `kubernetes: client-certificate ${join(folder, "gone.crt")} of ${file} cannot be read (ENOENT)`,
  ],
  [
    "a login by command",
    () => write({ exec: { command: "aws" } }),
    () =>
      `kubernetes: the user admin of ${file} has neither a client certificate with its key nor a token; a command that fetches a credential is not run: use an administrator's kubeconfig that holds one`,
  ],
];

test.each(refused)("%s is refused", async (_name, given, text) => {
  given();
  expect(() => readAdminConfig(file)).toThrow(new Error(text()));
  await expect(Simulator.start({ kubernetes: file })).rejects.toThrow(text());
});

test("a server that does not answer ends the start", async () => {
  write({ token: "t" }, { server: "https://127.0.0.1:1" });
  await expect(Simulator.start({ kubernetes: file })).rejects.toThrow(
    "kubernetes: the API server https://127.0.0.1:1 cannot be reached: connect ECONNREFUSED 127.0.0.1:1",
  );
});
