import { isDeepStrictEqual } from "node:util";
import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { copies } from "../../cluster/state/facts";
import { currentName, withCurrentNames } from "../../cluster/state/formerNames";
import { isObject, unknown } from "../../table/values";

/** Pulumi's marks of special values. Source: `sdk/go/common/resource/properties.go`. */
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";
const referenceMark = "5cf8f73096256a8f31e491e813e4eb8e";
const outputMark = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/**
 * Where a value is secret: all of it, or in some of its parts. A list keeps what it was read from, because an index
 * means the same only in an equal list.
 */
export type Secrecy =
  | "whole"
  | { readonly fields: ReadonlyMap<string, Secrecy> }
  | { readonly items: ReadonlyMap<number, Secrecy>; readonly list: readonly unknown[] };

/** Properties as the provider works with them, and what in them is secret, by property. */
export interface Decoded {
  readonly values: Readonly<Record<string, unknown>>;
  readonly secrets: ReadonlyMap<string, Secrecy>;
}

/**
 * For the plugin's process: takes the accessor of prototypes off, as Node's `--disable-proto=delete` does. google-protobuf
 * keeps the fields of a message in a plain object, and would lose one that is named "__proto__", as a tag may be.
 */
export function takeProtoAsKey(): void {
  Reflect.deleteProperty(Object.prototype, "__proto__");
}

/** Properties from the wire, with secrets unwrapped. */
export function decode(struct: Struct | undefined): Decoded {
  const values: Record<string, unknown> = {};
  const secrets = new Map<string, Secrecy>();
  struct?.getFieldsMap().forEach((wire: Value, name: string) => {
    const { value, secrecy } = decodeValue(wire);
    values[name] = value;
    if (secrecy !== undefined) secrets.set(name, secrecy);
  });
  return { values, secrets };
}

/** Recorded properties, with the current names. */
export function decodeRecorded(struct: Struct | undefined): Decoded {
  const { values, secrets } = decode(struct);
  return {
    values: withCurrentNames(values),
    secrets: new Map([...secrets].map(([property, secrecy]) => [property, withCurrentFields(property, secrecy)])),
  };
}

function withCurrentFields(property: string, secrecy: Secrecy): Secrecy {
  if (secrecy === "whole" || !("fields" in secrecy)) return secrecy;
  return { fields: new Map([...secrecy.fields].map(([field, part]) => [currentName(property, field), part])) };
}

interface DecodedValue {
  readonly value: unknown;
  readonly secrecy: Secrecy | undefined;
}

function decodeValue(wire: Value): DecodedValue {
  switch (wire.getKindCase()) {
    case Value.KindCase.STRUCT_VALUE:
      return decodeObject(wire.getStructValue() as Struct);
    case Value.KindCase.LIST_VALUE:
      return decodeList((wire.getListValue() as ListValue).getValuesList());
    case Value.KindCase.STRING_VALUE:
      return plain(wire.getStringValue());
    case Value.KindCase.NUMBER_VALUE:
      return plain(wire.getNumberValue());
    case Value.KindCase.BOOL_VALUE:
      return plain(wire.getBoolValue());
    default:
      return plain(null);
  }
}

function plain(value: unknown): DecodedValue {
  return { value, secrecy: undefined };
}

function decodeList(wires: readonly Value[]): DecodedValue {
  const decoded = wires.map(decodeValue);
  const list = decoded.map(({ value }) => value);
  const items = new Map(decoded.flatMap(({ secrecy }, index) => (secrecy === undefined ? [] : [[index, secrecy]])));
  return { value: list, secrecy: items.size === 0 ? undefined : { items, list } };
}

function decodeObject(struct: Struct): DecodedValue {
  const { values, secrets } = decode(struct);
  switch (values[signature]) {
    case secretMark:
      return { value: values.value, secrecy: "whole" };
    case referenceMark:
      // A resource where a value is expected stands for its id, as it does in the engine itself.
      return plain(values.id === undefined ? values.urn : values.id === "" ? unknown : values.id);
    case outputMark:
      return { value: values.value ?? unknown, secrecy: values.secret === true ? "whole" : secrets.get("value") };
    default:
      return { value: values, secrecy: secrets.size === 0 ? undefined : { fields: secrets } };
  }
}

