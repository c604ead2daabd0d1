import { inspect } from "node:util";
import { AckError } from "../../provider/ack/errors";
import type { AckErrorFacts } from "../../provider/ack/failure";
import { remedy } from "../../provider/ack/remedies";

const facts: AckErrorFacts = { operation: "CreateCluster", attempt: "creating", failing: "refused", text: "no" };
const grant = (what: string) =>
  `Grant ${what} to Alibaba Cloud services: https://cs.console.aliyun.com offers it on first use, or create it in RAM.`;

test.each<[Partial<AckErrorFacts>, string | undefined]>([
  [{ code: "StatusForbidden" }, "Allow the RAM action cs:CreateCluster for the credentials in use."],
  [
    { code: "StatusForbidden", deniedAction: "vpc:DescribeVpcs" },
    "Allow the RAM action vpc:DescribeVpcs for the credentials in use.",
  ],
  [{ code: "Forbidden" }, "Allow the RAM action cs:CreateCluster for the credentials in use."],
  [{ code: "Forbidden.RAM" }, "Allow the RAM action cs:CreateCluster for the credentials in use."],
  [{ code: "NoPermission" }, "Allow the RAM action cs:CreateCluster for the credentials in use."],
  [{ code: "EntityNotExist.AliyunECIContainerGroupRole" }, grant("the service role AliyunECIContainerGroupRole")],
  [
    { code: "EntityNotExist.Role", text: "The role not exists: acs:ram::1:role/aliyuncsdefaultrole ." },
    grant("the service role aliyuncsdefaultrole"),
  ],
  [{ code: "EntityNotExist.Role" }, grant("the service role that the message names")],
  [
    { code: "ErrManagedAddonRoleNotAttach", text: "please complete the cluster addon's service ramrole authorization" },
    grant("the service role that the message names"),
  ],
  [
    { code: "ErrKubernetesAuditRoleNotAttach", text: "AliyunCSKubernetesAuditRole is not attached" },
    grant("the service role AliyunCSKubernetesAuditRole"),
  ],
  [{ code: "MissingAuth.AliyuncsManagedSecurityRole" }, grant("the service role AliyuncsManagedSecurityRole")],
  [
    { code: "ErrorNotEnabled" },
    "Activate Container Service for Kubernetes for this account: https://cs.console.aliyun.com.",
  ],
  [{ code: "InvalidAccessKeyId.NotFound" }, "Check the access key id: it is not known to Alibaba Cloud."],
  [{ code: "InvalidAccessKeyId.Inactive" }, "The access key is disabled: enable it or use another one."],
  [{ code: "SignatureDoesNotMatch" }, "Check the access key secret: it does not belong to the access key id."],
  [{ code: "IncompleteSignature" }, "Check the access key secret: it does not belong to the access key id."],
  [{ code: "InvalidTimeStamp.Expired" }, "Set this machine's clock: it is more than 15 minutes off."],
  ...["InvalidSecurityToken.Expired", "InvalidSecurityToken.Malformed"].map(
    (code): [Partial<AckErrorFacts>, string] => [
      { code },
      'Renew the security token. Where the configuration of the stack or a Provider gives it, "pulumi refresh" and "pulumi destroy" use that of the last "pulumi up": add --run-program to use the present one.',
    ],
  ),
  [
    { code: "QuotaExceeded.Cluster" },
    "Ask for a higher quota in the Quota Center (product csk), or delete what is not needed.",
  ],
  [{ code: "InsufficientBalance" }, "Pay the account's balance."],
  [{ code: "RealNameAuthenticationError" }, "Complete the account's real-name verification."],
  [
    { code: "DependencyViolation.Resource" },
    'Something outside the cluster uses one of its resources: release it, or keep that resource: add its id to retainResources, run "pulumi up", and delete again.',
  ],
  [{ code: "ZoneNotSupported" }, "Choose a zone that offers elastic container instances."],
  [{ code: "SomethingElse" }, undefined],
  [{}, undefined],
])("the advice on %j", (given, advice) => {
  expect(remedy({ ...facts, ...given })).toBe(advice);
});

test.each<[Partial<AckErrorFacts>, string, boolean]>([
  [{ code: "ErrorClusterNotFound" }, "ErrorClusterNotFound", true],
  [{ code: "400", text: 'Status Code: 404 Code: ErrorClusterNotFound Message: "x"' }, "ErrorClusterNotFound", true],
  [{ code: "400", text: 'failed: code: "ErrorClusterNotFound"' }, "ErrorClusterNotFound", true],
  [{ code: "ErrorClusterNotFoundElsewhere" }, "ErrorClusterNotFound", false],
  [{ code: "400", text: "Code: ErrorClusterNotFoundElsewhere" }, "ErrorClusterNotFound", false],
  [{ code: "400", text: "no ErrorClusterNotFound here" }, "ErrorClusterNotFound", false],
  [{ code: "InvalidAccessKeyId.NotFound", status: 404 }, "ErrorClusterNotFound", false],
  [{ status: 404 }, "ErrorClusterNotFound", false],
])("an error with %j is %s: %s", (given, code, expected) => {
  expect(new AckError({ ...facts, ...given }).is(code)).toBe(expected);
});

test.each<[Partial<AckErrorFacts>, boolean]>([
  [{ code: "ErrorClusterState" }, true],
  [{ code: "DependencyViolation.Resource" }, true],
  [{ code: "ErrorClusterNotFound" }, false],
  [{ code: "OperationConflict", status: 409 }, true],
  [{ code: "ErrorClusterNameAlreadyExist", status: 409 }, false],
  [{ code: "StatusForbidden", status: 403, text: "cluster is not running" }, false],
  [{ code: "InternalError", status: 500, text: "cluster is busy", failing: "unavailable" }, false],
  [{ code: "BadRequest", text: "Addon status not match" }, true],
  [{ code: "BadRequest", text: "cluster c-1 is not in running state" }, true],
  [{ code: "BadRequest", text: "the cluster is not running" }, true],
  [{ code: "BadRequest", text: "Cluster c-1 is upgrading now" }, true],
  [{ code: "BadRequest", text: "addon coredns is in operation" }, true],
  [{ code: "BadRequest", text: "invalid status code in config" }, false],
])("%j says that the cluster is busy: %s", (given, busy) => {
  expect(new AckError({ ...facts, ...given }).isBusy).toBe(busy);
});

test("an error that hides secrets: everywhere in it, and it proves the same", () => {
  const error = new AckError({ ...facts, text: "Addon status not match: s3cret", findings: ["a", "s3cret"] });
  error.hide((text) => text.replaceAll(/s3cret|status/g, "…"));
  expect([error.message, error.text, error.isBusy]).toEqual([
    expect.stringContaining("- …"),
    "Addon … not match: …",
    true,
  ]);
  expect(inspect(error)).not.toContain("s3cret");
});
