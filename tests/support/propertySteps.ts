import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = "CONTRIBUTING.md";

/** The steps of "Add a property", as the page for contributors numbers them. @throws Error when it has no such list */
export function propertySteps(): string[] {
  const text = readFileSync(join(__dirname, "..", "..", page), "utf8");
  const section = text.split(/^## /m).find((part) => part.startsWith("Add a property\n"));
  const steps = [...(section ?? "").matchAll(/^(\d+)\. (.+)$/gm)].map(([, , step]) => step as string);
  if (steps.length !== 5) throw new Error(`${page} has no five steps under "Add a property"`);
  return steps;
}

/**
 * Guards one of the five steps.
 *
 * @param left  what is still to be done, one line each
 * @throws Error that says what is left and quotes the step, when something is
 */
export function expectStepDone(step: 1 | 2 | 3 | 4 | 5, left: readonly string[]): void {
  if (left.length === 0) return;
  const words = propertySteps()[step - 1];
  throw new Error(`${left.join("\n")}\n\nNext, as in ${page}, "Add a property", step ${step}: ${words}`);
}
