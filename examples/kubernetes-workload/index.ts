import * as k8s from "@pulumi/kubernetes";
import { ServerlessCluster } from "pulumi-ack-serverless";

const cluster = new ServerlessCluster("workload", {
  regionId: "cn-hangzhou",
  zoneId: "cn-hangzhou-i",
  // Pods pull their images from the Internet, and find each other by name.
  snatEntry: true,
  serviceDiscoveryTypes: ["CoreDNS"],
});

// The kubeconfig holds no credential and never changes by itself, so that no run shows the workload as changed because
// a certificate did. By the identifier, the workload stays while the cluster does, even if its address changes.
const provider = new k8s.Provider("workload", { kubeconfig: cluster.kubeconfig, clusterIdentifier: cluster.id });

const namespace = new k8s.core.v1.Namespace("web", {}, { provider });
const labels = { app: "web" };
const metadata = { namespace: namespace.metadata.name };

new k8s.apps.v1.Deployment(
  "web",
  {
    metadata,
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: "web",
              image: "nginx:1.29",
              ports: [{ containerPort: 80 }],
              // A pod of a Serverless cluster is an elastic container instance of the size that it asks for.
              resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { cpu: "250m", memory: "512Mi" } },
            },
          ],
        },
      },
    },
  },
  { provider },
);

const service = new k8s.core.v1.Service(
  "web",
  { metadata, spec: { type: "LoadBalancer", selector: labels, ports: [{ port: 80 }] } },
  { provider },
);

export const clusterId = cluster.clusterId;
export const address = service.status.loadBalancer.apply(({ ingress }) => ingress?.[0]?.ip ?? ingress?.[0]?.hostname);
export const kubeconfig = cluster.kubeconfig;
