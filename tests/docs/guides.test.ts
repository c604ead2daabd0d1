import { blocksOf, pages } from "./support/blocks";
import { Guide } from "./support/guide";

const guides = pages.filter((page) => blocksOf(page).some(({ mark }) => mark.startsWith("offline")));

test.each(guides)("%s: its commands do what it says", async (page) => {
  const guide = await Guide.open(page);
  try {
    for (const block of blocksOf(page)) await guide.follow(block);
  } finally {
    guide.close();
  }
});
