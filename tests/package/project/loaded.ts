import { live } from "./driver.js";

// The quickstart as it stands in examples/, copied beside this file.
live(async () => ({ ...require("./index") }));
