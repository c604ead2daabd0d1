#!/usr/bin/env node
import { withCredentialCache } from "./credentialCache";
import { processIo } from "./io";

// A reader that closes early, such as `head`, is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

/** Loaded only where no kept credential answers. */
const run: typeof import("./run").run = (...given) => (require("./run") as typeof import("./run")).run(...given);

void withCredentialCache(process.argv.slice(2), processIo, run).then((code) => {
  process.exitCode = code;
});