/**
 * Properties for the wire. A property is secret where `secrets` says so; where a value has changed its form since, it
 * is secret as a whole. `undefined` is omitted.
 */
export function encode(
  values: Readonly<Record<string, unknown>>,
  secrets: ReadonlyMap<string, Secrecy> = new Map(),
): Struct {
  const struct = new Struct();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) struct.getFieldsMap().set(name, encodeValue(value, secrets.get(name)));
  }
  return struct;
}

function encodeValue(value: unknown, secrecy: Secrecy | undefined): Value {
  if (secrecy === undefined) return encodePlain(value);
  if (secrecy !== "whole" && "fields" in secrecy && isObject(value)) return structValue(encode(value, secrecy.fields));
  if (secrecy !== "whole" && "items" in secrecy && isDeepStrictEqual(value, secrecy.list)) {
    return listValue(secrecy.list.map((item, index) => encodeValue(item, secrecy.items.get(index))));
  }
  return structValue(encode({ [signature]: secretMark, value }));
}

function encodePlain(value: unknown): Value {
  const wire = new Value();
  if (value === null || value === undefined) wire.setNullValue(NullValue.NULL_VALUE);
  else if (typeof value === "string") wire.setStringValue(value);
  else if (typeof value === "number") wire.setNumberValue(value);
  else if (typeof value === "boolean") wire.setBoolValue(value);
  else if (Array.isArray(value)) return listValue(value.map(encodePlain));
  else if (isObject(value)) return structValue(encode(value));
  else throw new Error(`a ${typeof value} cannot be handed to the engine`);
  return wire;
}

function structValue(struct: Struct): Value {
  const wire = new Value();
  wire.setStructValue(struct);
  return wire;
}

function listValue(values: Value[]): Value {
  const list = new ListValue();
  list.setValuesList(values);
  const wire = new Value();
  wire.setListValue(list);
  return wire;
}

/** Which properties are secret: the newer ones decide for those that they hold, the older ones for all others. */
export function secretsOf(newer: Decoded, older: Decoded): ReadonlyMap<string, Secrecy> {
  const others = [...older.secrets].filter(([name]) => (newer.values[name] ?? null) === null);
  return new Map([...others, ...newer.secrets]);
}

/** The same secrecy for the copies of properties that outputs keep under hidden names. */
export function withCopies(secrets: ReadonlyMap<string, Secrecy>): ReadonlyMap<string, Secrecy> {
  return secrets.size === 0 ? secrets : new Map([...secrets, [copies, { fields: secrets }]]);
}

/** The properties that are to be secret, and that are recorded with something of it in plain text. */
export function exposed(secrets: ReadonlyMap<string, Secrecy>, recorded: Decoded): string[] {
  return [...secrets.keys()].filter((name) =>
    isExposed(recorded.values[name], secrets.get(name), recorded.secrets.get(name)),
  );
}

function isExposed(value: unknown, wanted: Secrecy | undefined, recorded: Secrecy | undefined): boolean {
  if (value === undefined || wanted === undefined || recorded === "whole") return false;
  if (wanted === "whole") return true;
  if ("items" in wanted) {
    const items = recorded !== undefined && "items" in recorded ? recorded.items : undefined;
    return [...wanted.items].some(([index, part]) => isExposed(wanted.list[index], part, items?.get(index)));
  }
  // A value of another form than the program's is secret as a whole.
  if (!isObject(value)) return true;
  const fields = recorded !== undefined && "fields" in recorded ? recorded.fields : undefined;
  return [...wanted.fields].some(([name, part]) => isExposed(value[name], part, fields?.get(name)));
}

/** The values in properties that are secret, whole or in part. */
export function secretValues({ values, secrets }: Decoded): unknown[] {
  return [...secrets].flatMap(([name, secrecy]) => secretParts(values[name], secrecy));
}

function secretParts(value: unknown, secrecy: Secrecy): unknown[] {
  if (secrecy === "whole") return [value];
  if ("items" in secrecy) return [...secrecy.items].flatMap(([index, part]) => secretParts(secrecy.list[index], part));
  const fields = isObject(value) ? value : {};
  return [...secrecy.fields].flatMap(([name, part]) => secretParts(fields[name], part));
}
