import { saysBusy } from "../../provider/ack/errors";

test.each<[string, boolean]>([
  ["the cluster c-1 is updating now", true],
  ["addon x: another one is in operation", true],
  ["is busy, says the cluster", false],
  ["the cluster\nis busy", false],
  ["clusters is busy", false],
  ["status does not match", true],
  ["it is not in the running state", true],
])("saysBusy(%j) is %s", (text, expected) => {
  expect(saysBusy(text)).toBe(expected);
});
