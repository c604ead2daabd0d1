import { posix } from "node:path";
import { type DefaultTheme, defineConfig } from "vitepress";

const page = (text: string, link: string) => ({ text, link: `/${link}` });

/** The pages by what a reader wants to do. The test of the site compares it with the pages that are there. */
const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: "Start",
    items: [
      page("First ten minutes", "getting-started"),
      page("Credentials and RAM policy", "credentials"),
      page("Before the first up", "doctor"),
      page("Examples", "examples"),
    ],
  },
  {
    text: "Make a cluster",
    items: [
      page("In an existing VPC", "existing-vpc"),
      page("Private, with Kubernetes resources", "private-cluster"),
      page("RAM roles for pods (RRSA)", "rrsa"),
      page("Add-ons", "addons"),
      page("Several regions and accounts", "regions-accounts"),
    ],
  },
  {
    text: "Keep it",
    items: [
      page("Upgrades", "upgrades"),
      page("Deletion, and what stays", "deletion"),
      page("Pipelines and fleets", "pipelines"),
      page("Under faults and load", "reliability"),
      page("Test a program", "testing"),
      page("Rules for programs", "policy"),
      page("Troubleshooting", "troubleshooting"),
    ],
  },
  {
    text: "Bring one along",
    items: [
      page("Take over an existing cluster", "import"),
      page("From pulumi-alicloud, Terraform, ROS", "moving"),
      page("The plugin, and other languages", "plugin"),
    ],
  },
  {
    text: "Look up",
    items: [
      page("Inputs and outputs", "reference"),
      page("What a change comes to", "lifecycle"),
      page("Checks", "checks"),
      page("Errors", "errors"),
      page("Functions", "functions"),
      page("Functions, field by field", "functions-reference"),
      page("Settings", "settings"),
      page("The command", "cli"),
      page("Operations and RAM actions", "operations"),
      page("RAM policies", "ram-policy"),
      page("API of the packages", "api/"),
    ],
  },
  {
    text: "Know",
    items: [
      page("Questions and answers", "faq"),
      page("What it costs", "benchmarks"),
      page("Limits and open questions", "open-questions"),
    ],
  },
];

/** What a code host cannot show: the home page's front, beside the text that index.md has for every reader. */
const home = {
  layout: "home",
  hero: {
    name: "pulumi-ack-serverless",
    text: "ACK Serverless clusters in Pulumi",
    tagline: "Create, change and delete them from a program, and know in the preview what will happen.",
    actions: [
      { theme: "brand", text: "First ten minutes", link: "/getting-started" },
      { theme: "alt", text: "Inputs and outputs", link: "/reference" },
    ],
  },
};

/** Where a link from one page leads, seen from docs/: `undefined` for addresses and anchors. */
function target(href: string, from: string): string | undefined {
  if (/^([a-z]+:|#|\/)/.test(href)) return undefined;
  return posix.join(posix.dirname(from), href);
}

export default defineConfig({
  title: "pulumi-ack-serverless",
  description: "The Pulumi provider for Alibaba Cloud ACK Serverless clusters",
  outDir: process.env.ACK_SITE_OUT ?? "../.work/site",
  cacheDir: "../.work/vitepress",
  themeConfig: {
    sidebar,
    nav: [page("Start", "getting-started"), page("Reference", "reference"), page("API", "api/")],
    search: { provider: "local" },
    outline: { level: [2, 3] },
  },
  markdown: {
    config(md) {
      // Out of docs/ a link leads somewhere on a code host only. Here its text stays, without the link.
      md.core.ruler.push("links-out-of-docs", ({ tokens, env }) => {
        for (const { children } of tokens) {
          let isOut = false;
          for (const token of children ?? []) {
            if (token.type === "link_open") {
              isOut = target(token.attrGet("href") ?? "", env.relativePath)?.startsWith("../") ?? false;
            }
            if (isOut && /^link_/.test(token.type)) token.tag = "span";
            if (isOut && token.type === "link_open") token.attrs = [];
          }
        }
      });
    },
  },
  transformPageData(data) {
    if (data.relativePath === "index.md") Object.assign(data.frontmatter, home);
  },
});
