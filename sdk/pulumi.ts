/**
 * What the declarations of the classes and functions need of Pulumi. Each run of a TypeScript program checks its types, and
 * those of `@pulumi/pulumi` as a whole come in 190 further files.
 */
export * from "@pulumi/pulumi/output";
export * from "@pulumi/pulumi/resource";
