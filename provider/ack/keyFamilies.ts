/** One way to name an access key in the environment. */
interface KeyFamily {
  readonly id: string;
  readonly secret: string;
  readonly token: string;
}

/**
 * The variables of access keys, in the order in which they are looked for: those of pulumi-alicloud and Terraform, of
 * Alibaba Cloud's older tools, and of its SDKs and CLI, in two spellings.
 */
export const keyFamilies: readonly KeyFamily[] = [
  { id: "ALICLOUD_ACCESS_KEY", secret: "ALICLOUD_SECRET_KEY", token: "ALICLOUD_SECURITY_TOKEN" },
  { id: "ALICLOUD_ACCESS_KEY_ID", secret: "ALICLOUD_ACCESS_KEY_SECRET", token: "ALICLOUD_SECURITY_TOKEN" },
  {
    id: "ALIBABA_CLOUD_ACCESS_KEY_ID",
    secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    token: "ALIBABA_CLOUD_SECURITY_TOKEN",
  },
  { id: "ALIBABACLOUD_ACCESS_KEY_ID", secret: "ALIBABACLOUD_ACCESS_KEY_SECRET", token: "ALIBABACLOUD_SECURITY_TOKEN" },
];

/** The families that go before `ALICLOUD_PROFILE`, which names a profile for this provider in particular. */
const BEFORE_PROFILE = 2;

/** An access key of the environment, or half of one. */
export interface EnvironmentKeys {
  readonly accessKey?: string | undefined;
  readonly secretKey?: string | undefined;
  readonly securityToken?: string | undefined;
  /** The variables of the two keys, where they are not `ALICLOUD_ACCESS_KEY` and `ALICLOUD_SECRET_KEY`. */
  readonly keyVariables?: readonly [id: string, secret: string];
  /** A sentence on other access keys, which are not used. */
  readonly unusedKeys?: string;
}

/** The access key of the first family with one of its two variables set. Halves of two families are never mixed. */
export function environmentKeys(env: Readonly<Record<string, string | undefined>>): EnvironmentKeys {
  const families = env.ALICLOUD_PROFILE ? keyFamilies.slice(0, BEFORE_PROFILE) : keyFamilies;
  const used = families.find(({ id, secret }) => env[id] || env[secret]);
  if (used === undefined) return {};
  const isComplete = ({ id, secret }: KeyFamily) => Boolean(env[id] && env[secret]);
  const others = keyFamilies.filter(
    (one) => isComplete(one) && (env[one.id] !== env[used.id] || env[one.secret] !== env[used.secret]),
  );
  return {
    accessKey: env[used.id] || undefined,
    secretKey: env[used.secret] || undefined,
    securityToken: env[used.token] || undefined,
    ...(used !== keyFamilies[0] && { keyVariables: [used.id, used.secret] }),
    ...(others.length > 0 && isComplete(used) && { unusedKeys: unused(used, others) }),
  };
}

function unused(used: KeyFamily, others: readonly KeyFamily[]): string {
  const names = others.map(({ id }) => id).join(", ");
  return `the environment contains different access keys: the provider uses ${used.id}, and not ${names}; unset the variables that you do not mean`;
}
