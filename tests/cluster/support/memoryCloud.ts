import type { Request } from "../../../provider/ack/client";
import { AckError } from "../../../provider/ack/errors";
import type { Operation } from "../../../provider/ack/operations";
import type { Values } from "../../../provider/table/check";

interface Tag {
  readonly key: string;
  readonly value: string;
}

interface Cluster {
  readonly cluster_id: string;
  readonly name: string;
  state: string;
  tags: readonly Tag[];
  /** How often it is still described as being created. */
  looks: number;
}

export interface MemoryOptions {
  /** How often a new cluster is described before its creation ends. */
  readonly looks: number;
  /** How its creation ends. */
  readonly end: "running" | "failed";
}

/** ACK's refusal of a call, as the real client throws it. */
export function refused(code: string, operation: Operation, attempt: string): AckError {
  return new AckError({ operation, attempt, failing: "refused", status: 400, code, text: code });
}

/** One name's cluster, and nothing but its state and its tags: all that matters to who owns it. No call waits. */
export class MemoryCloud {
  cluster: Cluster | undefined;
  #made = 0;

  constructor(private readonly options: MemoryOptions) {}

  /** @throws AckError as the real client does, above its own attempts */
  call(operation: Operation, { body, attempt }: Request): Values | Values[] {
    switch (operation) {
      case "GetCallerIdentity":
        return { AccountId: "1000000000000001" };
      case "DescribeClustersForRegion":
        return { clusters: this.cluster === undefined ? [] : [this.#shown(this.cluster)] };
      case "DescribeClusterTasks":
        return { tasks: [] };
      case "DescribeClusterResources":
        return [];
      case "DescribeClusterUserKubeconfig":
        return { config: "" };
      case "CreateCluster":
        if (this.cluster !== undefined) throw refused("ClusterNameAlreadyExist", operation, attempt);
        return { cluster_id: this.#make(body as { name: string; tags: readonly Tag[] }).cluster_id };
    }
    if (this.cluster === undefined) throw refused("ErrorClusterNotFound", operation, attempt);
    switch (operation) {
      case "DescribeClusterDetail":
        return this.#look(this.cluster);
      case "TagResources":
        this.cluster.tags = (body as { tags: readonly Tag[] }).tags;
        return {};
      case "DeleteCluster":
        this.cluster = undefined;
        return {};
      default:
        throw new Error(`the model has no ${operation}`);
    }
  }

  copy(): MemoryCloud {
    const copy = new MemoryCloud(this.options);
    copy.cluster = this.cluster && { ...this.cluster };
    copy.#made = this.#made;
    return copy;
  }

  #make({ name, tags }: { readonly name: string; readonly tags: readonly Tag[] }): Cluster {
    this.#made += 1;
    const id = `c${String(this.#made).padStart(32, "0")}`;
    this.cluster = { cluster_id: id, name, state: "initial", tags, looks: this.options.looks };
    return this.cluster;
  }

  #look(cluster: Cluster): Values {
    if (cluster.state === "initial" && cluster.looks-- <= 0) cluster.state = this.options.end;
    return this.#shown(cluster);
  }

  #shown({ looks: _looks, ...shown }: Cluster): Values {
    return { ...shown, region_id: "cn-hangzhou", profile: "Serverless", cluster_type: "ManagedKubernetes" };
  }
}
