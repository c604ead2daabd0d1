import { provider as dynamic } from "../../provider/hosts/dynamic";
import { Simulator } from "../../simulator";
import { Plugin, secret, urn } from "./support/plugin";

type Values = Readonly<Record<string, unknown>>;

/** What a host does for the engine, with both kinds of recorded values. */
interface Host {
  check(olds: Values, news: Values): Promise<Values>;
  refusals(olds: Values, news: Values): Promise<string[]>;
  create(inputs: Values): Promise<{ id: string; outputs: Values }>;
  diff(id: string, outputs: Values, oldInputs: Values, news: Values): Promise<boolean>;
  read(id: string, outputs: Values, inputs: Values): Promise<{ outputs: Values; inputs: Values }>;
  update(id: string, outputs: Values, oldInputs: Values, news: Values): Promise<Values>;
  delete(id: string, outputs: Values): Promise<void>;
}

/** The names of fields before they had one style, by property. */
const former: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  maintenanceWindow: { enabled: "enable" },
  auditLog: { logProject: "slsProjectName" },
  controlPlaneLog: { logProject: "project" },
  systemEventsLogging: { logProject: "loggingProject" },
  deleteOptions: {
    slb: "SLB",
    alb: "ALB",
    slsData: "SLS_Data",
    slsControlPlane: "SLS_ControlPlane",
    privateZone: "PrivateZone",
  },
};

const program = {
  name: "prod",
  regionId: "cn-hangzhou",
  zoneId: "cn-hangzhou-i",
  clusterSpec: "ack.pro.small",
  maintenanceWindow: { enabled: true, maintenanceTime: "03:00:00Z", duration: "3h", weeklyPeriod: ["Monday"] },
  auditLog: { enabled: true, logProject: "audit" },
  controlPlaneLog: { components: ["apiserver"], logProject: "plane", ttlDays: 30 },
  systemEventsLogging: { enabled: true, logProject: "events" },
  deleteOptions: { slb: "retain", alb: "delete", slsData: "delete", slsControlPlane: "delete", privateZone: "delete" },
};

/** Values as an earlier version recorded them. */
function older(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([property, value]) => {
      const names = former[property];
      if (names === undefined) return [property, value];
      return [
        property,
        Object.fromEntries(Object.entries(value as Values).map(([key, one]) => [names[key] ?? key, one])),
      ];
    }),
  );
}

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start({ progression: "immediate" });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await simulator.close();
});

async function pluginHost(): Promise<Host> {
  const plugin = new Plugin(simulator);
  await plugin.configure();
  return {
    check: (olds, news) => plugin.check(olds, news),
    refusals: (olds, news) => plugin.refusals(olds, news),
    async create(inputs) {
      const id = await plugin.create(inputs);
      // What the engine records of a creation is what it reads of it.
      return { id, outputs: (await plugin.read(id, { ...inputs, ...recordOf(inputs) }, inputs)).outputs };
    },
    diff: (...request) => plugin.diff(...request),
    read: (...request) => plugin.read(...request),
    update: (...request) => plugin.update(...request),
    delete: (...request) => plugin.delete(...request),
  };
}

function recordOf(inputs: Values): Values {
  const names = Object.keys(inputs).filter((name) => !name.startsWith("__"));
  return { __inputs: names.sort(), __wishes: { clusterSpec: inputs.clusterSpec }, __ran: true };
}

async function dynamicHost(): Promise<Host> {
  const { url, accounts } = simulator;
  const settings: Readonly<Record<string, string>> = {
    "alicloud:region": "cn-hangzhou",
    "alicloud:accessKey": accounts[0].accessKeyId,
    "alicloud:secretKey": accounts[0].accessKeySecret,
    "alicloud:endpoints": JSON.stringify({ cs: url, sts: url }),
    "ack-serverless:pollIntervalMs": "1",
  };
  await dynamic.configure({ config: { get: (key) => settings[key] } });
  const check = (olds: Values, news: Values) => dynamic.check(olds, { ...news, __urn: urn });
  return {
    async check(olds, news) {
      const { inputs, failures } = await check(olds, news);
      expect(failures).toEqual([]);
      return inputs;
    },
    refusals: async (olds, news) => (await check(olds, news)).failures.map(({ reason }) => reason),
    async create(inputs) {
      const { id, outs } = await dynamic.create(inputs);
      return { id, outputs: outs };
    },
    diff: async (id, outputs, _, news) => (await dynamic.diff(id, outputs, news)).changes,
    async read(id, outputs) {
      const found = (await dynamic.read(id, outputs)) as { props: Values; inputs: Values };
      return { outputs: found.props, inputs: found.inputs };
    },
    update: async (id, outputs, _, news) => (await dynamic.update(id, outputs, news)).outs,
    delete: (id, outputs) => dynamic.delete(id, outputs),
  };
}

