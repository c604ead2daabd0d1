import type { Timing } from "../kubernetes/timings";

/** The page of a recording. */
export function workloadPage(
  shown: string,
  { rounds, measured }: { readonly rounds: number; readonly measured: readonly Timing[] },
): string {
  const [admin] = measured;
  const beyond = ({ ms }: Timing) => ms - (admin?.ms ?? 0);
  const rows = measured.map((one) =>
    [one.way, seconds(one.ms), one === admin ? "" : seconds(beyond(one)), String(one.calls)].join(" | "),
  );
  return `<!-- Written by "npm run workload -- --record". -->
# From a cluster to a workload on it

In a clone of this repository, \`npm run workload\` creates a cluster with the real Pulumi engine, deploys to a real kube-apiserver with the cluster's own kubeconfig, reads the workload back with kubectl, and destroys both. The [simulator](../simulator/README.md#with-a-real-api-server) stands in front of the API server, so no account is needed. The first run builds the API server with Go, which takes some minutes; later runs find it in a cache.

The API server runs no pods, because it has no scheduler and no nodes. To run the same programs with pods, put the simulator in front of [kind](testing.md#a-whole-program-with-workloads).

\`\`\`text
${clean(shown)}
\`\`\`

## How long kubectl takes

\`kubectl get namespaces\` with each way to log in, one after the other in ${rounds} rounds on one machine, which may have had other load. The figures are medians.

| way to log in | a command | beyond the first row | calls of ACK |
| --- | ---: | ---: | ---: |
${rows.map((row) => `| ${row} |`).join("\n")}

Earlier versions kept no credential. In the last row, npx finds the package in the current folder and asks no registry.
`;
}

/** Without ids of one run, and without spaces at the ends of lines. */
function clean(shown: string): string {
  return shown
    .trim()
    .replaceAll(/[ \t]+$/gm, "")
    .replaceAll(/c[0-9a-f]{32}/g, "c0a1…");
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
