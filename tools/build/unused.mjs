/**
 * Leaves out of the bundles what nothing here uses and no bundler can prove unused.
 *
 * zod's messages in other languages are most of zod. The models of the vendor's client are for its own methods; the
 * provider calls `callApi` only, with the names of its property table. gRPC loads proto-loader for services that a server
 * must ask for, and would then read files that no bundle has. Fastify's compilers are for routes with a JSON schema; those
 * of the simulator have none, since zod checks what it receives. The simulator signs certificates with node-forge, and uses
 * neither its TLS nor its other formats.
 */
const INSTEAD = [
  [/[\\/]zod[\\/]v4[\\/]locales[\\/]index\.cjs$/, 'exports.en = require("./en.cjs").default;'],
  [/[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/, 'export { default as en } from "./en.js";'],
  [/[\\/]@alicloud[\\/]cs20151215[\\/]dist[\\/]models[\\/]model\.js$/, ""],
  [/[\\/]@grpc[\\/]proto-loader[\\/]build[\\/]src[\\/]index\.js$/, ""],
  [/[\\/]@fastify[\\/](ajv|fast-json-stringify)-compiler[\\/]index\.js$/, "module.exports = () => undefined;"],
  [
    /[\\/]node-forge[\\/]lib[\\/]index\.js$/,
    'module.exports = require("./forge"); require("./md.all"); require("./pki");',
  ],
];

/** @type {import("esbuild").Plugin} */
export const withoutUnused = {
  name: "without-unused",
  setup({ onLoad }) {
    for (const [filter, contents] of INSTEAD) onLoad({ filter }, () => ({ contents, loader: "js" }));
  },
};
