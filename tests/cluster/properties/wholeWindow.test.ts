import {
  contraryRule,
  isOvertakenRule,
  recordedWithoutOvertaken,
  type WindowChange,
  wholeWindow,
} from "../../../provider/cluster/properties/features/wholeWindow";

const sale = {
  name: "sale",
  scope: "NoUpgrades",
  startTime: "2099-11-01T00:00:00+08:00",
  endTime: "2099-11-30T00:00:00+08:00",
} as const;
const wire = { name: "sale", scope: "NoUpgrades", start_time: sale.startTime, end_time: sale.endTime };
const past = { ...wire, name: "past", start_time: "2020-11-01T00:00:00Z", end_time: "2020-11-02T00:00:00Z" };
const strange = [
  { ...wire, end_time: "the end of November" },
  { ...wire, start_time: 4_097_491_200, end_time: 4_099_996_800 },
  { ...wire, recurrence: "FREQ=YEARLY" },
  { period: "2099-11" },
  "2099-11",
];

const FORTNIGHT = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH";

test.each<[string, WindowChange["wanted"], unknown, object]>([
  ["nothing of a cluster without a window", { duration: "3h" }, undefined, { duration: "3h" }],
  ["nothing of what is empty", { duration: "3h" }, { maintenance_time: "", weekly_period: "" }, { duration: "3h" }],
  [
    "all that the program leaves out",
    { duration: "3h" },
    {
      enable: false,
      maintenance_time: "03:00:00Z",
      duration: "5h",
      recurrence: "FREQ=WEEKLY",
      exclusions: [wire, past],
    },
    { duration: "3h", maintenance_time: "03:00:00Z", recurrence: "FREQ=WEEKLY", exclusions: [wire] },
  ],
  ["no exclusions where the program wants none", { exclusions: [] }, { exclusions: [wire] }, { exclusions: [] }],
  [
    "exclusions that cannot be read",
    { duration: "3h" },
    { exclusions: strange },
    { duration: "3h", exclusions: strange },
  ],
  [
    "the exclusions that a program cannot name, beside those that it lists",
    { exclusions: [{ ...sale, name: "b" }] },
    { exclusions: [wire, ...strange] },
    { exclusions: [{ ...wire, name: "b" }, strange[1], strange[3], strange[4]] },
  ],
  [
    "no times where the window is switched off",
    { enabled: false },
    {
      enable: true,
      maintenance_time: "03:00:00Z",
      weekly_period: "Monday",
      recurrence: "FREQ=WEEKLY",
      exclusions: [wire],
    },
    { enable: false, recurrence: "FREQ=WEEKLY", exclusions: [wire] },
  ],
])("a changed window takes along %s", (_, wanted, reported, expected) => {
  expect(wholeWindow({ wanted, reported, written: undefined })).toEqual({ enable: true, ...expected });
});

const thursday = { weekly_period: "Thursday", recurrence: FORTNIGHT };

