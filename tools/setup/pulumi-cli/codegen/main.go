// Command codegen runs Pulumi's code generators on a package's schema, without a language host.
//
//	codegen sdk go|python SCHEMA FOLDER   writes an SDK into FOLDER
//	codegen import SCHEMA STATE           prints, in TypeScript, what "pulumi import" prints for the resources of STATE
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/blang/semver"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/pkg/v3/importer"
	"github.com/pulumi/pulumi/pkg/v3/resource"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
)

const tool = "pulumi"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 4 && args[0] == "sdk":
		return writeSDK(args[1], args[2], args[3])
	case len(args) == 3 && args[0] == "import":
		return printImport(args[1], args[2])
	}
	return fmt.Errorf("usage: codegen sdk go|python SCHEMA FOLDER, or codegen import SCHEMA STATE")
}

func writeSDK(language, schemaFile, folder string) error {
	spec, err := read[schema.PackageSpec](schemaFile)
	if err != nil {
		return err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, noPackages{}, schema.ValidationOptions{})
	if err != nil {
		return err
	}
	if diagnostics.HasErrors() {
		return diagnostics
	}
	var files map[string][]byte
	switch language {
	case "go":
		files, err = gogen.GeneratePackage(tool, pkg, nil)
	case "python":
		files, err = python.GeneratePackage(tool, pkg, nil, noPackages{})
	default:
		err = fmt.Errorf("the generator of %s is part of its language host", language)
	}
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func printImport(schemaFile, stateFile string) error {
	spec, err := read[schema.PackageSpec](schemaFile)
	if err != nil {
		return err
	}
	languages := map[string]schema.Language{"nodejs": nodejs.Importer}
	pkg, err := schema.ImportSpec(spec, languages, noPackages{}, schema.ValidationOptions{})
	if err != nil {
		return err
	}
	exported, err := read[struct{ Deployment apitype.DeploymentV3 }](stateFile)
	if err != nil {
		return err
	}
	var all, imported []*resource.State
	for _, recorded := range exported.Deployment.Resources {
		// Code is written from inputs alone; outputs and other packages' inputs may hold secrets, which need a passphrase.
		recorded.Outputs = nil
		if string(recorded.Type.Package()) != pkg.Name {
			recorded.Inputs = nil
		}
		one, err := stack.DeserializeResource(recorded, config.NewBlindingDecrypter())
		if err != nil {
			return err
		}
		all = append(all, one)
		if string(one.Type.Package()) == pkg.Name {
			imported = append(imported, one)
		}
	}
	generate := func(out io.Writer, program *pcl.Program) error {
		files, diagnostics, err := nodejs.GenerateProgram(program)
		if err != nil {
			return err
		}
		if diagnostics.HasErrors() {
			return diagnostics
		}
		for _, content := range files {
			if _, err := out.Write(content); err != nil {
				return err
			}
		}
		return nil
	}
	return importer.GenerateLanguageDefinitions(os.Stdout, onePackage{pkg}, generate, imported, all, nil)
}

func read[T any](file string) (T, error) {
	var value T
	content, err := os.ReadFile(file)
	if err != nil {
		return value, err
	}
	return value, json.Unmarshal(content, &value)
}

// noPackages is the loader for a schema that refers to no other package.
type noPackages struct{}

func (noPackages) load(name string) error {
	return fmt.Errorf("the schema refers to the package %q, which is not at hand", name)
}

func (l noPackages) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return nil, l.load(name)
}

func (l noPackages) LoadPackageV2(_ context.Context, of *schema.PackageDescriptor) (*schema.Package, error) {
	return nil, l.load(of.Name)
}

func (l noPackages) LoadPackageReference(name string, _ *semver.Version) (schema.PackageReference, error) {
	return nil, l.load(name)
}

func (l noPackages) LoadPackageReferenceV2(
	_ context.Context, of *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return nil, l.load(of.Name)
}

// onePackage is the loader for programs of one package.
type onePackage struct{ pkg *schema.Package }

func (l onePackage) LoadPackage(string, *semver.Version) (*schema.Package, error) { return l.pkg, nil }

func (l onePackage) LoadPackageV2(context.Context, *schema.PackageDescriptor) (*schema.Package, error) {
	return l.pkg, nil
}

func (l onePackage) LoadPackageReference(string, *semver.Version) (schema.PackageReference, error) {
	return l.pkg.Reference(), nil
}

func (l onePackage) LoadPackageReferenceV2(
	context.Context, *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return l.pkg.Reference(), nil
}
