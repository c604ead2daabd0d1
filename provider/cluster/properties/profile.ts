import { plain } from "../../table/values";

/** What a cluster of profile `Acs` is, and what fits. Source: terraform-provider-alicloud, which takes the profile. */
const acs =
  "an ACS cluster (Container Compute Service), another product: manage it with alicloud.cs.ManagedKubernetes of @pulumi/alicloud; Alibaba Cloud offers no conversion between the two";

/** What is known of a cluster of another profile than Serverless, as a part of a sentence. */
export function otherProfile(profile: unknown): string | undefined {
  return plain(profile).toLowerCase() === "acs" ? acs : undefined;
}

/** Why `profile` is refused as an input: other tools have it, and a ServerlessCluster has only one. */
export function profileIsFixed(profile: unknown): string {
  const other = otherProfile(profile);
  const fixed = 'is not a property of a ServerlessCluster, whose profile is always "Serverless"';
  return other === undefined ? `${fixed}; remove it` : `${fixed}; "Acs" is ${other}`;
}
