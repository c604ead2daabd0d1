import type { Values } from "../../table/check";
import { flag, listOf } from "../../table/shapes";
import { defined, flagOf, objectsIn, plain, textOf } from "../../table/values";
import { inRegion } from "../context/client";
import { readInstances } from "../observe/extras";
import { packageFunction, word } from "./packageFunction";
import { clusterOrNew, subjectOf, subjectSources } from "./subject";

const actions = "Such as `Install`, `Upgrade`, `Modify`, `Uninstall`.";

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
      name: { shape: word, doc: "The add-on's name.", required: true },
      version: { shape: word, doc: "The newest version that fits.", required: true },
      category: { shape: word, doc: "Such as `network`." },
      managed: { shape: flag, doc: "Whether ACK runs it outside of the cluster." },
      installByDefault: { shape: flag, doc: "Whether a new cluster gets it unless it is disabled." },
      supportedActions: { shape: listOf(word, []), doc: actions, required: true },
      installedVersion: {
        shape: word,
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
  return defined({
    name: plain(item.name ?? ""),
    version: plain(item.version ?? ""),
    supportedActions: Array.isArray(item.supported_actions) ? item.supported_actions.map(plain) : [],
    category: textOf(item.category),
    managed: flagOf(item.managed),
    installByDefault: flagOf(item.install_by_default),
  });
}
