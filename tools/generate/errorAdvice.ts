import type { AckErrorFacts, Failing } from "../../provider/ack/errors";

/** What to do about a text that does not say so itself, by words that it holds. */
export const advice: Readonly<Record<string, string>> = {
  "no credentials":
    "The error names the places that were asked, and the settings and variables to set: see [Credentials](credentials.md).",
  "the cluster is gone": 'Run "pulumi refresh", then decide whether the program should create a new one.',
  "was deleted while it was being created": "Run `pulumi up` again to create another one.",
  "STS does not report the account's id":
    "Look at what stands between this machine and STS: a proxy, or an endpoint that was set.",
  "not about this cluster": "Look at what stands between this machine and ACK: a proxy, or an endpoint that was set.",
  "the answer holds no list of clusters":
    "Look at what stands between this machine and ACK: a proxy, or an endpoint that was set.",
  "is not an ACK Serverless cluster": "Take the id of a Serverless cluster: this provider manages no others.",
  "ACK accepted the change but did not apply it":
    "Look at the cluster's events in the ACK console. The next `pulumi up` tries again; the state holds what the cluster has.",
  "there is nothing to take over": "Delete that cluster, and let the program create a new one.",
  "only a cluster at rest can be taken over": "Wait until it runs, or fix it in the ACK console, then try again.",
  "regionId is": "Name the region once: in `regionId`, or in the id.",
  "and no cluster was created:": "Do what each line says; `ack-serverless doctor` reports the same beforehand.",
  "does not fit the add-on's schema": "`getAddonConfigSchema` returns the schema.",
  "the cluster fails ACK's check": "Fix what is listed, then run `pulumi up` again.",
  "no such cluster: none was created": "Run `pulumi up` again.",
  "is still": "The time of `customTimeouts` is over. The next `pulumi up` goes on waiting; nothing is created twice.",
  "instead of":
    "Look at the cluster's events in the ACK console. `pulumi refresh` takes what the cluster is into the state.",
  ") failed": "ACK's task failed, for the reason that follows. Fix it, then run `pulumi up` again.",
  "but a part of it failed":
    "A part of ACK's task failed, for the reason that follows. Fix it, then run `pulumi up` again.",
  "…: …: ACK gives no reason": "Look at the cluster's events in the ACK console, then run `pulumi up` again.",
  "It must be a whole number from": "Write a number within these bounds.",
  "ACK's answer is not a kubeconfig":
    "Look at what stands between this machine and ACK: a proxy, or an endpoint that was set.",
  "… is not a kubeconfig": "Name another file, or move this one away.",
  "cannot be …: …": "Check the path, and who may read or write there.",
  "is neither a Pulumi state export": "Export the state with one of these commands, and name that file.",
  "ack-serverless has no function": "Look the name up in [Functions](functions.md).",
  "the provider ack-serverless": "Declare a `ServerlessCluster`: [the plugin](plugin.md) has this one resource.",
  "creation of cluster … failed…: …: …": "Fix the property that the error names, then run `pulumi up` again.",
  "cannot be handed to the engine": "Report it: no program can cause this.",
};

/** What a failed call means, whichever call it was. */
export const failings: Readonly<Record<Failing, string>> = {
  refused: "The service said no, and did nothing. Its code, below, tells what to do.",
  throttled:
    "It was asked again, more slowly, until the time was over. Lower `ack-serverless:readsPerSecond` and `writesPerSecond`.",
  unavailable: "It was asked again where that is safe. Run the command again.",
  lost: "The service may have acted. Run the command again: a creation is looked for, and never repeated.",
  unsent: "Nothing was done. Check the network, the region's name and `alicloud:endpoints`.",
};

/** Answers of the API on which there is advice, as they come. */
export const answers: readonly (Partial<AckErrorFacts> & { readonly codes: readonly string[] })[] = [
  { codes: ["StatusForbidden", "Forbidden.RAM", "Forbidden", "NoPermission"] },
  { codes: ["EntityNotExist.Role"], text: "The role not exists: acs:ram::1:role/AliyunCSDefaultRole ." },
  { codes: ["ErrManagedAddonRoleNotAttach"] },
  { codes: ["MissingAuth.AliyunCSManagedLogRole"] },
  { codes: ["ErrorNotEnabled"] },
  { codes: ["InvalidAccessKeyId.NotFound"] },
  { codes: ["InvalidAccessKeyId.Inactive"] },
  { codes: ["SignatureDoesNotMatch", "IncompleteSignature"] },
  { codes: ["InvalidTimeStamp.Expired"] },
  { codes: ["InvalidSecurityToken.Expired", "InvalidSecurityToken.Malformed"] },
  { codes: ["QuotaExceeded.Cluster"] },
  { codes: ["InsufficientBalance", "ServiceInDebt"] },
  { codes: ["RealNameAuthenticationError"] },
  { codes: ["ZoneNotSupported"] },
];
