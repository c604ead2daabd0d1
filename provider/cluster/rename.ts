import { properties } from "./properties";

/** Wire names that no program uses, with the names that programs use. Words of ordinary English stay as they are. */
const names = new Map(
  Object.entries(properties).flatMap(([name, { facts }]) => {
    const place = (facts.at as Record<string, unknown>).CreateCluster;
    return typeof place === "string" && place !== name && place !== "name" ? [[place, name]] : [];
  }),
);

/** ACK's message with a program's property names in it. */
export function rename(text: string): string {
  return text.replace(/\b[a-z]+(?:_[a-z]+)*\b/g, (word) => names.get(word) ?? word);
}
