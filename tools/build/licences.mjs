/**
 * The notices of the packages that a bundle holds parts of, as their licences ask for.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const NOTICE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * @param {string} root  the repository
 * @param {Pick<import("esbuild").Metafile, "outputs">} metafile  what esbuild tells of its outputs
 * @param {string} holder  what the notices go with, and its verb: `pulumi-resource-ack-serverless, which holds`
 * @returns {string} for each package its name, version, licence, and its notices word for word
 * @throws {Error} for a package that tells no licence
 */
export function thirdPartyLicences(root, { outputs }, holder) {
  const used = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [folderOf(path)] : [])),
  );
  const folders = [...new Set(used)].filter((folder) => folder !== undefined).sort();
  const parts = folders.map((folder) => entry(join(root, folder)));
  return `This file goes with ${holder} parts of these ${parts.length} packages.\n\n${parts.join("\n")}`;
}

/** The package's own folder: the innermost one below a node_modules. */
function folderOf(path) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.replaceAll("\\", "/"))?.[0];
}

function entry(folder) {
  const { name, version, license, licenses, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const licence = license ?? licenses?.map(({ type }) => type).join(" OR ");
  if (typeof licence !== "string" || licence === "") throw new Error(`${name} tells no licence: it cannot be bundled`);
  const text =
    notices(folder) || section(folder) || (typeof author === "string" ? author : author?.name) || "It ships no notice.";
  return `${"-".repeat(80)}\n${name} ${version} (${licence})\n\n${text}\n`;
}

function notices(folder) {
  const files = readdirSync(folder).filter((file) => NOTICE.test(file));
  return files
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim())
    .join("\n\n");
}

/** Some packages have their licence in their README only. */
function section(folder) {
  const file = readdirSync(folder).find((name) => /^readme(\.md)?$/i.test(name));
  if (file === undefined) return "";
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n");
  return /^(#+ *licen[cs]e\b.*|licen[cs]e\n[-=]+)\n[\s\S]*/im.exec(text)?.[0].trim() ?? "";
}
