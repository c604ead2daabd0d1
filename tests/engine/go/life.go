// Runs the program of an example through Pulumi's Automation API for Go, from creation to destruction.
//
// Argument, as JSON: the folder of the project, the CLI's root and home, the configuration.
// Writes what happened to stdout, as one JSON.
package main

import (
	"context"
	"encoding/json"
	"os"

	"example.com/pulumi-ack-serverless/sdk/go/ackserverless"
	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

type setting struct {
	Value  string
	Secret bool
}

type told struct {
	Folder, Home, Root, Project string
	Config                      map[string]setting
}

type output struct {
	Value  any  `json:"value"`
	Secret bool `json:"secret"`
}

// withEditions adds what a function answers for a region that holds an edition of which the SDK does not know.
func withEditions(ctx *pulumi.Context) error {
	if err := program(ctx); err != nil {
		return err
	}
	answer, err := ackserverless.GetClusters(ctx, &ackserverless.GetClustersArgs{RegionId: pulumi.StringRef("cn-beijing")})
	if err != nil {
		return err
	}
	var editions []string
	for _, cluster := range answer.Clusters {
		editions = append(editions, *cluster.ClusterSpec)
	}
	ctx.Export("editions", pulumi.ToStringArray(editions))
	return nil
}

func main() {
	if err := live(); err != nil {
		panic(err)
	}
}

func live() error {
	var t told
	if err := json.Unmarshal([]byte(os.Args[1]), &t); err != nil {
		return err
	}
	ctx := context.Background()
	command, err := auto.NewPulumiCommand(&auto.PulumiCommandOptions{Root: t.Root})
	if err != nil {
		return err
	}
	stack, err := auto.NewStackInlineSource(ctx, "test", t.Project, withEditions,
		auto.WorkDir(t.Folder), auto.PulumiHome(t.Home), auto.Pulumi(command))
	if err != nil {
		return err
	}
	for key, one := range t.Config {
		if err := stack.SetConfig(ctx, key, auto.ConfigValue{Value: one.Value, Secret: one.Secret}); err != nil {
			return err
		}
	}
	created, err := stack.Up(ctx)
	if err != nil {
		return err
	}
	again, err := stack.Up(ctx)
	if err != nil {
		return err
	}
	if err := stack.SetConfig(ctx, "env", auto.ConfigValue{Value: "prod"}); err != nil {
		return err
	}
	changed, err := stack.Up(ctx)
	if err != nil {
		return err
	}
	refreshed, err := stack.Refresh(ctx)
	if err != nil {
		return err
	}
	destroyed, err := stack.Destroy(ctx)
	if err != nil {
		return err
	}
	outputs := map[string]output{}
	for name, one := range created.Outputs {
		outputs[name] = output{one.Value, one.Secret}
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"outputs":   outputs,
		"created":   created.Summary.ResourceChanges,
		"again":     again.Summary.ResourceChanges,
		"changed":   changed.Summary.ResourceChanges,
		"refreshed": refreshed.Summary.ResourceChanges,
		"destroyed": destroyed.Summary.ResourceChanges,
	})
}
