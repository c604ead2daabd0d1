/** Where a command runs, with the Node that runs it. */
export interface Place {
  readonly cwd: string;
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A package manager: its npm package, its script, and how it installs a project with engine checks and without scripts. */
export interface Manager {
  readonly name: string;
  readonly spec: string;
  readonly script: string;
  /** @param cache  a folder that only this run uses, because Yarn 1 takes a tarball of a known version from its cache */
  readonly install: (cache: string) => readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: (cache: string, registry: string) => Readonly<Record<string, string>>;
}

export const managers: readonly Manager[] = [
  {
    name: "npm",
    spec: "npm@11",
    script: "npm/bin/npm-cli.js",
    install: (cache) => ["install", "--ignore-scripts", "--engine-strict", "--no-audit", "--no-fund", "--cache", cache],
  },
  {
    name: "pnpm",
    spec: "pnpm@10",
    script: "pnpm/bin/pnpm.cjs",
    install: (cache) => ["install", "--ignore-scripts", "--no-frozen-lockfile", "--store-dir", cache],
    files: { ".npmrc": "engine-strict=true\n" },
  },
  {
    name: "Yarn 1",
    spec: "yarn@1",
    script: "yarn/bin/yarn.js",
    install: (cache) => ["install", "--ignore-scripts", "--non-interactive", "--no-lockfile", "--cache-folder", cache],
  },
  {
    name: "Yarn 4",
    spec: "@yarnpkg/cli-dist@4",
    script: "@yarnpkg/cli-dist/bin/yarn.js",
    install: () => ["install", "--no-immutable"],
    files: {
      ".yarnrc.yml": "nodeLinker: node-modules\nenableScripts: false\nenableTelemetry: false\n",
      "yarn.lock": "",
    },
    env: (cache, registry) => ({ YARN_GLOBAL_FOLDER: cache, YARN_NPM_REGISTRY_SERVER: registry }),
  },
];
