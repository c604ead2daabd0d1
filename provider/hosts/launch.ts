import { join } from "node:path";
import { codeCacheFolder, runWithCodeCache } from "./codeCache";

// The plugin's script stands beside this one.
runWithCodeCache(join(__dirname, "plugin.cjs"), codeCacheFolder(process.env));
