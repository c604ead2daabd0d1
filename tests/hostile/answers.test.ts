import fc from "fast-check";
import type { Ack } from "../../provider/ack/client";
import type { Clock } from "../../provider/ack/clock";
import { AckError, fromSdk } from "../../provider/ack/errors";
import { type Operation, operations } from "../../provider/ack/operations";
import { readSettings } from "../../provider/ack/settings";
import { WaitFailed } from "../../provider/ack/wait";
import type { Context } from "../../provider/cluster/context/context";
import { Problem } from "../../provider/cluster/context/problem";
import { create } from "../../provider/cluster/lifecycle/create";
import { deleteCluster } from "../../provider/cluster/lifecycle/delete";
import { read } from "../../provider/cluster/lifecycle/read";
import { update } from "../../provider/cluster/lifecycle/update";
import { properties } from "../../provider/cluster/properties/table";
import { inputsOf, outputsOf, reportedBy } from "../../provider/cluster/state/outputs";
import { fromWire } from "../../provider/table/wire";
import { json, objectOf, RUNS, text, values, wireNames } from "./values";

const { settings } = readSettings((key) => (key === "alicloud:region" ? "cn-hangzhou" : undefined), {});
const ID = "c0123456789abcdef0123456789abcdef";
const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ack:ServerlessCluster::prod";
const names = Object.keys(operations) as Operation[];

/** What one call comes to: an answer, or an error. */
type Outcome = { readonly answer: unknown } | { readonly code: string };

/** Most answers hold what the first look asks for, so that the later ones are reached too. */
function likely(operation: Operation, answer: unknown, call: number): unknown {
  if (Array.isArray(answer) || call % 5 === 0) return answer;
  if (operation === "GetCallerIdentity") return { AccountId: "1" };
  if (operation === "CreateCluster") return { ...(answer as object), cluster_id: ID };
  if (operation === "DescribeClustersForRegion") return { clusters: [answer] };
  if (operation === "DescribeClusterResources") return [answer];
  if (/Addon/.test(operation)) return { ...(answer as object), addons: [answer] };
  if (operation === "DescribeTaskInfo") return { ...(answer as object), events: [answer], task_result: [answer] };
  return answer;
}

/** A cloud that answers anything. What it is asked goes round and round. */
function cloud(outcomes: readonly Outcome[]): Context {
  let time = 0;
  let calls = 0;
  const clock: Clock = {
    now: () => time,
    random: () => 0,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      time += ms;
    },
  };
  const ack = (region: string): Ack => ({
    region,
    async call(operation, { attempt }) {
      if (++calls > 5_000) throw new Error("calls without an end");
      const outcome = outcomes[calls % outcomes.length] as Outcome;
      if ("answer" in outcome) return likely(operation, outcome.answer, calls);
      const failing = outcome.code === "lost" ? "lost" : "refused";
      throw new AckError({ operation, attempt, failing, text: "a text", code: outcome.code });
    },
  });
  return { settings, clock, deadline: Number.POSITIVE_INFINITY, ack, report: () => {}, warn: () => {}, note: () => {} };
}

/** Detail answers that get past the first look, with anything in their fields. */
const detail = objectOf(json, 10).chain((fields) =>
  fc
    .constantFrom("running", "initial", "failed", "deleting", "delete_failed", "odd", "updating")
    .map((state) => ({ ...fields, cluster_id: ID, profile: "Serverless", state, AccountId: "1" })),
);
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 4, arbitrary: detail.map((answer) => ({ answer })) },
  { weight: 2, arbitrary: values.map((answer) => ({ answer })) },
  { weight: 1, arbitrary: fc.array(json, { maxLength: 4 }).map((answer) => ({ answer })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom("lost", "ErrorClusterNotFound", "ErrorClusterState", "ClusterNameAlreadyExist", "AddonNotFound")
      .map((code) => ({ code })),
  },
);
const outcomes = fc.array(outcome, { minLength: 1, maxLength: 6 });

const inputs = {
  name: "demo",
  regionId: "cn-hangzhou",
  zoneId: "cn-hangzhou-i",
  __urn: URN,
  tags: { env: "prod" },
  addons: [{ name: "logtail-ds", config: '{"sls_project_name":"p"}', version: "v1.2.3" }],
  kubernetesVersion: "1.32",
  clusterSpec: "ack.pro.small",
  secretEncryption: { kmsKeyId: "key" },
  auditLog: { enabled: true },
  controlPlaneLog: { components: ["apiserver"] },
  deletionProtection: false,
  maintenanceWindow: { maintenanceTime: "03:00:00Z", weeklyPeriod: ["Monday"] },
};
const olds = {
  ...inputs,
  __inputs: Object.keys(inputs),
  __wishes: {},
  clusterId: ID,
  accountId: "1",
  state: "running",
};

