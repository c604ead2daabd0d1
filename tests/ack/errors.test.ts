import { fromSdk } from "../../provider/ack/errors";
import type { Operation } from "../../provider/ack/operations";
import { rename } from "../../provider/cluster/context/rename";
import { ackError, connection } from "./support/connection";
import { type Answer, deadAddress, Service } from "./support/service";

const service = new Service();
beforeAll(() => service.start());
afterAll(() => service.stop());

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body: JSON.stringify(body),
  headers,
});

interface Row {
  readonly answer: Answer;
  /** The whole message of a read, in lines. */
  readonly message: readonly string[];
  /** How often a read is sent, and a CreateCluster. */
  readonly calls: readonly [read: number, create: number];
}

const refused: readonly [number, number] = [1, 1];
const throttled: readonly [number, number] = [10, 10];
const ambiguous: readonly [number, number] = [5, 1];

const rows: Readonly<Record<string, Row>> = {
  "a cluster that is not there": {
    answer: json(404, { code: "ErrorClusterNotFound", message: "cluster not found", requestId: "R-1", status: 404 }),
    message: [
      "reading cluster c-1: ACK refused the request: cluster not found",
      "  operation: DescribeClusterDetail   code: ErrorClusterNotFound   status: 404   request id: R-1",
    ],
    calls: refused,
  },
  "an error of the gateway, whose names are capitalised": {
    answer: json(404, {
      Code: "InvalidAccessKeyId.NotFound",
      Message: "Specified access key is not found.",
      RequestId: "R-2",
      HostId: "cs.cn-hangzhou.aliyuncs.com",
    }),
    message: [
      "reading cluster c-1: ACK refused the request: Specified access key is not found.",
      "  Check the access key id: it is not known to Alibaba Cloud.",
      "  operation: DescribeClusterDetail   code: InvalidAccessKeyId.NotFound   status: 404   request id: R-2",
    ],
    calls: refused,
  },
  "an error in XML": {
    answer: {
      status: 400,
      body: "<Error><Code>SignatureDoesNotMatch</Code><Message>Specified signature is not matched.</Message><RequestId>R-3</RequestId></Error>",
      headers: { "content-type": "text/xml;charset=utf-8" },
    },
    message: [
      "reading cluster c-1: ACK refused the request: Specified signature is not matched.",
      "  Check the access key secret: it does not belong to the access key id.",
      "  operation: DescribeClusterDetail   code: SignatureDoesNotMatch   status: 400   request id: R-3",
    ],
    calls: refused,
  },
  "a denial by RAM that names the action in its details": {
    answer: json(403, {
      code: "StatusForbidden",
      message: "RAM policy Forbidden",
      requestId: "R-4",
      status: 403,
      accessDeniedDetail: { AuthAction: "cs:GetClusterById", AuthPrincipalType: "SubUser" },
    }),
    message: [
      "reading cluster c-1: ACK refused the request: RAM policy Forbidden",
      "  Allow the RAM action cs:GetClusterById for the credentials in use.",
      "  operation: DescribeClusterDetail   code: StatusForbidden   status: 403   request id: R-4",
    ],
    calls: refused,
  },
  "a denial by RAM that names the action in its message": {
    answer: json(403, {
      code: "StatusForbidden",
      message: "STSToken policy Forbidden for action cs:DeleteCluster",
      requestId: "R-5",
      status: 403,
    }),
    message: [
      "reading cluster c-1: ACK refused the request: STSToken policy Forbidden for action cs:DeleteCluster",
      "  Allow the RAM action cs:DeleteCluster for the credentials in use.",
      "  operation: DescribeClusterDetail   code: StatusForbidden   status: 403   request id: R-5",
    ],
    calls: refused,
  },
  'the code "400" with the true code of another service in the message': {
    answer: json(400, {
      code: "400",
      message:
        "Aliyun API Error: RequestId: R-X Status Code: 404 Code: EntityNotExist.Role Message: The role not exists: acs:ram::1:role/aliyuncsdefaultrole",
      requestId: "R-6",
    }),
    message: [
      "reading cluster c-1: ACK refused the request: Aliyun API Error: RequestId: R-X Status Code: 404 Code: EntityNotExist.Role Message: The role not exists: acs:ram::1:role/aliyuncsdefaultrole",
      "  Grant the service role aliyuncsdefaultrole to Alibaba Cloud services: https://cs.console.aliyun.com offers it on first use, or create it in RAM.",
      "  operation: DescribeClusterDetail   code: EntityNotExist.Role   status: 400   request id: R-6",
    ],
    calls: refused,
  },
  'the code "400" and nothing behind it': {
    answer: json(400, { code: "400", message: "bad request", requestId: "R-7" }),
    message: [
      "reading cluster c-1: ACK refused the request: bad request",
      "  operation: DescribeClusterDetail   code: 400   status: 400   request id: R-7",
    ],
    calls: refused,
  },
  "several findings, each on its line and in a program's names": {
    answer: json(400, {
      code: "EmptyCIDR",
      message: "pod or service cidr is empty",
      requestId: "R-8",
      status: 400,
      data: [
        { code: "EmptyCIDR", message: "service_cidr is empty" },
        { code: "InvalidVpc", message: "vpcid and vswitch_ids do not fit" },
        { message: "zoneid is not known" },
        null,
        "odd",
        { code: 5, message: {} },
      ],
    }),
    message: [
      "reading cluster c-1: ACK refused the request: pod or service cidr is empty",
      "  - EmptyCIDR: serviceCidr is empty",
      "  - InvalidVpc: vpcId and vswitchIds do not fit",
      "  - zoneId is not known",
      "  operation: DescribeClusterDetail   code: EmptyCIDR   status: 400   request id: R-8",
    ],
    calls: refused,
  },
  "one finding, which only repeats the message": {
    answer: json(400, {
      code: "InvalidCIDR",
      message: "service_cidr overlaps",
      requestId: "R-9",
      data: [{ code: "InvalidCIDR", message: "service_cidr overlaps" }],
    }),
    message: [
      "reading cluster c-1: ACK refused the request: serviceCidr overlaps",
      "  operation: DescribeClusterDetail   code: InvalidCIDR   status: 400   request id: R-9",
    ],
    calls: refused,
  },
  "a request id that only the body spells": {
    answer: json(400, { code: "InvalidParameter", message: "no", request_id: "R-10" }),
    message: [
      "reading cluster c-1: ACK refused the request: no",
      "  operation: DescribeClusterDetail   code: InvalidParameter   status: 400   request id: R-10",
    ],
    calls: refused,
  },
  "throttling as 400": {
    answer: json(400, { Code: "Throttling.User", Message: "denied due to user flow control.", RequestId: "R-11" }),
    message: [
      "reading cluster c-1: ACK is throttling requests: denied due to user flow control.",
      "  operation: DescribeClusterDetail   code: Throttling.User   status: 400   request id: R-11",
    ],
    calls: throttled,
  },
  "throttling as 503 under its other name": {
    answer: json(503, { code: "Rejected.Throttling", message: "later", requestId: "R-12" }),
    message: [
      "reading cluster c-1: ACK is throttling requests: later",
      "  operation: DescribeClusterDetail   code: Rejected.Throttling   status: 503   request id: R-12",
    ],
    calls: throttled,
  },
  "throttling that only the status tells": {
    answer: json(429, { message: "slow down" }),
    message: [
      "reading cluster c-1: ACK is throttling requests: slow down",
      "  operation: DescribeClusterDetail   status: 429",
    ],
    calls: throttled,
  },
  "throttling that only the message tells": {
    answer: json(400, { code: "400", message: "QPS Limit Exceeded", requestId: "R-13" }),
    message: [
      "reading cluster c-1: ACK is throttling requests: QPS Limit Exceeded",
      "  operation: DescribeClusterDetail   code: 400   status: 400   request id: R-13",
    ],
    calls: throttled,
  },
  "a fault of the service": {
    answer: json(500, { code: "InternalError", message: "internal error", requestId: "R-14" }),
    message: [
      "reading cluster c-1: ACK failed to handle the request: internal error",
      "  operation: DescribeClusterDetail   code: InternalError   status: 500   request id: R-14",
    ],
    calls: ambiguous,
  },
  "a fault of the service under a refusal's status": {
    answer: json(400, { code: "ServiceUnavailable", message: "try later", requestId: "R-15" }),
    message: [
      "reading cluster c-1: ACK failed to handle the request: try later",
      "  operation: DescribeClusterDetail   code: ServiceUnavailable   status: 400   request id: R-15",
    ],
    calls: ambiguous,
  },
  "an error without a code": {
    answer: json(502, { message: "no code" }),
    message: [
      "reading cluster c-1: ACK failed to handle the request: no code",
      "  operation: DescribeClusterDetail   status: 502",
    ],
    calls: ambiguous,
  },
  "an error without a word": {
    answer: json(500, {}),
    message: [
      "reading cluster c-1: ACK failed to handle the request: the answer gives no reason",
      "  operation: DescribeClusterDetail   status: 500",
    ],
    calls: ambiguous,
  },
  "an error in HTML": {
    answer: { status: 503, body: "<html>Bad Gateway</html>", headers: { "content-type": "text/html" } },
    message: [
      "reading cluster c-1: no readable answer came from ACK: the answer is empty or not JSON, as a proxy or gateway on the way may send",
      "  operation: DescribeClusterDetail   status: 503",
    ],
    calls: ambiguous,
  },
  "an empty error": {
    answer: { status: 500, body: "" },
    message: [
      "reading cluster c-1: no readable answer came from ACK: the answer is empty or not JSON, as a proxy or gateway on the way may send",
      "  operation: DescribeClusterDetail   status: 500",
    ],
    calls: ambiguous,
  },
  ...Object.fromEntries(
    [
      ["HTML", "<html>Sign in</html>"],
      ["nothing", ""],
      ["half of a JSON text", '{"cluster_id":'],
      ["a number", "5"],
      ["null", "null"],
    ].map(([what, body]) => [
      `a success that holds ${what}`,
      {
        answer: { status: 200, body: String(body) },
        message: [
          "reading cluster c-1: no readable answer came from ACK: the answer is empty or not JSON, as a proxy or gateway on the way may send",
          "  operation: DescribeClusterDetail   status: 200",
        ],
        calls: ambiguous,
      },
    ]),
  ),
  "a redirection": {
    answer: json(302, { cluster_id: "c-1" }, { location: "https://example.com/" }),
    message: [
      "reading cluster c-1: no readable answer came from ACK: the answer redirects elsewhere, which ACK never does: is the endpoint right?",
      "  operation: DescribeClusterDetail   status: 302",
    ],
    calls: ambiguous,
  },
  "a connection that is reset": {
    answer: "reset",
    message: [
      "reading cluster c-1: no readable answer came from ACK: read ECONNRESET",
      "  operation: DescribeClusterDetail   code: ECONNRESET",
    ],
    calls: ambiguous,
  },
  "an answer that breaks off": {
    answer: "truncated",
    message: [
      "reading cluster c-1: no readable answer came from ACK: aborted",
      "  operation: DescribeClusterDetail   code: ECONNRESET",
    ],
    calls: ambiguous,
  },
};

