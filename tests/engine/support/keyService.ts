import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What an engine needs to encrypt a stack's secrets with a key of the service. */
export interface KeyService {
  readonly secretsProvider: string;
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

/**
 * Stands in for Vault's transit engine, for Pulumi's secrets provider `hashivault`: it gives each stack's key back as its own
 * ciphertext. From a passphrase, Pulumi would derive the key again at each command, with a million rounds that take longer
 * than the rest of the command.
 */
export async function keyService(): Promise<KeyService> {
  const server = createServer(async (request, response) => {
    const { plaintext, ciphertext } = JSON.parse(await text(request));
    const data = request.url?.includes("/encrypt/")
      ? { ciphertext: `vault:v1:${plaintext}` }
      : { plaintext: ciphertext.replace("vault:v1:", "") };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ data }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    secretsProvider: "hashivault://stacks",
    env: { VAULT_SERVER_URL: `http://127.0.0.1:${port}`, VAULT_SERVER_TOKEN: "any" },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