describe.each([
  ["dynamic", dynamicHost],
  ["plugin", pluginHost],
])("a state with former names, %s", (_, start) => {
  test("makes no difference, is refreshed, changed and deleted, and gets the current names", async () => {
    const host = await start();
    const inputs = await host.check({}, program);
    const { id, outputs } = await host.create(inputs);
    const state = { id, outputs: older(outputs), inputs: older(inputs) };
    expect(JSON.stringify(state)).not.toContain("logProject");

    const checked = await host.check(state.inputs, program);
    expect(await host.diff(id, state.outputs, state.inputs, checked)).toBe(false);
    const fresh = await host.read(id, state.outputs, state.inputs);
    for (const property of Object.keys(former)) {
      const value = program[property as keyof typeof program];
      expect([property, fresh.outputs[property], fresh.inputs[property]]).toEqual([property, value, value]);
    }
    // A refresh asks for the difference from what it read to the recorded inputs.
    expect(await host.diff(id, fresh.outputs, fresh.inputs, state.inputs)).toBe(false);

    const before = simulator.requests().length;
    const changed = await host.update(id, state.outputs, state.inputs, { ...checked, tags: { env: "prod" } });
    const writes = simulator
      .requests()
      .slice(before)
      .map(({ operation = "" }) => operation);
    expect(writes.filter((operation) => !/^(Describe|Get|List|Check)/.test(operation))).toEqual(["TagResources"]);
    expect(changed).toMatchObject({ ...program, tags: { env: "prod" } });

    await host.delete(id, state.outputs);
    const [deletion] = simulator.requests("DeleteCluster");
    const options: { resource_type: string; delete_mode: string }[] = JSON.parse(
      String(deletion?.query.delete_options),
    );
    // The protocol does not keep the order of fields.
    expect(options.map(({ resource_type, delete_mode }) => `${resource_type} ${delete_mode}`).sort()).toEqual([
      "ALB delete",
      "PrivateZone delete",
      "SLB retain",
      "SLS_ControlPlane delete",
      "SLS_Data delete",
    ]);
  });

  test("is not taken without a field that ignoreChanges removed, until a refresh", async () => {
    const host = await start();
    const inputs = await host.check({}, program);
    const { id, outputs } = await host.create(inputs);
    const reason = (old: string) =>
      expect.stringContaining(
        `is not set, but the state has it under its former name ${old}, which ignoreChanges does not match: run "pulumi refresh" first`,
      );
    const { slb: _ignored, ...others } = program.deleteOptions;
    const ignoring = { ...program, deleteOptions: others };
    expect(await host.refusals(older(inputs), ignoring)).toEqual([reason("SLB")]);
    const { auditLog: _removed, ...without } = program;
    expect(await host.refusals(older(inputs), { ...without, controlPlaneLog: {} })).toEqual([
      reason("slsProjectName"),
      reason("project"),
    ]);
    const fresh = await host.read(id, older(outputs), older(inputs));
    expect(await host.refusals(fresh.inputs, ignoring)).toEqual([]);
    expect(await host.refusals(older(inputs), program)).toEqual([]);
  });

  test("does not let a program write them", async () => {
    const host = await start();
    const refusals = await host.refusals({}, older(program));
    expect(refusals.sort()).toEqual(
      Object.entries(former)
        .flatMap(([property, names]) =>
          Object.entries(names).map(
            ([name, old]) =>
              `${property}.${old} is now named ${name}: rename it; if the program does not set it, run "pulumi refresh" first`,
          ),
        )
        .sort(),
    );
  });
});

describe("a secret under a former name", () => {
  test("stays secret, plugin", async () => {
    const plugin = new Plugin(simulator);
    await plugin.configure();
    const inputs = await plugin.check({}, program);
    const id = await plugin.create(inputs);
    const hidden = older({ ...inputs, auditLog: { enabled: true, logProject: secret("audit") } });
    const { outputs } = await plugin.read(id, { ...hidden, clusterId: id, ...recordOf(inputs) }, hidden);
    expect(outputs.auditLog).toEqual({ enabled: true, logProject: secret("audit") });
  });

  test("makes no difference, dynamic", async () => {
    const host = await dynamicHost();
    const mark = (name: string) => ({ __secrets: [["auditLog", name]] });
    const inputs = await host.check({}, { ...program, ...mark("logProject") });
    const { id, outputs } = await host.create(inputs);
    const recorded = { ...older(outputs), ...mark("slsProjectName") };
    expect(await host.diff(id, recorded, {}, inputs)).toBe(false);
    // Nothing was secret before: the next update encrypts it.
    expect(await host.diff(id, { ...recorded, __secrets: [] }, {}, inputs)).toBe(true);
  });
});
