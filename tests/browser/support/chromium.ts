import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import puppeteer, { type Page } from "puppeteer-core";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium on this machine: the one that `CHROME_PATH` names, or the first on the path. */
export function findChromium(): string | undefined {
  const named = process.env.CHROME_PATH;
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...(named ? [named] : []), ...candidates].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs something with one page of a browser that has no past, and ends the browser whatever happens.
 * Throws where `findChromium()` finds none.
 */
export async function withPage<T>(run: (page: Page) => Promise<T>): Promise<T> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium here: install one, or name it in CHROME_PATH");
  const profile = mkdtempSync(join(tmpdir(), "ack-browser-"));
  try {
    const browser = await puppeteer.launch({
      executablePath,
      userDataDir: profile,
      // Inside containers there is neither a sandbox for root nor a large /dev/shm.
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"],
    });
    try {
      return await run(await browser.newPage());
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
