import { ownNames, type Setting, settingKey, settingRows } from "../../provider/ack/settings";
import { code, prose, table } from "./markdown";

/** The documentation of a setting in a program or a schema. */
export function settingDoc({ doc, standard, isSecret, environment = [] }: Setting): string {
  const variables = environment.map(code).join(", ");
  return [
    doc,
    ...(isSecret ? ["Stored as a secret in the state."] : []),
    ...(["boolean", "number"].includes(typeof standard) ? [`Default: ${code(String(standard))}.`] : []),
    ...(environment.length === 0
      ? []
      : [`Default: the ${environment.length > 1 ? "first set of the variables" : "variable"} ${variables}.`]),
  ].join(" ");
}

/** The interface of a `Provider`'s arguments. */
export function providerArgsSource(): string {
  const members = settingRows.map(
    ([name, setting]) => `  /** ${settingDoc(setting)} */\n  ${name}?: ${setting.kind.program} | undefined;`,
  );
  return `// Generated from the table of settings by "npm run generate". Do not edit.
import type { Input } from "./pulumi";

/** Settings of a \`Provider\`. An omitted setting comes from the environment, never from the stack's configuration. */
export interface ProviderArgs {
${members.join("\n")}
}
`;
}

const BLOCK = /(<!-- settings: (\w+) -->\n)[\s\S]*?(<!-- end of settings -->\n)/g;

/** A page whose tables of settings, between their markers, are replaced by current ones. */
export function withSettings(page: string): string {
  return page.replace(BLOCK, (_, begin: string, group: string, end: string) => {
    const rows = group === "plugin" ? pluginTable() : groupTable(group);
    return `${begin}\n${rows}\n\n${end}`;
  });
}

function groupTable(group: string): string {
  const rows = settingRows.filter(([, setting]) => setting.group === group);
  if (rows.length === 0) throw new Error(`no setting is in the group ${group}`);
  const isAccount = group === "account";
  return table(
    ["key", isAccount ? "environment" : "default", ""],
    rows.map(([name, { environment = [], standard, doc, note }]) => [
      code(settingKey(name)),
      isAccount ? environment.map(code).join(", ") : typeof standard === "object" ? "" : code(String(standard)),
      prose(note === undefined ? doc : `${doc} ${note}`),
    ]),
  );
}

/** The settings that the plugin reads, all in its own namespace. */
function pluginTable(): string {
  const shared = settingRows.filter(([, { isShared }]) => isShared);
  return table(
    ["key", "environment"],
    [
      ...shared.map(([name, { environment = [] }]) => [
        code(settingKey(name, "ack-serverless")),
        environment.map(code).join(", "),
      ]),
      [ownNames.map((name) => code(settingKey(name))).join(", "), ""],
    ],
  );
}
