import type { CatalogueAddon, CatalogueVersion } from "./options";

/** The versions of the simulator, newest first; the minors are those of the vendor page of 2026, the patches are invented. */
export const VERSIONS: readonly CatalogueVersion[] = [
  { version: "1.35.2-aliyun.1", creatable: true, releaseDate: "2026-02-28", expirationDate: "2027-02-28" },
  { version: "1.34.10-aliyun.1", creatable: true, releaseDate: "2025-09-30", expirationDate: "2026-12-31" },
  { version: "1.34.1-aliyun.1", creatable: true, releaseDate: "2025-09-30", expirationDate: "2026-12-31" },
  { version: "1.33.3-aliyun.1", creatable: true, releaseDate: "2025-05-31", expirationDate: "2026-11-30" },
  { version: "1.32.1-aliyun.1", creatable: false, releaseDate: "2025-01-31", expirationDate: "2026-05-31" },
  { version: "1.31.1-aliyun.1", creatable: false, releaseDate: "2024-09-30", expirationDate: "2026-02-28" },
];

/** The add-ons of the simulator; the names are those of the vendor's pages and clients, the versions are invented. */
export const ADDONS: readonly CatalogueAddon[] = [
  { name: "ack-virtual-node", category: "core", versions: ["v2.14.0", "v2.15.0"], required: true },
  { name: "coredns", category: "network", versions: ["v1.9.3.10", "v1.11.3.5"] },
  { name: "metrics-server", category: "monitoring", versions: ["v0.3.9.7", "v0.3.9.8"], default: true },
  { name: "logtail-ds", category: "log", versions: ["v1.8.4.0", "v1.8.5.0"] },
  { name: "loongcollector", category: "log", versions: ["v3.0.11", "v3.1.1"] },
  { name: "alibaba-log-controller", category: "log", versions: ["v0.4.1.0"] },
  { name: "ack-node-problem-detector", category: "monitoring", versions: ["1.2.20"] },
  { name: "managed-arms-prometheus", category: "monitoring", versions: ["1.1.14"] },
  { name: "arms-prometheus", category: "monitoring", versions: ["1.1.28", "1.1.29"] },
  { name: "nginx-ingress-controller", category: "network", versions: ["v1.9.3-aliyun.1", "v1.11.4-aliyun.1"] },
  { name: "alb-ingress-controller", category: "network", versions: ["v2.14.0"] },
  { name: "managed-coredns", category: "network", versions: ["v1.9.3.6"] },
  { name: "private-zone", category: "network", versions: ["v1.0.0"] },
  { name: "knative", category: "others", versions: ["v1.11.3"] },
  { name: "ack-kruise", category: "others", versions: ["v1.5.2"] },
  { name: "csi-provisioner", category: "storage", versions: ["v1.30.3"] },
];
