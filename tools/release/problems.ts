import * as semver from "semver";

export interface Candidate {
  readonly manifest: { readonly name: string; readonly version: string; readonly repository?: unknown };
  /** The tag that the release is made from. */
  readonly tag: string;
  /** CHANGELOG.md */
  readonly changelog: string;
  /** The version that the generated plugin schema names. */
  readonly schemaVersion: string;
  /** Where the generated plugin schema says that the package comes from. */
  readonly schemaRepository: string | undefined;
  /** The versions whose states are recorded in tests/state/versions. */
  readonly recorded: readonly string[];
}

/** What must be fixed before a version can be released, with how to fix it; empty if the version is ready. */
export function problems({ manifest, tag, changelog, schemaVersion, schemaRepository, recorded }: Candidate): string[] {
  const { version } = manifest;
  const section = sectionOf(changelog, version);
  const toCome = sectionOf(changelog, "Unreleased");
  const found: readonly (string | false)[] = [
    semver.valid(version) !== version && `package.json: "${version}" is no version`,
    tag !== `v${version}` && `the tag is ${tag} and package.json says ${version}: the tag must be v${version}`,
    manifest.repository === undefined &&
      'package.json names no "repository", which npm asks of a package with provenance',
    section === undefined &&
      `CHANGELOG.md has no "## [${version}] - YYYY-MM-DD": give what is under "Unreleased" that heading`,
    section !== undefined &&
      !/^## \[[^\]]+\] - \d{4}-\d{2}-\d{2}$/m.test(section) &&
      `CHANGELOG.md: [${version}] has no date`,
    section !== undefined && !/^- /m.test(section) && `CHANGELOG.md: [${version}] says nothing`,
    section !== undefined && /^- /m.test(toCome ?? "") && 'CHANGELOG.md: something is left under "Unreleased"',
    schemaVersion !== version && `provider/schema.json is of ${schemaVersion}: run "npm run generate"`,
    manifest.repository !== undefined &&
      schemaRepository === undefined &&
      'provider/schema.json names no repository: run "npm run generate"',
    !recorded.includes(version) && `tests/state/versions has no ${version}: run "npx tsx tests/state/record.ts"`,
  ];
  return found.filter((problem) => problem !== false);
}

/** The section of one version in a changelog, with its heading. */
export function sectionOf(changelog: string, version: string): string | undefined {
  return changelog
    .split(/^(?=## )/m)
    .find((part) => part.startsWith(`## [${version}]`))
    ?.trim();
}
