import { flag, wholeNumber } from "../../table/shapes";
import { Problem } from "../context/problem";
import { fetchKubeconfig } from "../observe/kubeconfig";
import { packageFunction, word } from "./packageFunction";
import { oneCluster, placeFor } from "./subject";

export const getKubeconfig = packageFunction({
  name: "getKubeconfig",
  doc: "Fetches a kubeconfig with a credential of limited life for the account in use. It comes as a secret. A stack that keeps it keeps a private key: the output `kubeconfig` of a cluster holds none.",
  throws: "a wrong argument, and a cluster that has no kubeconfig",
  sources: ["DescribeClusterUserKubeconfig"],
  arguments: {
    ...oneCluster,
    privateNetwork: {
      shape: flag,
      doc: "`true` asks for the address in the VPC. A private cluster has no other. Default: `false`.",
    },
    ttlMinutes: {
      shape: wholeNumber(15, 4320),
      doc: "Minutes that the credential is valid, 15 to 4320. Default: as long as ACK chooses.",
    },
  },
  answer: {
    name: "Kubeconfig",
    doc: "A kubeconfig. It holds a private key.",
    fields: {
      config: { shape: word, doc: "The kubeconfig, YAML.", required: true, secret: true },
      expiration: { shape: word, doc: "When its credential ends, RFC 3339, UTC.", required: true },
    },
  },
  isMethod: true,
  async call({ privateNetwork, ttlMinutes, ...cluster }, context) {
    const place = placeFor("getKubeconfig", cluster, context);
    const answer = await fetchKubeconfig(place, { privateNetwork, ttlMinutes }, context);
    if (answer.config !== "") return answer;
    throw new Problem(
      `fetching a kubeconfig of cluster ${place.id}: ACK's answer holds none: wait until the cluster's state is "running", then try again`,
    );
  },
});
