import type { Values } from "../table/check";
import { type Field, flag, plain, text, wholeNumber } from "../table/shapes";
import type { Context } from "./context";
import { fetchKubeconfig } from "./kubeconfig";
import { placeOf } from "./look";
import { regionId } from "./shapes";

/** What a query answers: a field, which may be a secret. */
export interface AnswerField extends Field {
  readonly secret?: true;
}

/** A question about clusters that changes nothing: a function of the package, in every language. */
export interface Query {
  readonly doc: string;
  readonly inputs: Readonly<Record<string, Field>>;
  readonly outputs: Readonly<Record<string, AnswerField>>;
  run(args: Values, context: Context): Promise<Values>;
}

const someText = text("text", /\S/);

const getKubeconfig: Query = {
  doc: "Fetches a kubeconfig with a credential of limited life. A stack that keeps it keeps a private key: the output `kubeconfig` of a cluster holds none.",
  inputs: {
    clusterId: {
      shape: text('a cluster\'s id, or "<region>/<cluster id>"', /\S/),
      doc: "The cluster's id.",
      required: true,
    },
    regionId: { shape: regionId, doc: "The cluster's region. Default: the provider's." },
    privateNetwork: { shape: flag, doc: "Whether it is for the API server's address in the VPC. Default: `false`." },
    ttlMinutes: {
      shape: wholeNumber(15, 4320),
      doc: "How long its credential lives, in minutes: 15 to 4320. Default: ACK's own.",
    },
  },
  outputs: {
    kubeconfig: { shape: someText, doc: "The kubeconfig.", required: true, secret: true },
    expiration: { shape: someText, doc: "When its credential ends, as RFC 3339.", required: true },
  },
  async run({ clusterId, regionId, privateNetwork, ttlMinutes }, context) {
    const place = placeOf(plain(clusterId), { regionId: regionId ?? context.settings.region });
    const options = {
      ...(typeof privateNetwork === "boolean" && { privateNetwork }),
      ...(typeof ttlMinutes === "number" && { ttlMinutes }),
    };
    const { config, expiration } = await fetchKubeconfig(place, options, context);
    return { kubeconfig: config, expiration };
  },
};

/** The package's functions, by name. */
export const queries: Readonly<Record<string, Query>> = { getKubeconfig };

/** Judges a query's arguments: a reason for each that does not fit, by name. */
export function checkArguments({ inputs }: Query, args: Values): { property: string; reason: string }[] {
  return [
    ...Object.keys(args).flatMap((name) =>
      Object.hasOwn(inputs, name)
        ? []
        : [{ property: name, reason: `is not one of ${Object.keys(inputs).join(", ")}` }],
    ),
    ...Object.entries(inputs).flatMap(([property, { shape, required }]) => {
      const value = args[property] ?? undefined;
      if (value === undefined) return required ? [{ property, reason: `must be set: ${shape.expects}` }] : [];
      return (shape.zod.safeParse(value).error?.issues ?? []).map(({ message }) => ({ property, reason: message }));
    }),
  ];
}
