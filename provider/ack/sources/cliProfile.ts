import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { SourceFailed, text } from "./source";

type Profile = Readonly<Record<string, unknown>>;

/**
 * The fields without which the vendor's client fails or takes half of a key pair from the environment, by mode. Source:
 * @alicloud/credentials 2.4.7.
 */
const neededFields: Readonly<Record<string, readonly string[]>> = {
  AK: ["access_key_id", "access_key_secret"],
  StsToken: ["access_key_id", "access_key_secret", "sts_token"],
  RamRoleArn: ["access_key_id", "access_key_secret"],
  ChainableRamRoleArn: ["source_profile"],
  EcsRamRole: [],
  OIDC: [],
  CloudSSO: ["cloud_sso_sign_in_url", "cloud_sso_account_id", "cloud_sso_access_config", "access_token"],
  OAuth: ["oauth_site_type"],
  External: ["process_command"],
};

const SHORTEST_SESSION_SECONDS = 900;

/** A profile of the Alibaba Cloud CLI that the vendor's client can use. */
export interface CheckedProfile {
  readonly name: string;
  /** Its place, as errors name it: the file and the mode. */
  readonly place: string;
  /** The texts in it that no error may show. */
  readonly secrets: readonly string[];
}

/**
 * Reads the CLI's file before the vendor's client does: the client's errors quote the file, and it fills a missing half of
 * a key pair from the environment.
 *
 * @param wanted  the profile's name. Default: `ALIBABA_CLOUD_PROFILE`, else the file's current one
 * @throws SourceFailed that names the file, and the profile's mode and field where they are known
 */
export async function checkedProfile(wanted: string | undefined): Promise<CheckedProfile> {
  const path = join(homedir(), ".aliyun", "config.json");
  const file = await configuration(path);
  const profiles = Array.isArray(file.profiles) ? (file.profiles as unknown[]) : [];
  const first = wanted ?? (process.env.ALIBABA_CLOUD_PROFILE || text(file.current));
  if (first === undefined) throw new SourceFailed(`the file ${path} names no current profile`);
  const chain: Profile[] = [];
  for (let name: string | undefined = first; name !== undefined; ) {
    const profile = profiles.find((one): one is Profile => (one as Profile | null)?.name === name);
    if (profile === undefined) throw new SourceFailed(`the file ${path} has no profile ${JSON.stringify(name)}`);
    if (chain.includes(profile))
      throw new SourceFailed(`${path}: source_profile leads back to ${JSON.stringify(name)}`);
    checkFields(profile, path);
    chain.push(profile);
    name = profile.mode === "ChainableRamRoleArn" ? text(profile.source_profile) : undefined;
  }
  const secrets = chain.flatMap((profile) =>
    Object.entries(profile).flatMap(([field, value]) => (isSecret(field) && typeof value === "string" ? [value] : [])),
  );
  return { name: first, place: place(path, chain[0] as Profile), secrets };
}

async function configuration(path: string): Promise<Profile> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch (error) {
    throw new SourceFailed(`the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (content.startsWith("\uFEFF"))
    throw new SourceFailed(`the file ${path} begins with a byte order mark: save it as UTF-8 without one`);
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Profile;
  } catch {
    // The parser's message would quote the file.
  }
  throw new SourceFailed(
    `the file ${path} is not a JSON object: correct it, or write it again with "aliyun configure"`,
  );
}

function checkFields(profile: Profile, path: string): void {
  const fault = (what: string) => new SourceFailed(`${place(path, profile)}: ${what}`);
  const needed = neededFields[text(profile.mode) ?? ""];
  if (needed === undefined) throw fault(`the field mode must be one of ${Object.keys(neededFields).join(", ")}`);
  const missing = needed.find((field) => text(profile[field]) === undefined);
  if (missing !== undefined) throw fault(`the field ${missing} is missing`);
  const { expired_seconds: seconds, cloud_sso_sign_in_url: signIn } = profile;
  if (profile.mode === "CloudSSO" && !/^https:\/\/./.test(text(signIn) ?? ""))
    throw fault("the field cloud_sso_sign_in_url must begin with https://: the access token is sent there");
  if (typeof seconds === "number" && seconds > 0 && seconds < SHORTEST_SESSION_SECONDS)
    throw fault(`the field expired_seconds must be at least ${SHORTEST_SESSION_SECONDS}`);
}

/** An unknown mode is not repeated: it may be anything. */
function place(path: string, { name, mode }: Profile): string {
  const word = text(mode);
  const isKnown = word !== undefined && Object.hasOwn(neededFields, word);
  return `${path}, profile ${JSON.stringify(name)}${isKnown ? `, mode ${word}` : ""}`;
}

function isSecret(field: string): boolean {
  return /secret|token|access_key|command/.test(field);
}
