import { findChromium, withPage } from "./support/chromium";

test("a browser opens a page and is gone afterwards", async () => {
  if (!findChromium()) return console.warn("no Chromium here: nothing was looked at in a browser");
  const { title, pid } = await withPage(async (page) => {
    await page.goto("data:text/html,<title>Here</title>");
    return { title: await page.title(), pid: page.browser().process()?.pid };
  });
  expect(title).toBe("Here");
  expect(pid).toBeDefined();
  expect(() => process.kill(pid as number, 0)).toThrow("ESRCH");
});
