import { property, type Table } from "../../../provider/table/property";
import { flag, listOf, mapOfText, oneOf, record, text } from "../../../provider/table/shapes";

/** What Pulumi puts in the place of a value that it does not know yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Member {
  readonly name: string;
  readonly rank?: string;
}

const word = text('a word such as "demo"', /^[a-z]+$/);
const facts = { doc: "For the tests.", source: "the tests" } as const;

/** A table with one property of each kind, so that a test of the table's readers depends on no cluster. */
export const table = {
  title: property(word, {
    ...facts,
    at: { CreateCluster: "title", ModifyCluster: "new_title", DescribeClusterDetail: "title" },
  }),
  place: property(word, { ...facts, at: { CreateCluster: "placeid", DescribeClusterDetail: "place_id" } }),
  size: property(oneOf("small", "large"), {
    ...facts,
    at: { CreateCluster: "size", DescribeClusterDetail: "size" },
    default: "small",
  }),
  quiet: property(flag, { ...facts, at: { CreateCluster: "quiet" }, default: false }),
  edition: property(oneOf("first", "second", "third"), {
    ...facts,
    at: { CreateCluster: "edition", DescribeClusterDetail: "edition" },
    refuse: (from, to) => (to === "third" ? undefined : `cannot be changed from "${from}" to "${to}"`),
  }),
  parts: property(listOf(word, [], "unordered"), {
    ...facts,
    at: { CreateCluster: "parts", ModifyCluster: "parts", DescribeClusterDetail: "parts" },
  }),
  labels: property(mapOfText([]), {
    ...facts,
    at: { CreateCluster: "labels", TagResources: "labels", DescribeClusterDetail: "labels" },
    whenRemoved: {},
  }),
  members: property(
    listOf(
      record("Member", {
        name: { shape: word, doc: "The name.", required: true },
        rank: { shape: word, doc: "The rank." },
      }),
      [],
      "unordered",
    ),
    {
      ...facts,
      at: {
        CreateCluster: {
          wire: "members",
          encode: (members: readonly Member[]) =>
            members.map(({ name, rank }) => (rank === undefined ? name : `${name}/${rank}`)),
        },
      },
    },
  ),
  keeps: property(listOf(word, []), { ...facts, at: { DeleteCluster: "keeps" } }),
  address: property(text("an address", /\S/), {
    ...facts,
    at: {
      DescribeClusterDetail: {
        wire: "urls",
        decode: (wire) => (wire === "none" ? null : typeof wire === "string" ? wire.toUpperCase() : undefined),
      },
    },
  }),
  note: property(
    text("text", () => true),
    { ...facts, at: {} },
  ),
} as const satisfies Table;
