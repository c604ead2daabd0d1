/**
 * Loaded before the dynamic provider's host (`node --require`): the compiler and the installer that Pulumi's host loads, to
 * serialize functions, are loaded once they are used. Without that, they are more than half of its start.
 */
const Module = require("node:module");

const unused = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;

/** Acts as a module that is loaded with the first look at one of its exports. */
function later(...args) {
  let loaded;
  const get = (_, name) => {
    if (name === "__esModule") return true;
    loaded ??= load.apply(Module, args);
    return loaded[name];
  };
  return new Proxy({}, { get });
}

if (process.argv[1]?.includes("dynamic-provider"))
  Module._load = (...args) => (unused.has(args[0]) ? later(...args) : load.apply(Module, args));
