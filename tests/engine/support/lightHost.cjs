/**
 * Loaded before the dynamic provider's host (`node --require`): what Pulumi's host loads only to serialize functions is left
 * out. That is the TypeScript compiler and npm's dependency resolver, more than half of the host's start.
 */
const Module = require("node:module");

const unused = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;

if (process.argv[1]?.includes("dynamic-provider"))
  Module._load = (...args) => (unused.has(args[0]) ? {} : load.apply(Module, args));
