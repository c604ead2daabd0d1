/**
 * What the declarations of the classes and functions need of Pulumi. Pulumi's Node host checks the types of a new or edited
 * program, and those of `@pulumi/pulumi` as a whole come in 190 further files.
 */
export * from "@pulumi/pulumi/output";
export * from "@pulumi/pulumi/resource";
