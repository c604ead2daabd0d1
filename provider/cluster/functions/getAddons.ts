import type { Values } from "../../table/check";
import { flag, listOf, text } from "../../table/shapes";
import { objectsIn, plain } from "../../table/values";
import { inRegion } from "../context/client";
import { readInstances } from "../observe/extras";
import { packageFunction } from "./packageFunction";
import { clusterOrNew, subjectOf, subjectSources } from "./whichAddons";

export const getAddons = packageFunction({
  name: "getAddons",
  doc: "Lists the add-ons that an existing cluster or a new one can have.",
  throws: "a wrong argument",
  sources: ["ListAddons", "ListClusterAddonInstances", ...subjectSources],
  arguments: clusterOrNew,
  answer: {
    name: "AddonInfo",
    doc: "An add-on that ACK offers.",
    list: { name: "addons", doc: "The add-ons." },
    fields: {
      name: { shape: text("text", /\S/), doc: "The add-on's name.", required: true },
      version: { shape: text("text", /\S/), doc: "The newest version that fits.", required: true },
      category: { shape: text("text", /\S/), doc: "Such as `network`." },
      managed: { shape: flag, doc: "Whether ACK runs it outside of the cluster." },
      installByDefault: { shape: flag, doc: "Whether a new cluster gets it unless it is disabled." },
      supportedActions: {
        shape: listOf(text("text", /\S/), []),
        doc: "Such as `Install`, `Upgrade`, `Modify`, `Uninstall`.",
        required: true,
      },
      installedVersion: {
        shape: text("text", /\S/),
        doc: "The version that the cluster of `clusterId` has; absent where it has none.",
      },
    },
  },
  async call(args, context) {
    const { region, place, query } = subjectOf("getAddons", args, context);
    const client = inRegion(region, `listing the add-ons of ${place?.id ?? region}`, context);
    const answer = await client.call("ListAddons", { query: await query(client) });
    const installed = place === undefined ? [] : await readInstances([], place, context);
    return objectsIn(answer.addons).map((item) => {
      const instance = installed.find(({ name }) => name === item.name);
      return { ...offered(item), ...(instance?.version && { installedVersion: instance.version }) };
    });
  },
});

function offered(item: Values) {
  return {
    name: plain(item.name ?? ""),
    version: plain(item.version ?? ""),
    supportedActions: Array.isArray(item.supported_actions) ? item.supported_actions.map(plain) : [],
    ...(typeof item.category === "string" && item.category !== "" && { category: item.category }),
    ...(typeof item.managed === "boolean" && { managed: item.managed }),
    ...(typeof item.install_by_default === "boolean" && { installByDefault: item.install_by_default }),
  };
}
