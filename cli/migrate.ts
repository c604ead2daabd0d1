import type { Command } from "commander";
import { command } from "./common";
import type { Io } from "./io";
export function migrateCommand(_io: Io): Command {
  return command("migrate", "todo");
}
