#!/usr/bin/env node
import { processIo } from "./io";
import { run } from "./run";

// A reader that closes early, such as `head`, is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

void run(process.argv.slice(2), processIo).then((code) => {
  process.exitCode = code;
});
