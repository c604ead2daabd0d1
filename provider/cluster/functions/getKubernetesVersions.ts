import { flag, listOf } from "../../table/shapes";
import { defined } from "../../table/values";
import { inRegion } from "../context/client";
import { versions } from "../observe/offers";
import { compareVersions, meets, version as versionShape } from "../properties/version";
import { packageFunction, word } from "./packageFunction";
import { oneRegion, regionFor } from "./subject";

export const getKubernetesVersions = packageFunction({
  name: "getKubernetesVersions",
  doc: "Lists the Kubernetes versions of ACK Serverless clusters, the newest first; with `from`, each with its upgrade targets.",
  throws: "a wrong argument",
  sources: ["DescribeKubernetesVersionMetadata"],
  arguments: {
    creatable: {
      shape: flag,
      doc: "`true` leaves out the versions that new clusters cannot have. Default: `false`.",
    },
    from: {
      shape: versionShape,
      doc: "A version, or the beginning of one such as `1.33`: only such versions are listed, each with its upgrade targets.",
    },
    ...oneRegion,
  },
  answer: {
    name: "KubernetesVersion",
    doc: "A Kubernetes version of ACK.",
    list: { name: "versions", doc: "The versions, the newest first." },
    fields: {
      version: { shape: word, doc: "The version.", required: true },
      creatable: { shape: flag, doc: "Whether new clusters can have it.", required: true },
      expiration: { shape: word, doc: "When its support ends, as ACK writes it." },
      upgradeTargets: {
        shape: listOf(word, []),
        doc: "The versions that it can be upgraded to. Present only with `from`.",
      },
    },
  },
  async call({ creatable = false, from, regionId }, context) {
    const region = regionFor("getKubernetesVersions", regionId, context);
    const client = inRegion(region, `listing the Kubernetes versions of ${region}`, context);
    const offered = await versions({ Mode: creatable ? "creatable" : "supported" }, client);
    const listed = offered.filter(
      (one) => (from === undefined || meets(one.version, from)) && (one.creatable || !creatable),
    );
    const targetsOf = (KubernetesVersion: string) =>
      versions({ KubernetesVersion, QueryUpgradableVersion: "true" }, client);
    // A cluster may run a version that is no longer listed, and that none can be created with.
    const names = from?.includes("-aliyun.") && !creatable ? [from] : listed.map(({ version }) => version);
    const chosen = from === undefined ? listed : (await Promise.all(names.map(targetsOf))).flat();
    return [...chosen]
      .sort((a, b) => compareVersions(b.version, a.version))
      .map(({ version, creatable: isCreatable, expirationDate: expiration, upgradableVersions }) => {
        const upgradeTargets = from === undefined ? undefined : upgradableVersions;
        return defined({ version, creatable: isCreatable, expiration, upgradeTargets });
      });
  },
});
