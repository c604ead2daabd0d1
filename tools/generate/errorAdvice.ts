import type { AckErrorFacts, Failing } from "../../provider/ack/failure";

/** What to do about a text that does not say so itself, by words that the text contains. */
export const advice: Readonly<Record<string, string>> = {
  "no credentials": "Set one of the settings or variables that the error names: see [Credentials](credentials.md).",
  "the cluster is gone":
    "Run `pulumi refresh`. Then `pulumi up` creates a new cluster, unless you remove it from the program.",
  "was deleted while it was being created": "Run `pulumi up` again to create a new one.",
  "STS does not report the account's id": "Check what is between this machine and STS: a proxy, or a custom endpoint.",
  "not about this cluster": "Check what is between this machine and ACK: a proxy, or a custom endpoint.",
  "the answer holds no list of clusters": "Check what is between this machine and ACK: a proxy, or a custom endpoint.",
  "is not an ACK Serverless cluster": "Use the id of an ACK Serverless cluster: the provider manages no other kind.",
  "ACK accepted the change but did not apply it":
    "Look at the cluster's events in the ACK console. The state records the cluster's actual values, so the next `pulumi up` tries again.",
  "there is nothing to take over": "Delete that cluster, and let the program create a new one.",
  "only a cluster at rest can be taken over":
    "Wait until the cluster is running, or repair it in the ACK console. Then try again.",
  "regionId is": "Name the region once: in `regionId`, or in the id.",
  "and no cluster was created:":
    "Follow the instruction in each line. `ack-serverless doctor` runs the same checks before a deployment.",
  "does not fit the add-on's schema": "Correct the configuration. `getAddonConfigSchema` returns the schema.",
  "the cluster fails ACK's check": "Fix each listed problem, then run `pulumi up` again.",
  "no such cluster: none was created": "Run `pulumi up` again.",
  "is still":
    "The timeout expired. Run `pulumi up` again: it continues to wait and creates nothing twice. To wait longer, raise the timeout in `customTimeouts`.",
  "instead of": "Look at the cluster's events in the ACK console. `pulumi refresh` records the cluster's actual state.",
  ") failed": "Fix the reason that the error gives, then run `pulumi up` again.",
  "but a part of it failed":
    "Fix the reason that the error gives for the part that failed, then run `pulumi up` again.",
  "…: …: ACK gives no reason": "Look at the cluster's events in the ACK console, then run `pulumi up` again.",
  "It must be a whole number from": "Use a number within these bounds.",
  "ACK's answer is not a kubeconfig": "Check what is between this machine and ACK: a proxy, or a custom endpoint.",
  "… is not a kubeconfig": "Use another file, or move this one away.",
  "cannot be …: …": "Check the path, and who may read or write there.",
  "is neither a Pulumi state export": "Export the state with one of these commands, and use that file.",
  "ack-serverless has no function": "Look up the name in [Functions](functions.md).",
  "the provider ack-serverless": "Use `ServerlessCluster`, the only resource of [the plugin](plugin.md).",
  "creation of cluster … failed…: …: …": "Fix the property that the error names, then run `pulumi up` again.",
  "cannot be handed to the engine": "Report it: this is a bug, not a fault of the program.",
};

/** What a failed call means, whichever call it was. */
export const failings: Readonly<Record<Failing, string>> = {
  refused: "The service rejected the request and did nothing. Find its code in the table below.",
  throttled:
    "The provider retried the call more and more slowly until the timeout expired. Lower `ack-serverless:readsPerSecond` and `ack-serverless:writesPerSecond`.",
  unavailable: "The service failed. The provider retried the call if that was safe. Run the command again.",
  lost: "The service may have carried out the request. Run the command again: the provider looks for a cluster that may have been created, and never creates a second one.",
  unsent: "The request had no effect. Check the network, the region's name and `alicloud:endpoints`.",
};

/** API errors for which there is advice. */
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
  { codes: ["DependencyViolation.Resource"] },
];
