import { invalid } from "./refusal";

interface Exclusion {
  readonly name: string;
  readonly scope: "NoOperations" | "NoUpgrades" | "NoMinorUpgrades" | "NoCVEPatch";
  readonly start_time: string;
  readonly end_time: string;
  readonly description?: string | undefined;
}

const NAME = /^[0-9A-Za-z\p{Script=Han}][0-9A-Za-z\p{Script=Han}_-]{0,62}$/u;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const DAY_MS = 24 * 3_600_000;

/** The rules of `MaintenanceWindow.exclusions` (SDK model for Python, 7.2.3), at a time in milliseconds since 1970. */
export function checkExclusions(
  at: string,
  window: { readonly exclusions?: readonly Exclusion[] | undefined; readonly maintenance_time?: string | undefined },
  nowMs: number,
): void {
  const { exclusions = [], maintenance_time: opens } = window;
  if (exclusions.length > 10) throw invalid(at, "at most 10 exclusions");
  if (exclusions.filter(({ scope }) => scope === "NoOperations" || scope === "NoUpgrades").length > 3) {
    throw invalid(at, "at most 3 exclusions of NoOperations and NoUpgrades");
  }
  exclusions.forEach((exclusion, index) => {
    const fault = (name: string, why: string) => invalid(`${at}[${index}].${name}`, why);
    const { name, scope, start_time: start, end_time: end, description = "" } = exclusion;
    if (!NAME.test(name)) throw fault("name", "1 to 63 letters, digits, Chinese characters, _ and -");
    if (exclusions.findIndex((one) => one.name === name) !== index) throw fault("name", "the name occurs twice");
    if (description.length > 128 || /[\u{10000}-\u{10FFFF}]/u.test(description)) {
      throw fault("description", "at most 128 characters, none of 4 bytes");
    }
    if (!TIME.test(start)) throw fault("start_time", "write RFC 3339");
    if (!TIME.test(end)) throw fault("end_time", "write RFC 3339");
    const length = Date.parse(end) - Date.parse(start);
    const most = scope === "NoMinorUpgrades" ? 180 : 30;
    if (length <= 0 || Date.parse(end) <= nowMs) throw fault("end_time", "later than start_time and than now");
    if (length > most * DAY_MS) throw fault("end_time", `at most ${most} days after start_time`);
    const offsets = new Set([start, end, ...(opens === undefined ? [] : [opens])].map(offset));
    if (offsets.size > 1) throw fault("start_time", "the same UTC offset as end_time and maintenance_time");
  });
}

function offset(time: string): string {
  return time.endsWith("Z") ? "+00:00" : time.slice(-6);
}