/** It ends, well or with an error that is meant for a person. */
async function ends(operation: Promise<unknown>): Promise<void> {
  const error = await operation.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined || error instanceof Problem || error instanceof AckError || error instanceof WaitFailed)
    return;
  throw error;
}

describe("an answer of any form", () => {
  test("is read without an error, for every operation", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), values, (operation, body) => void fromWire(properties, operation, body)),
      { numRuns: 2000 },
    );
  });

  test("is read without an error, whatever stands in a field", () => {
    const field = fc.tuple(fc.constantFrom(...wireNames), fc.oneof(json, fc.array(json, { maxLength: 3 }), values));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(field, { maxLength: 3 }), (operation, fields) => {
        const detail = { cluster_id: ID, state: "running" };
        const body = Object.fromEntries(fields);
        fromWire(properties, operation, body);
        outputsOf({ ...detail, ...body, [operation]: body }, olds, {});
      }),
      { numRuns: 4000 },
    );
  });

  test("gives a property's value of its own type, or nothing", () => {
    fc.assert(
      fc.property(detail, (body) => {
        const told = reportedBy(body);
        for (const value of Object.values(told)) expect(value).not.toBeUndefined();
        expect(Object.keys(told).filter((name) => !(name in properties))).toEqual([]);
      }),
      RUNS,
    );
  });

  test("makes outputs that a state can hold, and that no one's prototype comes with", () => {
    fc.assert(
      fc.property(detail, values, values, (body, before, wanted) => {
        const outputs = outputsOf(body, before, wanted);
        expect(Object.getPrototypeOf(outputs)).toBe(Object.prototype);
        expect(JSON.parse(JSON.stringify(outputs))).toEqual(outputs);
        inputsOf(outputs);
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test("gives nothing beyond what it gave at first, however often it is read", () => {
    fc.assert(
      fc.property(detail, (body) => {
        const once = outputsOf(body, olds, {});
        expect(outputsOf(body, once, {})).toEqual(once);
      }),
      RUNS,
    );
  });

  test.each(["master_url", "meta_data", "next_version", "operation_policy", "maintenance_window"])(
    "holds anything in %s",
    (field) => {
      fc.assert(
        fc.property(fc.oneof(text, fc.json().map(String), json), (value) => {
          outputsOf({ cluster_id: ID, state: "running", [field]: value }, olds, {});
        }),
        RUNS,
      );
    },
  );
});

describe.each<[string, (context: Context) => Promise<unknown>]>([
  ["create", (context) => create(inputs, context)],
  ["adopt", (context) => create({ ...inputs, adopt: ID }, context)],
  ["update", (context) => update(ID, olds, { ...inputs, tags: { env: "test" }, addons: [] }, context)],
  ["read", (context) => read(ID, olds, context)],
  ["import", (context) => read(`cn-beijing/${ID}`, {}, context)],
  ["delete", (context) => deleteCluster(ID, olds, context)],
])("%s", (_, run) => {
  test("ends well or with an error for a person, whatever a cloud answers", async () => {
    await fc.assert(
      fc.asyncProperty(outcomes, (all) => ends(run(cloud(all)))),
      { numRuns: 1000 },
    );
  });
});

test("read ends well or with an error for a person, whatever a state holds", async () => {
  await fc.assert(
    fc.asyncProperty(values, outcomes, (state, all) => ends(read(ID, state, cloud(all)))),
    { numRuns: 500 },
  );
});

test("an error of any form is read without another one", () => {
  const thrown = fc.record(
    {
      name: text,
      code: json,
      message: text,
      statusCode: fc.integer({ min: 100, max: 599 }),
      requestId: json,
      retryAfter: json,
      data: fc.oneof(
        json,
        fc.array(json).map((data) => ({ data })),
      ),
      accessDeniedDetail: json,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(thrown, (error) => {
      const { message } = fromSdk(error, { operation: "DescribeClusterDetail", attempt: "reading cluster x" });
      expect(typeof message).toBe("string");
    }),
    { numRuns: 2000 },
  );
});
