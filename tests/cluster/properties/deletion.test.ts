import { properties } from "../../../provider/cluster/properties/table";
import { toWire } from "../../../provider/table/wire";

test("an option that this version does not know goes out under its own name", () => {
  const deleteOptions = { slb: "retain", NAT: "retain", constructor: "retain" };
  const { delete_options } = toWire(properties, "DeleteCluster", { deleteOptions });
  expect(JSON.parse(delete_options as string)).toEqual([
    { delete_mode: "retain", resource_type: "SLB" },
    { delete_mode: "retain", resource_type: "NAT" },
    { delete_mode: "retain", resource_type: "constructor" },
  ]);
});
