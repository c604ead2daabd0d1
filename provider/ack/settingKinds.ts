import type { OperationFacts } from "./operations";

/** How the text of a setting becomes its value, and how programs and Pulumi's schema write that value. */
export interface Kind<T> {
  /** In TypeScript, with `Input` for `pulumi.Input`. */
  readonly program: string;
  /** In Pulumi's package schema; `endpoints` names the type of that name. */
  readonly schema: "string" | "boolean" | "integer" | "endpoints";
  /**
   * @param key     the setting's full key, for faults
   * @param faults  takes a sentence for each fault
   * @returns `undefined` where the text is at fault, so that the default applies
   */
  read(text: string, key: string, faults: string[]): T | undefined;
}

export const text: Kind<string> = { program: "Input<string>", schema: "string", read: (text) => text };

export const flag: Kind<boolean> = {
  program: "Input<boolean>",
  schema: "boolean",
  read(text, key, faults) {
    if (text === "true" || text === "false") return text === "true";
    faults.push(`${key} must be true or false; got ${JSON.stringify(text)}`);
    return undefined;
  },
};

export const wholeNumber = numberOf("");
export const milliseconds = numberOf(" of milliseconds");

function numberOf(unit: string): Kind<number> {
  return {
    program: "Input<number>",
    schema: "integer",
    read(text, key, faults) {
      if (/^[1-9]\d{0,7}$/.test(text)) return Number(text);
      faults.push(`${key} must be a whole number${unit} from 1 to 99999999; got ${JSON.stringify(text)}`);
      return undefined;
    },
  };
}

/** The products whose address can be set. */
export const products = ["cs", "sts", "vpc", "ecs"] as const satisfies readonly OperationFacts["product"][];

export type Endpoints = { readonly [product in (typeof products)[number]]?: string };

/** pulumi-alicloud's own form: `{"cs": "…"}`, or a list of such objects. */
export const endpoints: Kind<Endpoints> = {
  program: `Input<{ ${products.map((name) => `${name}?: Input<string> | undefined;`).join(" ")} }>`,
  schema: "endpoints",
  read(text, key, faults) {
    try {
      const parsed: unknown = JSON.parse(text);
      const objects: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
      if (!objects.every((object) => typeof object === "object" && object !== null)) throw new TypeError("no object");
      const given: Record<string, unknown> = Object.assign({}, ...objects);
      return Object.fromEntries(
        products.flatMap((name) =>
          address(`${key} ${name}`, given[name], faults) === undefined ? [] : [[name, given[name] as string]],
        ),
      );
    } catch {
      faults.push(`${key} must be JSON such as {"cs": "https://cs.cn-hangzhou.aliyuncs.com"}`);
      return undefined;
    }
  },
};

function address(name: string, value: unknown, faults: string[]): string | undefined {
  if (value === undefined || value === "") return undefined;
  const url = typeof value === "string" && parseUrl(value.includes("://") ? value : `https://${value}`);
  if (!url || !["http:", "https:"].includes(url.protocol) || url.pathname !== "/") {
    faults.push(
      `${name} must be an address such as "https://cs.cn-hangzhou.aliyuncs.com"; got ${JSON.stringify(value)}`,
    );
    return undefined;
  }
  if (url.protocol === "http:" && !/^(127(\.\d+){3}|localhost|\[::1\])$/.test(url.hostname)) {
    faults.push(
      `${name} must use https: ${JSON.stringify(value)} would send requests readable on the way; http is for this machine's own addresses only`,
    );
    return undefined;
  }
  return value as string;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
