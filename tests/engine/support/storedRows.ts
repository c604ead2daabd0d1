import type { Row } from "./row";

const stored = { created: {}, change: "stored", drift: "unseen" } as const;

/** The rows of inputs that no call carries before a deletion. */
export const storedRows = {
  deleteOptions: {
    ...stored,
    set: { slb: "delete", alb: "delete", slsData: "delete" },
    to: { slb: "retain", slsControlPlane: "delete", privateZone: "delete" },
  },
  retainResources: { ...stored, set: ["lb-one"], to: ["lb-two"] },
  retainAllResources: { ...stored, set: true, to: false },
  forceDestroy: { ...stored, set: true, to: false },
  adopt: {
    ...stored,
    beside: {},
    set: `c${"a".repeat(32)}`,
    // The same cluster in other words, of which nothing is recorded: another one is refused.
    to: `cn-hangzhou/c${"a".repeat(32)}`,
    change: [],
  },
} satisfies Record<string, Row>;
