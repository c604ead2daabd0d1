import { commands } from "./cases/commands";
import { credentials } from "./cases/credentials";
import { stack } from "./cases/stack";
import { withKubernetes } from "./support/binaries";
import { startLocal } from "./support/local";

/** All in one file: the API server takes seconds to start. */
withKubernetes("a real API server", () => {
  startLocal();
  credentials();
  commands();
  stack();
});
