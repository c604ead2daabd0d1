import { ownNames, type Setting, settingKey, settingRows } from "../../provider/ack/settings";
import { code, prose, table } from "./markdown";

/** What a reader of a program or a schema is told of a setting. */
export function settingDoc({ doc, standard, isSecret, environment = [] }: Setting): string {
  const variables = environment.map(code).join(", ");
  return [
    doc,
    ...(isSecret ? ["Kept secret in the state."] : []),
    ...(["boolean", "number"].includes(typeof standard) ? [`Default: ${code(String(standard))}.`] : []),
    ...(environment.length === 0
      ? []
      : [`Default: the ${environment.length > 1 ? "first set of the variables" : "variable"} ${variables}.`]),
  ].join(" ");
}

/** The interface that programs write a `Provider`'s arguments by. */
export function providerArgsSource(): string {
  const members = settingRows.map(
    ([name, setting]) => `  /** ${settingDoc(setting)} */\n  ${name}?: ${setting.kind.program} | undefined;`,
  );
  return `// Generated from the table of settings by "npm run generate". Do not edit.
import type { Input } from "@pulumi/pulumi";

/** Settings of a \`Provider\`. What is left out comes from the environment, never from the stack's configuration. */
export interface ProviderArgs {
${members.join("\n")}
}
`;
}

const BLOCK = /(<!-- settings: (\w+) -->\n)[\s\S]*?(<!-- end of settings -->\n)/g;

/** A page with the tables of settings between its markers as the table of settings has them. */
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

/** What a plugin reads: all under its own namespace. */
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
