import { readFileSync } from "node:fs";
import { pictureFile, previewPicture } from "../../tools/demo/previewImage";

test("the README's picture is what a preview says: `npm run picture` redraws it", async () => {
  expect(await previewPicture()).toBe(readFileSync(pictureFile, "utf8"));
});
