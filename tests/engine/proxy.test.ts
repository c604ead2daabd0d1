import { readFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";
import { ServerlessCluster } from "pulumi-ack-serverless";
import { ServerlessCluster as PluginCluster } from "pulumi-ack-serverless/plugin";
import { ForwardProxy } from "../ack/support/forwardProxy";
import { expectNothingLeft, quick, testSimulator } from "./support/cluster";
import { withPlugin } from "./support/plugin";
import { testStack } from "./support/stack";

const pem = join(__dirname, "../ack/support/hosts.pem");
const password = "SECRET-OF-THE-PROXY";

test("a cluster of each class is created and deleted through a proxy that requires a login, at the services' own addresses", async () => {
  const simulator = await testSimulator();
  const { port } = new URL(simulator.url);
  // Where the proxy leads every host: TLS ends here, and what is inside goes to the simulator.
  const services = createServer({ key: readFileSync(pem), cert: readFileSync(pem) }, (socket) => {
    const upstream = connect(Number(port), "127.0.0.1");
    for (const end of [socket, upstream])
      end.on("error", () => {}).on("close", () => [socket, upstream].map((one) => one.destroy()));
    socket.pipe(upstream).pipe(socket);
  });
  await new Promise<void>((resolve) => services.listen(0, "127.0.0.1", resolve));
  const proxy = new ForwardProxy(`shop:${password}`, () => ({
    tls: (services.address() as AddressInfo).port,
    plain: 0,
  }));
  await proxy.start();
  try {
    const stack = await testStack({
      simulator,
      config: { ...quick, "alicloud:endpoints": "{}" },
      env: { HTTPS_PROXY: `http://shop:${password}@${proxy.host}`, NO_PROXY: "", NODE_EXTRA_CA_CERTS: pem },
      settings: withPlugin,
      program: async () => {
        new ServerlessCluster("prod", { name: "prod", zoneId: "cn-hangzhou-i" });
        new PluginCluster("plugin", { name: "plugin", zoneId: "cn-hangzhou-i" });
      },
    });
    const runs = [await stack.up(), await stack.destroy()];
    expect(new Set(proxy.asked)).toEqual(
      new Set(["cs", "sts"].map((name) => `CONNECT ${name}.cn-hangzhou.aliyuncs.com:443 shop:${password}`)),
    );
    expect(runs.map(({ text }) => text).join()).not.toContain(password);
    expectNothingLeft(simulator);
  } finally {
    await proxy.stop();
    await new Promise((resolve) => services.close(resolve));
  }
});
