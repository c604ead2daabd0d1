import { posix } from "node:path";
import { type DefaultTheme, defineConfig } from "vitepress";

const page = (text: string, link: string) => ({ text, link: `/${link}` });

/** The pages by task. The test of the site compares this list with the pages in docs/. */
const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: "Start",
    items: [
      page("Get started", "getting-started"),
      page("Installation", "installation"),
      page("Credentials and RAM permissions", "credentials"),
      page("Check an account with doctor", "doctor"),
      page("Python, Go, YAML, .NET and Java", "languages"),
      page("Examples", "examples"),
    ],
  },
  {
    text: "Create clusters",
    items: [
      page("In an existing VPC", "existing-vpc"),
      page("Private, with workloads", "private-cluster"),
      page("RAM roles for pods (RRSA)", "rrsa"),
      page("Add-ons", "addons"),
      page("Several regions and accounts", "regions-accounts"),
    ],
  },
  {
    text: "Operate clusters",
    items: [
      page("Upgrades", "upgrades"),
      page("Deletion", "deletion"),
      page("CI/CD pipelines and fleets", "pipelines"),
      page("Test a program", "testing"),
      page("From a cluster to a workload", "workload"),
      page("Policies", "policy"),
      page("Troubleshooting", "troubleshooting"),
      page("Reliability", "reliability"),
    ],
  },
  {
    text: "Import and migrate",
    items: [
      page("Import or adopt a cluster", "import"),
      page("From pulumi-alicloud, Terraform or ROS", "moving"),
      page("The plugin and other languages", "plugin"),
    ],
  },
  {
    text: "Reference",
    items: [
      page("Inputs and outputs", "reference"),
      page("What changes in place, and what replaces", "lifecycle"),
      page("Resource options and flags", "resource-options"),
      page("Checks", "checks"),
      page("Errors", "errors"),
      page("Functions", "functions"),
      page("Functions, field by field", "functions-reference"),
      page("Settings", "settings"),
      page("The command", "cli"),
      page("API operations and RAM actions", "operations"),
      page("RAM policies", "ram-policy"),
      page("API of the packages", "api/"),
    ],
  },
  {
    text: "Background",
    items: [
      page("Frequently asked questions", "faq"),
      page("Benchmarks", "benchmarks"),
      page("Limits and open questions", "open-questions"),
    ],
  },
];

/** The hero of the home page. It stands here because a code host would print it above the text of index.md. */
const home = {
  layout: "home",
  hero: {
    name: "pulumi-ack-serverless",
    text: "ACK Serverless clusters in Pulumi",
    tagline: "Create, update, import and delete them from a program, and see in the preview what will happen.",
    actions: [
      { theme: "brand", text: "Get started", link: "/getting-started" },
      { theme: "alt", text: "Inputs and outputs", link: "/reference" },
    ],
  },
};

/** The target of a page's link, relative to docs/; `undefined` for URLs and anchors. */
function target(href: string, from: string): string | undefined {
  if (/^([a-z]+:|#|\/)/.test(href)) return undefined;
  return posix.join(posix.dirname(from), href);
}

export default defineConfig({
  title: "pulumi-ack-serverless",
  description: "The Pulumi provider for Alibaba Cloud ACK Serverless clusters",
  // For Pulumi's registry, which renders them itself.
  srcExclude: ["_index.md", "installation-configuration.md"],
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
      // A link out of docs/ works on a code host only. The site keeps its text and drops the link.
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
