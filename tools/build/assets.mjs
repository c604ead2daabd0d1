/** Copies what the compiler leaves out: the parts of the simulator's status page. */
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const names = readdirSync(join(root, "simulator"), { recursive: true, encoding: "utf8" });
for (const name of names.filter((file) => /\.(html|css|js)$/.test(file))) {
  const copy = join(root, "dist", "simulator", name);
  mkdirSync(dirname(copy), { recursive: true });
  copyFileSync(join(root, "simulator", name), copy);
}
