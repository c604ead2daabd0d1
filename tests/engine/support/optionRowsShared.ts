import * as pulumi from "@pulumi/pulumi";
import { recorded } from "./cluster";
import type { MakeCluster } from "./optionLife";
import { type SharedRow, sharedRows } from "./sharedLife";

const replaced = ["DeleteCluster", "CreateCluster", "TagResources"];

/** The engine's step for a resource of this name. */
const step = (op: string, name: string) =>
  expect.objectContaining({ op, urn: expect.stringMatching(new RegExp(`::${name}$`)) });

class Platform extends pulumi.ComponentResource {
  constructor(name: string) {
    super("shop:index:Platform", name);
  }
}

const rows: readonly SharedRow[] = [
  {
    option: "`aliases`",
    tried: "a new name, below a component, is the same cluster",
    before: (cluster) => cluster("moving"),
    after: (cluster) => {
      const aliases = [{ name: "moving", parent: pulumi.rootStackResource }];
      cluster("moved", {}, { parent: new Platform("platform"), aliases });
    },
    check({ stack, run, first, writes }) {
      expect(run.steps).toContainEqual(step("same", "moved"));
      expect(writes("moving")).toEqual([]);
      expect(recorded(stack, "moved")).toMatchObject({
        id: first.moving,
        parent: expect.stringContaining("Platform::platform"),
      });
    },
  },
  {
    option: "`ignoreChanges`",
    tried: "a changed tag is left alone, a new one is set",
    before: (cluster) => cluster("ignoring", { tags: { env: "test" } }),
    after: (cluster) => cluster("ignoring", { tags: { env: "prod", team: "web" } }, { ignoreChanges: ["tags.env"] }),
    check({ stack, run, writes }) {
      expect(run.steps).toContainEqual(step("update", "ignoring"));
      expect(writes("ignoring")).toEqual(["TagResources"]);
      expect(recorded(stack, "ignoring").outputs?.tags).toEqual({ env: "test", team: "web" });
    },
  },
  {
    option: "`retainOnDelete`",
    tried: "a cluster that leaves the program stays",
    before: (cluster) => cluster("retained", {}, { retainOnDelete: true }),
    after: () => {},
    check({ run, live, first, writes }) {
      expect(run.steps).toContainEqual(step("delete", "retained"));
      expect(writes("retained")).toEqual([]);
      expect(live).toContain(first.retained);
    },
  },
  {
    option: "`hideDiffs`",
    tried: "a hidden tag is not shown, and is set",
    before: (cluster) => cluster("hiding", { tags: { env: "first" } }, { hideDiffs: ["tags"] }),
    after: (cluster) => cluster("hiding", { tags: { env: "unseen" } }, { hideDiffs: ["tags"] }),
    check({ stack, run, writes }) {
      expect(writes("hiding")).toEqual(["TagResources"]);
      expect(run.text).not.toContain("unseen");
      expect(recorded(stack, "hiding").outputs?.tags).toEqual({ env: "unseen" });
    },
  },
  {
    option: "`deletedWith`",
    tried: "a cluster that goes with another one is not deleted itself",
    before: (cluster) => cluster("guest", {}, { deletedWith: cluster("host") }),
    after: () => {},
    check({ live, first, writes }) {
      expect(writes("host")).toEqual(["DeleteCluster"]);
      expect(writes("guest")).toEqual([]);
      expect(live).toContain(first.guest);
      expect(live).not.toContain(first.host);
    },
  },
  {
    option: "`additionalSecretOutputs`",
    tried: "an output that is named there is encrypted in the state",
    before: (cluster) => cluster("discreet", {}, { additionalSecretOutputs: ["name"] }),
    check({ stack }) {
      expect(recorded(stack, "discreet").outputs).toMatchObject({ name: { ciphertext: expect.any(String) } });
    },
  },
  {
    option: "`Stash`",
    tried: "keeps the id of the first cluster across a replacement",
    before: (cluster) => new pulumi.Stash("stash", { input: cluster("stashed").clusterId }),
    replace: ["stashed"],
    check({ stack, first }) {
      const { id } = recorded(stack, "stashed");
      expect(id).not.toBe(first.stashed);
      expect(recorded(stack, "stash").outputs).toMatchObject({ output: first.stashed, input: id });
    },
  },
  {
    option: "`replaceOnChanges`",
    tried: "a changed tag replaces the cluster",
    before: replacingOnTags("first"),
    after: replacingOnTags("second"),
    instead({ writes }) {
      const isUpdated = writes("replacing").join() === "TagResources";
      return isUpdated ? "no effect: Pulumi hands no detailed difference on" : undefined;
    },
    check({ writes }) {
      expect(writes("replacing")).toEqual(replaced);
    },
  },
  {
    option: "`replaceWith`",
    tried: "a cluster is replaced together with another one",
    before: (cluster) => cluster("partner", {}, { replaceWith: [cluster("lead")] }),
    replace: ["lead"],
    check({ writes }) {
      expect(writes("lead")).toEqual(replaced);
      expect(writes("partner")).toEqual(replaced);
    },
  },
  {
    option: "`replacementTrigger`",
    tried: "a changed trigger replaces the cluster",
    before: (cluster) => cluster("triggered", {}, { replacementTrigger: 1 }),
    after: (cluster) => cluster("triggered", {}, { replacementTrigger: 2 }),
    check({ writes }) {
      expect(writes("triggered")).toEqual(replaced);
    },
  },
  {
    option: "`--replace`, `pulumi state taint`",
    tried: "each replaces the smallest program's cluster",
    before: (cluster) => ["smallest", "tainted"].map((name) => cluster(name)),
    replace: ["smallest"],
    taint: ["tainted"],
    check({ writes }) {
      expect(writes("smallest")).toEqual(replaced);
      expect(writes("tainted")).toEqual(replaced);
    },
  },
];

function replacingOnTags(env: string) {
  return (cluster: MakeCluster) => cluster("replacing", { tags: { env } }, { replaceOnChanges: ["tags"] });
}

export const optionRowsShared = sharedRows(rows);
