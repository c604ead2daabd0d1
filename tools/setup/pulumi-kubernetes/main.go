// The plugin of @pulumi/kubernetes, for the tests that run a workload through the engine.
package main

import (
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

func main() {
	// The module lacks the schema that its own build generates. Only programs in YAML ask for it.
	schema := []byte(`{"name":"kubernetes","version":"` + version.Version + `"}`)
	provider.Serve("kubernetes", version.Version, schema, []byte(`{}`))
}
