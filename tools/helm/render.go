// Renders a Helm chart as `helm template` does, as far as our chart goes: Go's template engine with Sprig's functions and
// Helm's include, toYaml and .Files.Get. Helm itself comes neither from npm nor from Debian.
//
//	render CHART RELEASE < values.json
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"gopkg.in/yaml.v3"
)

type files struct{ chart string }

func (f files) Get(name string) (string, error) {
	text, err := os.ReadFile(filepath.Join(f.chart, name))
	return strings.TrimSuffix(string(text), "\n"), err
}

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(chart, release string) error {
	values, about := map[string]any{}, map[string]any{}
	for name, into := range map[string]any{"values.yaml": &values, "Chart.yaml": &about} {
		text, err := os.ReadFile(filepath.Join(chart, name))
		if err == nil {
			err = yaml.Unmarshal(text, into)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	overrides := map[string]any{}
	if err := json.NewDecoder(os.Stdin).Decode(&overrides); err != nil {
		return err
	}
	merge(values, overrides)

	all := template.New("chart").Option("missingkey=zero").Funcs(sprig.TxtFuncMap())
	all.Funcs(template.FuncMap{
		"toYaml": func(value any) (string, error) {
			text, err := yaml.Marshal(value)
			return strings.TrimSuffix(string(text), "\n"), err
		},
		"include": func(name string, data any) (string, error) {
			var out bytes.Buffer
			err := all.ExecuteTemplate(&out, name, data)
			return out.String(), err
		},
	})
	names, err := filepath.Glob(filepath.Join(chart, "templates", "*"))
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err == nil {
			_, err = all.New(filepath.Base(name)).Parse(string(text))
		}
		if err != nil {
			return err
		}
	}
	// Helm names the chart's own fields in upper camel case
	capitalized := map[string]any{}
	for key, value := range about {
		capitalized[strings.ToUpper(key[:1])+key[1:]] = value
	}
	data := map[string]any{
		"Values":  values,
		"Chart":   capitalized,
		"Release": map[string]any{"Name": release, "Namespace": "default", "Service": "Helm"},
		"Files":   files{chart},
	}
	for _, name := range names {
		base := filepath.Base(name)
		if strings.HasPrefix(base, "_") || filepath.Ext(base) != ".yaml" {
			continue
		}
		fmt.Printf("---\n# %s\n", base)
		if err := all.ExecuteTemplate(os.Stdout, base, data); err != nil {
			return err
		}
		fmt.Println()
	}
	return nil
}

// Maps are merged, all else is replaced, as Helm does it.
func merge(into, from map[string]any) {
	for key, value := range from {
		under, isMap := into[key].(map[string]any)
		over, isOverMap := value.(map[string]any)
		if isMap && isOverMap {
			merge(under, over)
		} else {
			into[key] = value
		}
	}
}
