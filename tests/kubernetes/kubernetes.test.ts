import { commands } from "./cases/commands";
import { credentials } from "./cases/credentials";
import { operator } from "./cases/operator";
import { recording } from "./cases/recording";
import { stack } from "./cases/stack";
import { workloads } from "./cases/workloads";
import { withKubernetes } from "./support/local";

/** All in one file: the API server takes seconds to start. */
withKubernetes("a real API server", () => {
  credentials();
  commands();
  stack();
  workloads();
  operator();
  recording();
});
