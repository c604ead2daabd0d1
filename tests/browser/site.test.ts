import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { node } from "../package/support";
import { findChromium, withPage } from "./support/chromium";
import { serve } from "./support/serve";

const root = join(__dirname, "..", "..");
const bin = (name: string, file: string) => join(root, "node_modules", name, ...file.split("/"));

let folder: string;
/** Pages that only Pulumi's registry shows. */
const ofTheRegistry = ["_index.md", "installation-configuration.md"];
/** The site's pages by their paths, such as `api/index.html`. */
let pages: Map<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ack-site-"));
  // What `npm run docs` does. A link to a page that is not there fails the build.
  await node(bin("typedoc", "bin/typedoc"), ["--options", "docs/.vitepress/typedoc.json"], { cwd: root });
  await node(bin("vitepress", "bin/vitepress.js"), ["build", "docs"], { cwd: root, env: { ACK_SITE_OUT: folder } });
  const files = readdirSync(folder, { recursive: true }).map(String);
  pages = new Map(
    files.filter((file) => file.endsWith(".html")).map((file) => [file, readFileSync(join(folder, file), "utf8")]),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the sidebar leads to every page, and every page of docs/ is there", () => {
  const [, sidebar = ""] = /<nav[^>]*id="VPSidebarNav"[^>]*>([\s\S]*?)<\/nav>/.exec(pages.get("faq.html") ?? "") ?? [];
  const listed = [...sidebar.matchAll(/href="\/([^"]+)"/g)].map(([, path = ""]) => path.replace(/\/$/, "/index.html"));
  const written = readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md") && !["index.md", ...ofTheRegistry].includes(name))
    .map((name) => name.replace(/md$/, "html"));
  expect(listed.toSorted()).toEqual([...written, "api/index.html"].toSorted());
});

test("every internal link and picture has a target, headings included", () => {
  const lost: string[] = [];
  let followed = 0;
  for (const [from, html] of pages) {
    for (const [, href = ""] of html.matchAll(/<(?:a|img)[^>]* (?:href|src)="([^"]+)"/g)) {
      if (/^[a-z]+:/.test(href)) continue;
      followed += 1;
      const { pathname, hash } = new URL(href, `http://site/${from}`);
      const to = pathname.slice(1).replace(/(^|\/)$/, "$1index.html");
      const page = pages.get(to);
      const isThere =
        page === undefined ? existsSync(join(folder, to)) : page.includes(`id="${decodeURIComponent(hash.slice(1))}"`);
      if (!isThere && !(page !== undefined && hash === "")) lost.push(`${from} -> ${href}`);
    }
  }
  expect(lost).toEqual([]);
  expect(followed).toBeGreaterThan(1000);
});

/** Looks at the site in a browser, or says that there is none. */
async function look(run: (page: Page, url: string) => Promise<void>): Promise<void> {
  if (findChromium() === undefined) {
    console.warn("no Chromium here: the site was not looked at in a browser");
    return;
  }
  const site = await serve(folder);
  try {
    await withPage(async (page) => {
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(String(error)));
      page.on("requestfailed", (request) => faults.push(`${request.url()} failed`));
      page.on("request", (request) => {
        if (!/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(site.url))
          faults.push(`asked ${request.url()}`);
      });
      await run(page, site.url);
      expect(faults).toEqual([]);
    });
  } finally {
    await site.close();
  }
}

test("in a browser: the search finds a property and leads to it", () =>
  look(async (page, url) => {
    await page.goto(`${url}/faq.html`, { waitUntil: "networkidle0" });
    await page.click(".VPNavBarSearch button");
    await page.waitForSelector("#localsearch-input");
    await page.type("#localsearch-input", "deletionProtection");
    await page.waitForSelector("#localsearch-list .result");
    const found = await page.$$eval("#localsearch-list .result", (links) =>
      links.map((link) => link.getAttribute("href")),
    );
    expect(found).toContain("/reference.html#deletionprotection");
    await page.click('#localsearch-list .result[href="/reference.html#deletionprotection"]');
    await page.waitForFunction('location.hash === "#deletionprotection"');
    const heading = await page.waitForSelector("#deletionprotection");
    expect(await heading?.evaluate(({ textContent }) => textContent)).toContain("deletionProtection");
  }));

test("in a browser: no page scrolls sideways on a narrow screen, and its menu opens", () =>
  look(async (page, url) => {
    await page.setViewport({ width: 360, height: 740 });
    const wide: string[] = [];
    for (const path of pages.keys()) {
      await page.goto(`${url}/${path}`, { waitUntil: "load" });
      if (await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")) wide.push(path);
    }
    expect(wide).toEqual([]);
    await page.goto(`${url}/upgrades.html`, { waitUntil: "networkidle0" });
    await page.click(".VPLocalNav .menu");
    await page.waitForSelector(".VPSidebar.open");
  }));

test("in a browser: dark and light follow the system, and the reader's choice", () =>
  look(async (page, url) => {
    const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor") as Promise<string>;
    await page.setViewport({ width: 1300, height: 800 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await page.goto(`${url}/upgrades.html`, { waitUntil: "networkidle0" });
    const dark = await background();
    await page.click(".VPNavBarAppearance button");
    await page.waitForFunction('!document.documentElement.classList.contains("dark")');
    expect([brightness(dark) < 64, brightness(await background()) > 192]).toEqual([true, true]);
  }));

/** The least of a colour's parts, of 255. */
function brightness(colour: string): number {
  return Math.min(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number));
}
