import { type Shape, special, text } from "../../table/shapes";
import { defined } from "../../table/values";
import { inRegion } from "../context/client";
import { describeAddon } from "../observe/offers";
import { packageFunction, word } from "./packageFunction";
import { clusterOrNew, subjectOf, subjectSources } from "./subject";

const anyObject: Shape<Readonly<Record<string, unknown>>> = special("an object", () => {}, {
  typescript: { output: "{ [key: string]: unknown }", input: "pulumi.Input<{ [key: string]: unknown }>" },
  schema: { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } },
  same: Object.is,
});

export const getAddonConfigSchema = packageFunction({
  name: "getAddonConfigSchema",
  doc: "Reads the JSON schema of an add-on's configuration.",
  throws: "a wrong argument, and an add-on that ACK does not know",
  sources: ["DescribeAddon", ...subjectSources],
  arguments: {
    ...clusterOrNew,
    name: {
      shape: text('an add-on\'s name such as "logtail-ds"', /^[A-Za-z0-9][A-Za-z0-9_.-]*$/),
      doc: "The add-on's name, such as `logtail-ds`.",
      required: true,
    },
    version: {
      shape: text('an add-on version such as "v1.11.3.5"', /\S/),
      doc: "The add-on's version. Default: the newest one that fits.",
    },
  },
  answer: {
    name: "AddonConfigSchema",
    doc: "What an add-on's configuration may be.",
    fields: {
      name: { shape: word, doc: "The add-on's name.", required: true },
      version: { shape: word, doc: "The add-on's version.", required: true },
      schema: { shape: anyObject, doc: "A JSON schema; absent where ACK gives none." },
    },
  },
  async call(args, context) {
    const { region, query } = subjectOf("getAddonConfigSchema", args, context);
    const client = inRegion(region, `reading the configuration schema of add-on ${args.name}`, context);
    const wanted = { ...(await query(client)), ...(args.version !== undefined && { version: args.version }) };
    const { name, version, schema } = await describeAddon(args.name, wanted, client);
    return defined({ name: name ?? args.name, version: version ?? args.version ?? "", schema });
  },
});
