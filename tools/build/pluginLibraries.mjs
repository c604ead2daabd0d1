/**
 * Puts the libraries that no preview needs into scripts of their own beside the plugin's: the plugin loads each at the
 * first `require` of it, and starts sooner without them.
 */

/** The libraries of each script. Those of the vendor share most of their modules, so they share a script. */
export const LIBRARIES_APART = {
  ajv: ["ajv"],
  rrule: ["rrule"],
  vendor: [
    "@alicloud/credentials",
    "@alicloud/cs20151215",
    "@alicloud/openapi-client",
    "debug",
    "http-proxy-agent",
    "https-proxy-agent",
    "httpx",
  ],
  yaml: ["yaml"],
};

const scripts = Object.entries(LIBRARIES_APART);

/** The entry point of a script, for esbuild. */
export const libraryFile = (script) => `apart:${script}`;

/**
 * @param {string} root
 * @returns {import("esbuild").Plugin}
 */
export function apart(root) {
  return {
    name: "apart",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^apart:/ }, ({ path }) => ({ path: path.slice("apart:".length), namespace: "apart" }));
      onLoad({ filter: /.*/, namespace: "apart" }, ({ path }) => ({
        contents: LIBRARIES_APART[path]
          .map((name) => `exports[${quoted(name)}] = () => require(${quoted(name)});`)
          .join("\n"),
        resolveDir: root,
      }));
      // Only what our own code requires: the libraries keep what they share.
      onResolve({ filter: /^[^.]/ }, ({ path, importer, namespace }) => {
        const isOwn = namespace === "file" && !importer.includes("node_modules");
        const isApart = isOwn && scripts.some(([, names]) => names.includes(path));
        return isApart ? { path, namespace: "elsewhere" } : undefined;
      });
      onLoad({ filter: /.*/, namespace: "elsewhere" }, ({ path }) => {
        const [script] = scripts.find(([, names]) => names.includes(path));
        return { contents: `module.exports = require("./${script}.cjs")[${quoted(path)}]();` };
      });
      onResolve({ filter: /^\.\//, namespace: "elsewhere" }, ({ path }) => ({ path, external: true }));
    },
  };
}

const quoted = JSON.stringify;
