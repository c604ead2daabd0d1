/** Copies what the compiler leaves out: the parts of the simulator's status page. */
import { copyFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const from = join(root, "simulator", "page");
for (const name of readdirSync(from).filter((file) => /\.(html|css|js)$/.test(file)))
  copyFileSync(join(from, name), join(root, "dist", "simulator", "page", name));
