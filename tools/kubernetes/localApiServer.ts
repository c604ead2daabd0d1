/**
 * A real API server on loopback with a controller manager that only signs certificates and finishes deletions: what the
 * simulator needs to stand in front of one. It runs no workload: there is no scheduler and no node.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { md, pki } from "node-forge";

/** The folder of `kube-apiserver`, `kube-controller-manager`, `etcd` and `kubectl`. */
export interface KubernetesBinaries {
  readonly folder: string;
}

const READY_WITHIN = { tries: 600, everyMs: 100 };
const CONTROLLERS = [
  "certificatesigningrequest-signing-controller",
  "namespace-controller",
  "garbage-collector-controller",
];
const STARTS = 3;
const HOST = "127.0.0.1";

interface Signed {
  readonly cert: string;
  readonly key: string;
}

export class LocalApiServer {
  readonly #folder = mkdtempSync(join(tmpdir(), "kube-apiserver-"));
  readonly #processes: ChildProcess[] = [];
  readonly #removeOnExit = (): void => {
    this.#end();
    this.#remove();
  };

  private constructor(
    private readonly binaries: KubernetesBinaries,
    private readonly port: number,
  ) {
    process.once("exit", this.#removeOnExit);
  }

  /** @throws Error with the end of the log of the process that did not start. */
  static async start(binaries: KubernetesBinaries, tries = STARTS): Promise<LocalApiServer> {
    const [port, etcdPort, peerPort, managerPort] = await freePorts(4);
    const server = new LocalApiServer(binaries, port as number);
    try {
      await server.#start(etcdPort as number, peerPort as number, managerPort as number);
    } catch (error) {
      await server.close();
      // Another process can take a free port before the server does.
      if (tries > 1 && String(error).includes("address already in use"))
        return LocalApiServer.start(binaries, tries - 1);
      throw error;
    }
    return server;
  }

  /** The administrator's kubeconfig. */
  get kubeconfig(): string {
    return this.#path("admin.yaml");
  }

  /** `https://127.0.0.1:PORT` */
  get url(): string {
    return `https://${HOST}:${this.port}`;
  }

  /** The certificate of its authority, PEM in base64. */
  get authority(): string {
    return readFileSync(this.#path("ca.crt")).toString("base64");
  }

  async close(): Promise<void> {
    process.off("exit", this.#removeOnExit);
    const ends = this.#processes.filter(isAlive).map((one) => once(one, "exit"));
    this.#end();
    await Promise.all(ends);
    this.#remove();
  }

  #end(): void {
    for (const one of this.#processes.filter(isAlive)) one.kill("SIGKILL");
  }

  #remove(): void {
    // A process that was just killed may still be writing.
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(this.#path(name), text, { mode: 0o600 });
  }

  async #start(etcdPort: number, peerPort: number, managerPort: number): Promise<void> {
    const authority = newAuthority();
    const serving = sign(authority, "kube-apiserver", undefined, [HOST, "localhost"]);
    const admin = sign(authority, "admin", "system:masters");
    const accounts = newKeys();
    this.#write({
      "ca.crt": authority.cert,
      "ca.key": authority.key,
      "sa.key": accounts.key,
      "sa.pub": accounts.public,
    });
    this.#write({ "server.crt": serving.cert, "server.key": serving.key });
    this.#write({ "admin.yaml": kubeconfig(this.url, authority.cert, admin) });
    mkdirSync(this.#path("etcd"), { mode: 0o700 });

    const etcd = `http://${HOST}:${etcdPort}`;
    const peer = `http://${HOST}:${peerPort}`;
    this.#run("etcd", [
      ["data-dir", this.#path("etcd")],
      ["listen-client-urls", etcd],
      ["advertise-client-urls", etcd],
      ["listen-peer-urls", peer],
      ["initial-advertise-peer-urls", peer],
      ["initial-cluster", `default=${peer}`],
      ["unsafe-no-fsync", "true"],
    ]);
    this.#run("kube-apiserver", [
      ["etcd-servers", etcd],
      ["bind-address", HOST],
      ["secure-port", String(this.port)],
      ["tls-cert-file", this.#path("server.crt")],
      ["tls-private-key-file", this.#path("server.key")],
      ["client-ca-file", this.#path("ca.crt")],
      ["service-account-issuer", this.url],
      ["service-account-key-file", this.#path("sa.pub")],
      ["service-account-signing-key-file", this.#path("sa.key")],
      ["authorization-mode", "RBAC"],
      // Without a controller that makes each namespace's account, no pod would be admitted.
      ["disable-admission-plugins", "ServiceAccount"],
      ["service-cluster-ip-range", "172.21.0.0/20"],
    ]);
    await this.#isReady(authority.cert, admin);
    this.#run("kube-controller-manager", [
      ["kubeconfig", this.kubeconfig],
      ["controllers", CONTROLLERS.join(",")],
      ["cluster-signing-cert-file", this.#path("ca.crt")],
      ["cluster-signing-key-file", this.#path("ca.key")],
      ["leader-elect", "false"],
      ["bind-address", HOST],
      ["secure-port", String(managerPort)],
      ["cert-dir", this.#folder],
    ]);
  }

  #run(name: string, flags: readonly (readonly [string, string])[]): void {
    const log = openSync(this.#path(`${name}.log`), "w");
    const args = flags.map(([flag, value]) => `--${flag}=${value}`);
    const child = spawn(join(this.binaries.folder, name), args, { cwd: this.#folder, stdio: ["ignore", log, log] });
    child.once("error", () => {});
    this.#processes.push(child);
  }

  async #isReady(ca: string, admin: Signed): Promise<void> {
    for (let tries = 1; tries <= READY_WITHIN.tries; tries++) {
      const ended = ["etcd", "kube-apiserver"].find((_, index) => !isAlive(this.#processes[index] as ChildProcess));
      if (ended !== undefined) throw new Error(`${ended} ended: ${this.#endOfLog(ended)}`);
      if ((await statusOf(`${this.url}/readyz`, { ca, ...admin })) === 200) return;
      await delay(READY_WITHIN.everyMs);
    }
    throw new Error(`kube-apiserver is not ready after 60 s: ${this.#endOfLog("kube-apiserver")}`);
  }

  #endOfLog(name: string): string {
    return readFileSync(this.#path(`${name}.log`), "utf8").slice(-2000);
  }
}

function isAlive({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

function statusOf(url: string, tls: Signed & { readonly ca: string }): Promise<number | undefined> {
  return new Promise((resolve) => {
    const call = request(url, { ...tls, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.once("error", () => resolve(undefined));
    call.end();
  });
}

/** Ports that were free a moment ago; all are held until the last is found, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, HOST));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

function newKeys(): { readonly public: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { public: publicKey, key: privateKey };
}

function newAuthority(): Signed {
  return certificate("ca", undefined, (one) => one.setExtensions([{ name: "basicConstraints", cA: true }]));
}

function sign(authority: Signed, user: string, group?: string, hosts: readonly string[] = []): Signed {
  const usage = { name: "extKeyUsage", serverAuth: hosts.length > 0, clientAuth: hosts.length === 0 };
  const altNames = hosts.map((host) => (host === HOST ? { type: 7, ip: host } : { type: 2, value: host }));
  const names = hosts.length === 0 ? [] : [{ name: "subjectAltName", altNames }];
  return certificate(user, { authority, group }, (one) => one.setExtensions([usage, ...names]));
}

function certificate(
  name: string,
  by: { readonly authority: Signed; readonly group: string | undefined } | undefined,
  extend: (one: pki.Certificate) => void,
): Signed {
  const { public: publicKey, key } = newKeys();
  const one = pki.createCertificate();
  one.publicKey = pki.publicKeyFromPem(publicKey);
  // A serial number is a positive integer: its first bit is 0.
  one.serialNumber = `01${randomBytes(8).toString("hex")}`;
  one.validity.notBefore = new Date(Date.now() - 60_000);
  one.validity.notAfter = new Date(Date.now() + 24 * 60 * 60_000);
  const group = by?.group === undefined ? [] : [{ name: "organizationName", value: by.group }];
  const subject = [{ name: "commonName", value: name }, ...group];
  one.setSubject(subject);
  one.setIssuer(by === undefined ? subject : pki.certificateFromPem(by.authority.cert).subject.attributes);
  extend(one);
  one.sign(pki.privateKeyFromPem(by?.authority.key ?? key), md.sha256.create());
  return { cert: pki.certificateToPem(one), key };
}

function kubeconfig(server: string, authority: string, { cert, key }: Signed): string {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "local", cluster: { server, "certificate-authority-data": base64(authority) } }],
    users: [{ name: "admin", user: { "client-certificate-data": base64(cert), "client-key-data": base64(key) } }],
    contexts: [{ name: "local", context: { cluster: "local", user: "admin" } }],
    "current-context": "local",
  });
}
