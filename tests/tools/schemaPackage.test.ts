import { packageFacts } from "../../tools/generate/schemaPackage";

const manifest = { name: "pulumi-ack-serverless", version: "1.2.3" };

describe("the top level of the package schema", () => {
  test("points nowhere where package.json names no repository", () => {
    const facts = JSON.stringify(packageFacts(manifest));
    expect(facts).not.toMatch(/github/i);
    expect(packageFacts(manifest)).toMatchObject({
      keywords: expect.arrayContaining(["category/cloud", "kind/native"]),
      language: {
        nodejs: { packageName: "pulumi-ack-serverless" },
        go: { importBasePath: "example.com/pulumi-ack-serverless/sdk/go/ackserverless" },
        java: { basePackage: "com.example" },
      },
    });
  });

  test.each([
    "github:some-body/some.thing",
    "https://github.com/some-body/some.thing",
    "git+https://github.com/some-body/some.thing.git",
    { url: "git+https://github.com/some-body/some.thing.git" },
  ])("derives every place from the repository %j", (repository) => {
    expect(packageFacts({ ...manifest, repository })).toMatchObject({
      homepage: "https://github.com/some-body/some.thing",
      repository: "https://github.com/some-body/some.thing",
      publisher: "some-body",
      logoUrl: "https://raw.githubusercontent.com/some-body/some.thing/v1.2.3/docs/images/logo.svg",
      pluginDownloadURL: "github://api.github.com/some-body/some.thing",
      language: {
        go: { importBasePath: "github.com/some-body/some.thing/sdk/go/ackserverless" },
        java: { basePackage: "io.github.somebody" },
      },
    });
  });

  test("refuses a repository from which the CLI could not download the plugin", () => {
    expect(() => packageFacts({ ...manifest, repository: "gitlab:some/thing" })).toThrow(
      'package.json: "repository" must be "github:OWNER/NAME" or its https URL; got "gitlab:some/thing"',
    );
  });
});
