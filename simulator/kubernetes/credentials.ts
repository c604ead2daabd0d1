import { generateKeyPair, randomBytes, X509Certificate } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { md, pki } from "node-forge";
import type { AdminConfig } from "./adminConfig";
import { ApiServer, type KubernetesObject } from "./apiServer";

const REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
const BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
const SIGNER = "kubernetes.io/kube-apiserver-client";
const SIGNED_WITHIN = { tries: 100, everyMs: 100 };

/** A client certificate and its key, PEM. */
export interface ClientCredential {
  readonly user: string;
  readonly certificate: string;
  readonly key: string;
  /** When the certificate ends, milliseconds since 1970. */
  readonly endsMs: number;
}

/** An account and the cluster for which it has a credential. */
export interface Holder {
  readonly clusterId: string;
  readonly accountId: string;
}

/**
 * Client certificates of a real API server, which stands behind every cluster of a simulator.
 *
 * The server's own signer issues them by a CertificateSigningRequest, and a ClusterRoleBinding makes the user an
 * administrator, as ACK does for the account that made the cluster. An API server knows no list of revoked certificates:
 * a revoked one still logs in, but has no permissions.
 */
export class ClientCredentials {
  readonly #server: ApiServer;
  /** The user of each holder until it is revoked: a revoked name is never used again. */
  readonly #users = new Map<string, { readonly clusterId: string; readonly user: Promise<string> }>();
  readonly #revoking = new Set<Promise<void>>();

  constructor(config: AdminConfig) {
    this.#server = new ApiServer(config);
  }

  /** @throws Error when the API server does not answer, or does not allow the login to make credentials. */
  async check(): Promise<void> {
    await this.#server.get(REQUESTS);
    await this.#server.get(BINDINGS);
  }

  /** @throws Error when the API server refuses, or its signer issues nothing within ten seconds. */
  async issue(holder: Holder, validMs: number): Promise<ClientCredential> {
    const user = await this.#userOf(holder);
    const { publicKey, privateKey: key } = await newKeys();
    const request = pki.createCertificationRequest();
    request.publicKey = pki.publicKeyFromPem(publicKey);
    request.setSubject([
      { name: "commonName", value: user },
      { name: "organizationName", value: "system:users" },
    ]);
    request.sign(pki.privateKeyFromPem(key), md.sha256.create());
    const certificate = await this.#sign(user, pki.certificationRequestToPem(request), validMs);
    return { user, certificate, key, endsMs: Date.parse(new X509Certificate(certificate).validTo) };
  }

  /** Revokes the credentials of a cluster: those of one account, or of all accounts. */
  async revoke(clusterId: string, accountId?: string): Promise<void> {
    const ended = [...this.#users].filter(
      ([name, one]) =>
        one.clusterId === clusterId && (accountId === undefined || name === nameOf({ clusterId, accountId })),
    );
    for (const [name] of ended) this.#users.delete(name);
    const deletions = Promise.all(
      ended.map(async ([, { user }]) => this.#server.delete(`${BINDINGS}/${bindingOf(await user)}`)),
    ).then(() => {});
    this.#revoking.add(deletions);
    await deletions.finally(() => this.#revoking.delete(deletions));
  }

  /** Waits for the revocations under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#revoking);
  }

  /** Ends all credentials, and closes the connections. A server that is gone no longer holds any. */
  async close(): Promise<void> {
    const clusters = new Set([...this.#users.values()].map(({ clusterId }) => clusterId));
    await Promise.allSettled([...clusters].map((clusterId) => this.revoke(clusterId)));
    await this.settled();
    this.#server.close();
  }

  #userOf(holder: Holder): Promise<string> {
    const name = nameOf(holder);
    const known = this.#users.get(name);
    if (known !== undefined) return known.user;
    const user = this.#bind(`${holder.accountId}-${randomBytes(4).toString("hex")}`);
    this.#users.set(name, { clusterId: holder.clusterId, user });
    // A failure is the caller's to report; the next call tries again.
    user.catch(() => this.#users.delete(name));
    return user;
  }

  async #bind(user: string): Promise<string> {
    await this.#server.create(BINDINGS, {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name: bindingOf(user) },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: user }],
    });
    return user;
  }

  async #sign(user: string, request: string, validMs: number): Promise<string> {
    const object = {
      apiVersion: "certificates.k8s.io/v1",
      kind: "CertificateSigningRequest",
      metadata: { name: `ack-simulator-${user}-${randomBytes(4).toString("hex")}` },
      spec: {
        request: Buffer.from(request).toString("base64"),
        signerName: SIGNER,
        usages: ["client auth"],
        expirationSeconds: Math.round(validMs / 1000),
      },
    };
    const made = await this.#server.create(REQUESTS, object);
    const path = `${REQUESTS}/${made.metadata.name}`;
    const approved = {
      type: "Approved",
      status: "True",
      reason: "AckSimulator",
      message: "asked for by a client of ACK",
    };
    await this.#server.replace(`${path}/approval`, { ...made, status: { conditions: [approved] } });
    try {
      return await this.#signed(path);
    } finally {
      await this.#server.delete(path);
    }
  }

  async #signed(path: string): Promise<string> {
    for (let tries = 1; tries <= SIGNED_WITHIN.tries; tries++) {
      const { status }: KubernetesObject = await this.#server.get(path);
      if (status?.certificate !== undefined) return Buffer.from(status.certificate, "base64").toString("utf8");
      await delay(SIGNED_WITHIN.everyMs);
    }
    throw new Error(
      `kubernetes: ${SIGNER} issued no certificate within 10 s: the controller manager of ${this.#server.config.server} must run with its signing controller`,
    );
  }
}

/** RSA, as in ACK's own kubeconfigs. */
function newKeys(): Promise<{ publicKey: string; privateKey: string }> {
  return promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

function nameOf({ clusterId, accountId }: Holder): string {
  return `${clusterId} ${accountId}`;
}

function bindingOf(user: string): string {
  return `ack-simulator-${user}`;
}
