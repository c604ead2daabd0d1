import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { parse } from "yaml";

const root = join(__dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** Files below a folder, by their path in the repository. */
function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name));
}

/** The API's pages stand here only once they have been generated. */
const isGenerated = (page: string) => page.startsWith(join("docs", "api", sep));

const workflows = filesIn(".github/workflows", /\.ya?ml$/);
const pages = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", ".github/pull_request_template.md", ".ci/run"],
  ...["docs", "decisions", "simulator"].flatMap((folder) => filesIn(folder, /\.md$/)),
].filter((page) => !isGenerated(page));

/** What of a text names something in the repository that is not there. */
function missing(text: string): string[] {
  const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name as string);
  const commands = named(/\bnpm run (?:--?[\w-]+ )*([\w:-]+)/g).filter((name) => !(name in scripts));
  const files = named(/\b(?:node|tsx) (?:--?\S+ )*((?:tools|tests|bench)\/[\w./-]+\w)/g).filter(
    (path) => !existsSync(join(root, path)),
  );
  const tests = [...text.matchAll(/\bnpx jest ((?:tests\/[\w./-]+ ?)+)/g)]
    .flatMap(([, paths]) => String(paths).trim().split(" "))
    .filter((path) => !filesIn("tests", /\.test\.ts$/).some((file) => file.startsWith(path)));
  return [...commands.map((name) => `npm run ${name}`), ...files, ...tests];
}

test("commands, scripts and tests that do not exist are found", () => {
  expect(missing("`npm run -s gone`, npm run check, npx tsx tests/gone.ts, npx jest tests/gone tests/cluster")).toEqual(
    ["npm run gone", "tests/gone.ts", "tests/gone"],
  );
});

test.each(pages)("%s names only commands, scripts and tests that are there", (page) => {
  expect(missing(read(page))).toEqual([]);
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Workflow {
  readonly name?: string;
  readonly on?: object;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly "runs-on"?: string;
        readonly "timeout-minutes"?: number;
        readonly permissions?: Readonly<Record<string, string>>;
        readonly steps: Step[];
      }
    >
  >;
}

describe.each(workflows)("%s", (path) => {
  const workflow: Workflow = parse(read(path));
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test("can read only, unless a job says more, and ends by itself", () => {
    expect(workflow).toMatchObject({
      name: expect.any(String),
      on: expect.anything(),
      permissions: { contents: "read" },
    });
    expect(Object.values(workflow.jobs).length).toBeGreaterThan(0);
    for (const job of Object.values(workflow.jobs))
      expect(job).toMatchObject({ "runs-on": expect.any(String), "timeout-minutes": expect.any(Number) });
  });

  test("does nothing but call what is in the repository, and actions pinned to a commit", () => {
    for (const { uses, run } of steps) {
      if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      else expect(run).toMatch(/^(npm (ci|run|test)\b.*|\.ci\/run)$/);
      expect(missing(run ?? "")).toEqual([]);
    }
  });

  test("gives the right to publish only to the job that publishes, and that job runs no test", () => {
    for (const [name, { permissions = {}, steps: own }] of Object.entries(workflow.jobs)) {
      if (name === "publish") expect(own.some(({ run }) => /\.ci\/run|npm test/.test(run ?? ""))).toBe(false);
      else expect(permissions).toEqual({});
    }
  });

  test("holds no text of others in a command", () => {
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });
});

test("the script that workflows call can be run", () => {
  expect(statSync(join(root, ".ci", "run")).mode & 0o111).not.toBe(0);
});

test("dependency updates cover every package in the repository", () => {
  const { updates } = parse(read(".github/dependabot.yml")) as {
    updates: { "package-ecosystem": string; directory?: string; directories?: string[] }[];
  };
  const places = updates.flatMap(({ "package-ecosystem": kind, directory, directories = [] }) =>
    [...directories, ...(directory === undefined ? [] : [directory])].map((place) => `${kind} ${place}`),
  );
  const modules = ["tools", "tests"]
    .flatMap((folder) => filesIn(folder, /go\.mod$/))
    .map((path) => `gomod /${path.replace(/\/go\.mod$/, "")}`);
  expect(places.sort()).toEqual(["github-actions /", ...modules, "npm /"].sort());
});

test.each(filesIn(".github/ISSUE_TEMPLATE", /\.yml$/).filter((path) => !path.endsWith("config.yml")))(
  "%s is a form whose fields have names of their own",
  (path) => {
    const form = parse(read(path)) as { name: string; description: string; body: { type: string; id?: string }[] };
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const ids = form.body.filter(({ type }) => type !== "markdown").map(({ id }) => id);
    expect(ids.every((id) => id !== undefined)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  },
);

test("the changelog is kept as it says: newest first, each version with its date, changes under their kinds", () => {
  const headings = [...read("CHANGELOG.md").matchAll(/^(##+) (.+)$/gm)].map(([, level, text]) => [level, text]);
  const versions = headings.filter(([level]) => level === "##").map(([, text]) => String(text));
  expect(versions[0]).toBe("[Unreleased]");
  for (const version of versions.slice(1)) expect(version).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
  const dates = versions.slice(1).map((version) => version.split(" - ")[1]);
  expect(dates).toEqual([...dates].sort().reverse());
  for (const [, kind] of headings.filter(([level]) => level !== "##"))
    expect(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]).toContain(kind);
});
