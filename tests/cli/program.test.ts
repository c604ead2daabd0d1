import { runInNewContext } from "node:vm";
import { programText } from "../../cli/importFiles";

/** The arguments that a program's text hands to the resource. */
function argumentsOf(text: string): unknown {
  const [, literal] = /new ServerlessCluster\("prod", (.*)\);\n$/s.exec(text) ?? [];
  return JSON.parse(runInNewContext(`JSON.stringify(${literal})`) as string);
}

test("a program's text says the inputs, whatever the keys of its maps are named", () => {
  const inputs = JSON.parse('{"name":"prod","tags":{"__proto__":"1","constructor":"2","a-b":"3","it\'s":"4"}}');
  const said = argumentsOf(programText("prod", inputs, [], "pulumi-ack-serverless"));
  expect(JSON.stringify(said)).toBe(JSON.stringify(inputs));
});
