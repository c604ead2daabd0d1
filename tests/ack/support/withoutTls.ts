import http from "node:http";
import https from "node:https";

/** Sends what the vendor's client sends to STS by HTTPS to an address on loopback, by HTTP. */
export function withoutTls(address: string): jest.SpyInstance {
  const { port } = new URL(address);
  const request = (options: https.RequestOptions) =>
    http.request({ ...options, protocol: "http:", host: "127.0.0.1", port, agent: undefined });
  return jest.spyOn(https, "request").mockImplementation(request as never);
}
