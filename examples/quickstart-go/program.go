package main

import (
	"example.com/pulumi-ack-serverless/sdk/go/ackserverless"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

// program declares a small ACK Serverless cluster with its own VPC.
func program(ctx *pulumi.Context) error {
	env := config.Get(ctx, "env")
	if env == "" {
		env = "dev"
	}
	creatable := &ackserverless.GetKubernetesVersionsArgs{Creatable: pulumi.BoolRef(true)}
	answer, err := ackserverless.GetKubernetesVersions(ctx, creatable)
	if err != nil {
		return err
	}

	// No VPC is named: the cluster brings its own, in the given zone.
	cluster, err := ackserverless.NewServerlessCluster(ctx, "prod", &ackserverless.ServerlessClusterArgs{
		ZoneId:            pulumi.String("cn-hangzhou-i"),
		KubernetesVersion: pulumi.String(answer.Versions[0].Version),
		Tags:              pulumi.StringMap{"env": pulumi.String(env)},
	})
	if err != nil {
		return err
	}
	access, err := cluster.GetKubeconfig(ctx, &ackserverless.ServerlessClusterGetKubeconfigArgs{
		TtlMinutes: pulumi.IntPtr(60),
	})
	if err != nil {
		return err
	}

	ctx.Export("clusterId", cluster.ClusterId)
	ctx.Export("version", cluster.KubernetesVersion)
	ctx.Export("kubeconfig", access.Config())
	return nil
}
