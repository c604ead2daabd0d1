import type { Command } from "commander";
import { command } from "./common";
import type { Io } from "./io";
export function doctorCommand(_io: Io): Command {
  return command("doctor", "todo");
}
