import { homedir } from "node:os";
import { join } from "node:path";
import type { CredentialsProvider } from "@alicloud/credentials";
import { type Settings, timeoutsOf } from "../settings";
import { checkedProfile } from "./cliProfile";
import { commandProvider } from "./external";
import { type Source, SourceFailed } from "./source";
import { vendorSource } from "./vendor";

type Vendor = typeof import("@alicloud/credentials");

/** Loaded on first use: a preview asks for no credentials. */
const vendor = (): Vendor => require("@alicloud/credentials");

const isOn = (name: string) => process.env[name]?.toLowerCase() === "true";

/** Both keys, as they were given. */
export function givenKeys(
  name: string,
  keys: { readonly id: string; readonly secret: string; readonly token: string | undefined },
  settings: Settings,
): Source {
  const { StaticAKCredentialsProvider, StaticSTSCredentialsProvider } = vendor();
  const { id, secret, token } = keys;
  const provider =
    token === undefined
      ? StaticAKCredentialsProvider.builder().withAccessKeyId(id).withAccessKeySecret(secret).build()
      : StaticSTSCredentialsProvider.builder()
          .withAccessKeyId(id)
          .withAccessKeySecret(secret)
          .withSecurityToken(token)
          .build();
  return { ...vendorSource(name, timeoutsOf(settings), () => ({ provider })), isFixed: true };
}

/** @param name  of a profile of the Alibaba Cloud CLI. Default: its current one */
export function cliProfile(name: string | undefined, settings: Settings): Source {
  const title = name === undefined ? "the Alibaba Cloud CLI's current profile" : `CLI profile ${JSON.stringify(name)}`;
  return vendorSource(title, timeoutsOf(settings), async () => {
    if (isOn("ALIBABA_CLOUD_CLI_PROFILE_DISABLED"))
      throw new SourceFailed("CLI profiles are switched off: unset ALIBABA_CLOUD_CLI_PROFILE_DISABLED");
    const profile = await checkedProfile(name);
    return { provider: profileProvider(profile.name, settings), ...profile };
  });
}

/** The vendor's provider of profiles, which runs no command itself, neither for the profile nor for its `source_profile`. */
function profileProvider(name: string, settings: Settings): CredentialsProvider {
  type Open = (file: { readonly profiles: readonly CommandProfile[] }, name: string) => CredentialsProvider;
  const provider = vendor().CLIProfileCredentialsProvider.builder().withProfileName(name).build();
  const opening = provider as unknown as { getCredentialsProvider: Open };
  const open = opening.getCredentialsProvider.bind(provider);
  opening.getCredentialsProvider = (file, wanted) => {
    const profile = file.profiles.find((one) => one.name === wanted);
    return profile?.mode === "External"
      ? commandProvider(profile.process_command, timeoutsOf(settings).totalMs)
      : open(file, wanted);
  };
  return provider;
}

interface CommandProfile {
  readonly name: string;
  readonly mode: string;
  readonly process_command: string;
}

/** The vendor's default chain: the first source that gives a credential is the only one from then on. */
export function defaultChain(settings: Settings): Source {
  let found: Source | undefined;
  return {
    name: "the default chain of credential sources",
    async fetch() {
      if (found !== undefined) return found.fetch();
      const reasons: string[] = [];
      for (const source of chain(settings)) {
        try {
          const credential = await source.fetch();
          found = source;
          return credential;
        } catch (error) {
          if (!(error instanceof SourceFailed)) throw error;
          reasons.push(`${source.name}: ${error.message}`);
        }
      }
      throw new SourceFailed(reasons.join("; "));
    },
  };
}

/** Those sources of the chain that the environment does not rule out, in the vendor's order. */
function chain(settings: Settings): Source[] {
  const { env } = process;
  const ask = (name: string, build: () => CredentialsProvider) =>
    vendorSource(name, timeoutsOf(settings), () => ({ provider: build() }));
  const rows: readonly (readonly [isThere: boolean, source: Source])[] = [
    [
      Boolean(env.ALIBABA_CLOUD_OIDC_TOKEN_FILE),
      ask("OIDC (ALIBABA_CLOUD_OIDC_TOKEN_FILE)", () => vendor().OIDCRoleArnCredentialsProvider.builder().build()),
    ],
    [!isOn("ALIBABA_CLOUD_CLI_PROFILE_DISABLED"), cliProfile(undefined, settings)],
    [
      true,
      ask(`the credentials file ${credentialsFile()}`, () => vendor().ProfileCredentialsProvider.builder().build()),
    ],
    [
      !isOn("ALIBABA_CLOUD_ECS_METADATA_DISABLED"),
      ask("the ECS instance's RAM role", () => vendor().ECSRAMRoleCredentialsProvider.builder().build()),
    ],
    [
      Boolean(env.ALIBABA_CLOUD_CREDENTIALS_URI),
      ask("the URI in ALIBABA_CLOUD_CREDENTIALS_URI", () => {
        // Of anything else the vendor's provider asks this machine's own web server.
        if (!/^https?:\/\/./.test(env.ALIBABA_CLOUD_CREDENTIALS_URI ?? ""))
          throw new SourceFailed("it is no web address");
        return vendor().URICredentialsProvider.builder().build();
      }),
    ],
  ];
  return rows.flatMap(([isThere, source]) => (isThere ? [source] : []));
}

function credentialsFile(): string {
  return process.env.ALIBABA_CLOUD_CREDENTIALS_FILE || join(homedir(), ".alibabacloud", "credentials");
}
