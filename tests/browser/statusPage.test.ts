import type { Page } from "puppeteer-core";
import { Simulator } from "../../simulator";
import { rawCall } from "../simulator/signed";
import { findChromium, withPage } from "./support/chromium";

// A browser takes its time to start on a machine that is busy.
jest.setTimeout(120_000);

const body = {
  name: "demo",
  cluster_type: "ManagedKubernetes",
  profile: "Serverless",
  region_id: "cn-hangzhou",
  zoneid: "cn-hangzhou-i",
};
const HOSTILE = `<img src=x onerror="document.title='owned'"><b>bold</b>`;

/** Runs something with the page of a simulator, and expects that the browser had nothing to complain about. */
async function onPage(run: (page: Page, simulator: Simulator) => Promise<void>): Promise<void> {
  if (!findChromium()) return console.warn("no Chromium here: the status page was not looked at in a browser");
  const simulator = await Simulator.start({ statusPage: true, progression: "manual" });
  try {
    await withPage(async (page) => {
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      await run(page, simulator);
      expect(complaints.filter((text) => !text.includes("ERR_CONNECTION_REFUSED"))).toEqual([]);
    });
  } finally {
    await simulator.close();
  }
}

/** What runs in the browser is text here: these tests are compiled for Node, where there is no document. */
function inBrowser<T>(page: Page, expression: string): Promise<T> {
  return page.evaluate(expression) as Promise<T>;
}

/** The texts of a table's cells, row by row. */
function rows(page: Page, table: string): Promise<string[][]> {
  return inBrowser(
    page,
    `[...document.querySelectorAll("#${table} tbody tr")].map((row) => [...row.children].map((one) => one.innerText))`,
  );
}

/** The colour of each text, and of what is behind it. */
const colours = `[...document.querySelectorAll(".state, .none, h1, tbody th, .id")].map((one) => {
  let back = one;
  while (getComputedStyle(back).backgroundColor === "rgba(0, 0, 0, 0)") back = back.parentElement;
  return [getComputedStyle(one).color, getComputedStyle(back).backgroundColor];
})`;

const text = (page: Page, selector: string) => page.$eval(selector, (one) => one.textContent);

test("it follows a cluster from nothing to running without a reload", () =>
  onPage(async (page, simulator) => {
    await page.goto(simulator.url);
    await page.waitForSelector("#connection.live");
    expect(await text(page, "#clusters-none")).toContain("No cluster");

    await rawCall(simulator, { action: "CreateCluster", method: "POST", path: "/clusters", body });
    simulator.advance("90s");
    await page.waitForFunction("document.querySelector('#tasks tbody')?.textContent.includes('● init_master')");
    const [cluster] = simulator.clusters();
    expect(await rows(page, "clusters")).toEqual([
      [
        `demo\n${cluster?.cluster_id}`,
        "initial",
        cluster?.current_version,
        "ack.standard",
        "cn-hangzhou",
        "1 min 30 s",
      ],
    ]);
    expect(await rows(page, "requests")).toEqual([
      [
        "CreateCluster",
        "POST /clusters",
        "202",
        expect.stringMatching(/^[\d.]+ ms$/),
        expect.stringMatching(/^[\d:]{8}$/),
      ],
    ]);
    simulator.failNext("DescribeTaskInfo", { kind: "reset" }, { skip: 1 });
    simulator.advance("3m");
    await page.waitForFunction("document.querySelector('#faults tbody')?.textContent.includes('reset')");
    expect((await rows(page, "clusters"))[0]?.[1]).toBe("running");
    expect(await rows(page, "faults")).toEqual([["DescribeTaskInfo", "reset", "1 more", "1"]]);
    expect(await text(page, "#tasks ol")).toBe("✓ prepare_vpc✓ init_master✓ install_addons✓ check_cluster");
  }));

test("names and messages are text, whatever their users wrote", () =>
  onPage(async (page, simulator) => {
    const { cluster_id: id } = simulator.seed();
    simulator.edit(id, { name: HOSTILE });
    simulator.failTask("cluster_modify", { code: HOSTILE, message: HOSTILE });
    const path = `/api/v2/clusters/${id}`;
    await rawCall(simulator, { action: "ModifyCluster", method: "PUT", path, body: { deletion_protection: true } });
    simulator.advance("1m");
    await rawCall(simulator, { action: "Nothing", path: `/%3Cb%3E${encodeURIComponent(HOSTILE)}` });
    await page.goto(simulator.url);
    await page.waitForSelector("#tasks tbody tr");
    expect(await page.$$eval("img, b", (found) => found.length)).toBe(0);
    expect(await page.title()).toBe("ACK simulator");
    expect((await rows(page, "clusters"))[0]?.[0]).toBe(`${HOSTILE}\n${id}`);
    expect(await text(page, "#tasks .error")).toBe(`${HOSTILE}: ${HOSTILE}`);
  }));

test("it says when the simulator is gone, and leaves what it showed", () =>
  onPage(async (page, simulator) => {
    simulator.seed({ name: "last" });
    await page.goto(simulator.url);
    await page.waitForSelector("#clusters tbody tr");
    await simulator.close();
    await page.waitForSelector("#connection.lost");
    expect(await text(page, "#connection")).toBe("the simulator does not answer");
    expect((await rows(page, "clusters"))[0]?.[0]).toContain("last");
  }));

test("it is dark where the reader's system is, with enough contrast in both", () =>
  onPage(async (page, simulator) => {
    simulator.seed({ name: "one" });
    simulator.seed({ name: "two", state: "failed" });
    simulator.seed({ name: "three", state: "updating" });
    const seen: string[] = [];
    for (const value of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
      await page.goto(simulator.url);
      await page.waitForSelector("#clusters tbody tr");
      seen.push(await inBrowser(page, "getComputedStyle(document.body).backgroundColor"));
      const pairs = await inBrowser<[string, string][]>(page, colours);
      expect(pairs.length).toBeGreaterThan(10);
      for (const [ink, back] of pairs) expect(contrast(ink, back)).toBeGreaterThanOrEqual(4.5);
    }
    expect(luminance(seen[0] as string)).toBeGreaterThan(0.8);
    expect(luminance(seen[1] as string)).toBeLessThan(0.1);
  }));

test("on a narrow screen nothing is wider than it, and the tables are still tables to those who listen", () =>
  onPage(async (page, simulator) => {
    const { cluster_id: id } = simulator.seed({ name: "a".repeat(63) });
    await rawCall(simulator, { action: "DescribeClusterDetail", path: `/clusters/${id}` });
    for (const width of [320, 1200]) {
      await page.setViewport({ width, height: 700 });
      await page.goto(simulator.url);
      await page.waitForSelector("#requests tbody tr");
      expect(await inBrowser<number>(page, "document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      // Some browsers take their roles from rows that are laid out as blocks, unless they are written.
      expect(await inBrowser(page, 'document.querySelectorAll(":is(table, tr, th, td):not([role])").length')).toBe(0);
      const tree = JSON.stringify(await page.accessibility.snapshot({ interestingOnly: false }));
      const roles = new Set([...tree.matchAll(/"role":"(\w+)"/g)].map(([, role]) => role));
      for (const role of ["table", "row", "rowheader", "columnheader", "cell"])
        expect({ width, role, isThere: roles.has(role) }).toEqual({ width, role, isThere: true });
    }
  }));

/** As WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
