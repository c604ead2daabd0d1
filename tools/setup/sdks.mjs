/**
 * The plugin's SDKs for Go and Python, and what the tests run with them, below .work: only tests run such programs.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goEnvironment, languages, readSchema, wheelIn } from "../sdks/languages.mjs";
import { ensureCodegen } from "./codegen.mjs";
import { run } from "./command.mjs";

/** What the SDKs and the tests' programs are made of. */
const sources = [
  "provider/schema.json",
  "tools/sdks/languages.mjs",
  "tools/setup/sdks.mjs",
  "tools/setup/pulumi-cli/go.mod",
  "tools/setup/pulumi-cli/codegen/main.go",
  "examples/quickstart-go/go.mod",
  "examples/quickstart-go/program.go",
  "tests/engine/go/life.go",
];

/**
 * @param {string} repository
 * @param {string | undefined} python  the interpreter that has Pulumi's SDK
 * @param {{ note(text: string): void, progress(text: string): void }} report
 * @returns {Promise<{ codegen?: string, go?: string, python?: string }>} the generators, the Go program of the tests, and
 *   the interpreter that has the SDK
 */
export async function ensureSdks(repository, python, report) {
  const codegen = await ensureCodegen(repository, report);
  if (codegen === undefined) {
    report.note("no Go: the tests of the SDKs are skipped");
    return {};
  }
  const folder = join(repository, ".work", "sdks");
  const program = join(folder, "life", process.platform === "win32" ? "life.exe" : "life");
  const found = { codegen, go: program, python };
  const stamp = join(folder, "built.txt");
  const digest = createHash("sha256").update(python ?? "");
  for (const file of sources) digest.update(readFileSync(join(repository, file)));
  // The interpreter's environment is made anew where Pulumi's SDK changes, and then lacks this one.
  const environment = python && readFileSync(join(repository, ".work", "python", "installed.txt"));
  const wanted = digest.update(environment ?? "").digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    report.note("up to date");
    return found;
  }
  const tools = { repository, codegen, python, pulumi: "pulumi" };
  report.progress("building the SDK for Go");
  await languages.go.build(tools, join(folder, "go"));
  report.progress("building a program with it");
  await buildGoProgram(repository, folder, program);
  if (python !== undefined) {
    report.progress("building the SDK for Python");
    await languages.python.build(tools, join(folder, "python"));
    const quiet = ["--quiet", "--disable-pip-version-check", "--force-reinstall"];
    const wheel = wheelIn(join(folder, "python"));
    await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel]);
    // A wheel of the same version is not installed again, whatever is in it.
    await run(python, ["-m", "pip", "install", ...quiet, "--no-deps", wheel]);
  }
  writeFileSync(stamp, wanted);
  report.note(python === undefined ? "Go" : "Go, Python");
  return found;
}

/** The program of the example beside the tests' own main function, with the SDK in place of its published module. */
async function buildGoProgram(repository, folder, program) {
  const life = join(folder, "life");
  rmSync(life, { recursive: true, force: true });
  mkdirSync(life, { recursive: true });
  const example = join(repository, "examples", "quickstart-go");
  const { language } = readSchema(repository);
  const published = language.go.importBasePath;
  for (const source of [join(example, "program.go"), join(repository, "tests", "engine", "go", "life.go")]) {
    const text = readFileSync(source, "utf8").replace(/"[^"]*\/sdk\/go\/ackserverless"/, JSON.stringify(published));
    writeFileSync(join(life, source.endsWith("life.go") ? "life.go" : "program.go"), text);
  }
  const module = published.replace(/\/[^/]+$/, "");
  const required = readFileSync(join(example, "go.mod"), "utf8").replace(/^\t\S+\/sdk\/go v/m, `\t${module} v`);
  writeFileSync(join(life, "go.mod"), `${required}\nreplace ${module} => ../go\n`);
  await run("go", ["build", "-o", program, "."], { cwd: life, env: goEnvironment });
}
