/** What the package schema takes from package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** Where releases are published from, such as `github:owner/name`. */
  readonly repository?: string | { readonly url: string };
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The top level of the package schema: its name, where it comes from, and its names in each language.
 *
 * Everything that names a place on the Internet follows from `repository` in package.json, so that a clone or a fork
 * without one points nowhere: it then has no homepage, and its SDK for Go is a module of the reserved name example.com.
 */
export function packageFacts({ name, version, repository }: Manifest): Json {
  const place = placeOf(repository);
  return {
    name: "ack-serverless",
    displayName: "Alibaba Cloud ACK Serverless",
    version,
    description: "Alibaba Cloud ACK Serverless clusters, from creation to deletion.",
    keywords: [
      "pulumi",
      "alibaba cloud",
      "alicloud",
      "ack",
      "kubernetes",
      "serverless",
      "category/cloud",
      "kind/native",
    ],
    ...(place && {
      homepage: `https://github.com/${place.path}`,
      repository: `https://github.com/${place.path}`,
      publisher: place.owner,
      logoUrl: `https://raw.githubusercontent.com/${place.path}/v${version}/docs/images/logo.svg`,
      pluginDownloadURL: `github://api.github.com/${place.path}`,
    }),
    license: "Apache-2.0",
    attribution: "",
    language: languages(name, place),
  };
}

interface Place {
  readonly owner: string;
  readonly path: string;
}

/** @throws Error for a repository that is not on GitHub, where the Pulumi CLI could not find the plugin's archives. */
function placeOf(repository: Manifest["repository"]): Place | undefined {
  if (repository === undefined) return undefined;
  const text = typeof repository === "string" ? repository : repository.url;
  const [, owner, name] =
    /^(?:github:|(?:git\+)?https:\/\/github\.com\/)([\w.-]+)\/([\w.-]+?)(?:\.git)?$/.exec(text) ?? [];
  if (owner === undefined)
    throw new Error(`package.json: "repository" must be "github:OWNER/NAME" or its https URL; got "${text}"`);
  return { owner, path: `${owner}/${name}` };
}

function languages(npmName: string, place: Place | undefined): Json {
  const module = `${place ? `github.com/${place.path}` : `example.com/${npmName}`}/sdk/go`;
  const owner = place?.owner.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return {
    // The npm package is the SDK for TypeScript: code that "pulumi import" prints uses its namespace "plugin".
    nodejs: { packageName: npmName, moduleToPackage: { index: "plugin" }, respectSchemaVersion: true },
    python: { packageName: "pulumi_ack_serverless", respectSchemaVersion: true, pyproject: { enabled: true } },
    go: {
      importBasePath: `${module}/ackserverless`,
      respectSchemaVersion: true,
      generateResourceContainerTypes: true,
    },
    // On NuGet, names that begin with "Pulumi." are reserved for Pulumi's own packages.
    csharp: {
      rootNamespace: "PulumiAck",
      namespaces: { "ack-serverless": "Serverless" },
      packageReferences: { Pulumi: "3.*" },
      respectSchemaVersion: true,
    },
    java: {
      basePackage: owner === undefined ? "com.example" : `io.github.${owner}`,
      packages: { "ack-serverless": "ackserverless" },
      buildFiles: "gradle",
    },
  };
}