test.each<[string, WindowChange, object]>([
  [
    "a rule of the program's own repeats the days that the program sets in place of it",
    { wanted: { weeklyPeriod: ["Friday", "Monday"] }, reported: thursday, written: { recurrence: FORTNIGHT } },
    { weekly_period: "Friday,Monday", recurrence: "FREQ=WEEKLY;BYDAY=MO,FR" },
  ],
  [
    "a rule that the program wrote, and that is gone, does not come back",
    {
      wanted: { weeklyPeriod: ["Monday"] },
      reported: { weekly_period: "Thursday" },
      written: { recurrence: FORTNIGHT },
    },
    { weekly_period: "Monday" },
  ],
  [
    "a rule that only repeats the days repeats the new ones",
    {
      wanted: { weeklyPeriod: ["Monday"] },
      reported: { weekly_period: "Thursday", recurrence: "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH" },
      written: { weeklyPeriod: ["Thursday"] },
    },
    { weekly_period: "Monday", recurrence: "FREQ=WEEKLY;BYDAY=MO" },
  ],
  [
    "a rule of the console's stays beside the days",
    { wanted: { weeklyPeriod: ["Monday"] }, reported: thursday, written: { weeklyPeriod: ["Thursday"] } },
    { weekly_period: "Monday", recurrence: FORTNIGHT },
  ],
  [
    "days of the program's own repeat the rule that the program sets in place of them",
    {
      wanted: { recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU" },
      reported: { weekly_period: "Monday" },
      written: { weeklyPeriod: ["Monday"] },
    },
    { weekly_period: "Tuesday,Sunday", recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU" },
  ],
  [
    "days stay beside a rule that names none",
    {
      wanted: { recurrence: "FREQ=WEEKLY;INTERVAL=2" },
      reported: { weekly_period: "Monday" },
      written: { weeklyPeriod: ["Monday"] },
    },
    { weekly_period: "Monday", recurrence: "FREQ=WEEKLY;INTERVAL=2" },
  ],
  [
    "days that the program did not set stay beside its rule",
    { wanted: { recurrence: FORTNIGHT }, reported: { weekly_period: "Monday" }, written: undefined },
    { weekly_period: "Monday", recurrence: FORTNIGHT },
  ],
  [
    "a program that sets both has both",
    {
      wanted: { weeklyPeriod: ["Monday"], recurrence: FORTNIGHT },
      reported: { weekly_period: "Friday", recurrence: "FREQ=WEEKLY" },
      written: { weeklyPeriod: ["Friday"], recurrence: "FREQ=WEEKLY" },
    },
    { weekly_period: "Monday", recurrence: FORTNIGHT },
  ],
])("%s", (_, change, expected) => {
  expect(wholeWindow(change)).toEqual({ enable: true, ...expected });
});

const days = (weeklyPeriod: "Monday" | "Thursday") => ({ weeklyPeriod: [weeklyPeriod] });

test.each<[string, WindowChange, { contrary?: string; overtaken: boolean }]>([
  [
    "of others, beside changed days",
    { wanted: days("Monday"), reported: thursday, written: days("Thursday") },
    { contrary: FORTNIGHT, overtaken: false },
  ],
  [
    "of others, beside the same days",
    { wanted: { ...days("Monday"), duration: "5h" }, reported: thursday, written: days("Monday") },
    { overtaken: false },
  ],
  [
    "of the program's, in place of which it wants days",
    { wanted: days("Thursday"), reported: thursday, written: { recurrence: FORTNIGHT } },
    { overtaken: true },
  ],
  [
    "that says no more than the days",
    {
      wanted: days("Thursday"),
      reported: { weekly_period: "Thursday", recurrence: "FREQ=WEEKLY;BYDAY=TH" },
      written: { recurrence: FORTNIGHT },
    },
    { overtaken: false },
  ],
  [
    "that the program still wants",
    { wanted: { recurrence: FORTNIGHT }, reported: thursday, written: { recurrence: FORTNIGHT } },
    { overtaken: false },
  ],
])("a rule %s", (_, change, { contrary, overtaken }) => {
  expect(contraryRule(change)).toBe(contrary);
  expect(isOvertakenRule(change)).toBe(overtaken);
});

const both = { duration: "3h", weeklyPeriod: ["Monday"], recurrence: FORTNIGHT };
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test.each<[string, unknown, unknown, unknown]>([
  ["the days, which its rule stands against", both, days("Monday"), { duration: "3h", recurrence: FORTNIGHT }],
  ["the rule, which its days stand against", both, { recurrence: FORTNIGHT }, { duration: "3h", ...days("Monday") }],
  ["nothing where the program still writes both", both, both, both],
  [
    "nothing where the rule that stays names no days",
    { ...both, recurrence: "FREQ=WEEKLY" },
    { recurrence: "FREQ=WEEKLY" },
    { ...both, recurrence: "FREQ=WEEKLY" },
  ],
  ["nothing where the program no longer writes the window", both, undefined, both],
  ["nothing where a wanted value is unknown", both, { weeklyPeriod: [unknown] }, both],
  [
    "nothing where the state holds no rule",
    { ...both, recurrence: "weekly" },
    days("Monday"),
    { ...both, recurrence: "weekly" },
  ],
  [
    "nothing where the state holds no days",
    { ...both, weeklyPeriod: "Monday" },
    days("Monday"),
    { ...both, weeklyPeriod: "Monday" },
  ],
  ["nothing where the state holds no window", "Monday", days("Monday"), "Monday"],
])("a preview leaves out of the recorded window %s", (_, recorded, wanted, expected) => {
  expect(recordedWithoutOvertaken(recorded, wanted)).toEqual(expected);
});