const requests: Readonly<Record<"DescribeClusterDetail" | "CreateCluster", object>> = {
  DescribeClusterDetail: { path: { ClusterId: "c-1" } },
  CreateCluster: { body: { name: "demo" } },
};

async function outcome(operation: keyof typeof requests & Operation, answer: Answer) {
  service.answer(answer);
  const { ack } = connection(service.address, { rename });
  const error = await ackError(ack.call(operation, { ...requests[operation], attempt: "reading cluster c-1" }));
  return { message: error.message.split("\n"), calls: service.received.length };
}

test.each(Object.entries(rows))("%s: says what it is and repeats what may be repeated", async (_, row) => {
  expect(await outcome("DescribeClusterDetail", row.answer)).toEqual({ message: row.message, calls: row.calls[0] });
});

test.each(Object.entries(rows))(
  "%s: never repeats a CreateCluster that may have made a cluster",
  async (_, { answer, message, calls }) => {
    const labels = (line: string) => line.replace("DescribeClusterDetail", "CreateCluster");
    expect(await outcome("CreateCluster", answer)).toEqual({ message: message.map(labels), calls: calls[1] });
  },
);

test.each(["DescribeClusterDetail", "CreateCluster"] as const)(
  "a refused connection: %s is sent again",
  async (operation) => {
    const { ack, records } = connection(await deadAddress());
    const error = await ackError(ack.call(operation, { ...requests[operation], attempt: "trying" }));
    expect({ message: error.message.split("\n"), calls: records.length }).toEqual({
      message: [
        "trying: the request did not reach ACK: ECONNREFUSED: is the endpoint right, and can this machine reach it?",
        `  operation: ${operation}   code: ECONNREFUSED`,
      ],
      calls: 5,
    });
  },
);

test("silence: after both timeouts it says that no answer came in time", async () => {
  service.answer("silence");
  const config = { "ack-serverless:connectTimeoutMs": "500", "ack-serverless:readTimeoutMs": "40" };
  const { ack } = connection(service.address, { config });
  const error = await ackError(ack.call("CreateCluster", { body: {}, attempt: 'creating cluster "demo"' }));
  expect({ message: error.message.split("\n"), calls: service.received.length }).toEqual({
    message: [
      'creating cluster "demo": no readable answer came from ACK: no answer came in time',
      "  operation: CreateCluster",
    ],
    calls: 1,
  });
});

test.each([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_HAS_EXPIRED",
  "ERR_INVALID_CHAR",
  "EPROTO",
])("%s proves that nothing was sent, and that another attempt would fail the same way", (code) => {
  const thrown = Object.assign(new Error("a text"), { code });
  const error = fromSdk(thrown, { operation: "CreateCluster", attempt: "creating" });
  expect([error.failing, error.isAmbiguous, error.isLasting]).toEqual(["unsent", false, true]);
  expect(error.message).not.toContain("a text");
});
