import { readSettings } from "../../../provider/ack/settings";
import { type Phase, plan } from "../../../provider/cluster/preview/plan";
import { kubeconfigOf } from "../../../provider/cluster/state/kubeconfig";

const publicAddress = "https://203.0.113.10:6443";
const privateAddress = "https://192.168.0.10:6443";
const { settings } = readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {});

interface Case {
  readonly isPublic?: boolean;
  readonly known?: object;
  readonly phase?: Phase;
}

/** The warnings of an edit of a cluster that runs. */
function warnings(inputs: object, news: object, { isPublic = true, known: more = {}, phase = "update" }: Case = {}) {
  const named = { name: "prod", regionId: "cn-hangzhou" };
  const known = { clusterId: "c-1", regionId: "cn-hangzhou", certificateAuthority: "Q0E=" };
  const apiServerEndpoint = isPublic ? publicAddress : undefined;
  const addresses = { apiServerEndpoint, intranetApiServerEndpoint: privateAddress };
  const olds = { ...known, ...addresses, ...named, ...inputs, state: "running", __ran: true };
  const kubeconfig = kubeconfigOf(olds);
  const recorded = { ...olds, kubeconfig, ...more, __inputs: ["name", "regionId", ...Object.keys(inputs)] };
  return plan(recorded, { ...named, ...news }, settings, phase).warnings;
}

const warning = (property: string, to: string) => [
  `${property}: the server in the output kubeconfig changes from ${publicAddress} to ${to}: @pulumi/kubernetes replaces every object of a Provider that has this kubeconfig, unless the state records clusterIdentifier: cluster.id for the Provider. To keep the objects, set that and run "pulumi up" before this change`,
];

test("a cluster that loses its public address: the preview says what that does to workloads", () => {
  expect(warnings({ endpointPublicAccess: true }, { endpointPublicAccess: false })).toEqual(
    warning("endpointPublicAccess", privateAddress),
  );
});

test("a private address that the state does not have is named as such", () => {
  const known = { intranetApiServerEndpoint: undefined };
  expect(warnings({ endpointPublicAccess: true }, { endpointPublicAccess: false }, { known })).toEqual(
    warning("endpointPublicAccess", "the private address"),
  );
});

test("a refresh, which changes nothing, warns of no address", () => {
  const found = warnings({ endpointPublicAccess: true }, { endpointPublicAccess: false }, { phase: "refresh" });
  expect(found).toEqual([]);
});

test("another EIP changes the address, too", () => {
  const eip = (id: string) => ({ endpointPublicAccess: true, apiServerEipId: id });
  expect(warnings(eip("eip-bp1a"), eip("eip-bp1b"))).toEqual(warning("apiServerEipId", "the address of the new EIP"));
});

test.each([
  ["a public address is added: the kubeconfig keeps the private one", { endpointPublicAccess: true }],
  ["nothing of the address changes", { endpointPublicAccess: false, tags: { team: "web" } }],
])("no warning where %s", (_, news) => {
  expect(warnings({ endpointPublicAccess: false }, news, { isPublic: false })).toEqual([]);
});
