package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
)

// Step is one step of a scenario: a call of the API, or a control call to the sandbox.
type Step struct {
	Call       string         `json:"call"`
	Key        string         `json:"key"`
	Parameters map[string]any `json:"parameters"`
	Send       string         `json:"send"`
	Body       map[string]any `json:"body"`
	Expect     Expectation    `json:"expect"`
	Save       string         `json:"save"`
	Control    *Control       `json:"control"`
}

// Control is a control call to the sandbox.
type Control struct {
	Method     string         `json:"method"`
	Path       string         `json:"path"`
	Parameters map[string]any `json:"parameters"`
	Body       map[string]any `json:"body"`
}

// Expectation is what has to come of a call.
type Expectation struct {
	Status  int               `json:"status"`
	Error   map[string]any    `json:"error"`
	Types   map[string]string `json:"types"`
	Fields  map[string]any    `json:"fields"`
	Present []string          `json:"present"`
}

// Answer is what came of it: the reply as JSON, and by path as which types its unions were read.
type Answer struct {
	Status int
	Reply  any
	Types  map[string]string
}

func readSteps(path string) ([]Step, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var scenario struct {
		Steps []Step `json:"steps"`
	}
	return scenario.Steps, json.Unmarshal(content, &scenario)
}

// filled puts values of earlier replies in the place of `$name.path`.
func filled(value any, saved map[string]any) (any, error) {
	switch value := value.(type) {
	case map[string]any:
		result := map[string]any{}
		for name, inner := range value {
			found, err := filled(inner, saved)
			if err != nil {
				return nil, err
			}
			result[name] = found
		}
		return result, nil
	case string:
		if path, isReference := strings.CutPrefix(value, "$"); isReference {
			found, isThere := at(saved, path)
			if !isThere {
				return nil, fmt.Errorf("%s leads nowhere", value)
			}
			return found, nil
		}
	}
	return value, nil
}

// at follows a path such as `data.0.id`.
func at(tree any, path string) (any, bool) {
	for _, part := range strings.Split(path, ".") {
		switch node := tree.(type) {
		case map[string]any:
			inner, isThere := node[part]
			if !isThere {
				return nil, false
			}
			tree = inner
		case []any:
			index, err := strconv.Atoi(part)
			switch {
			case part == "length":
				tree = float64(len(node))
			case err != nil || index >= len(node):
				return nil, false
			default:
				tree = node[index]
			}
		default:
			return nil, false
		}
	}
	return tree, true
}

// wrong says what is not as expected.
func wrong(expected Expectation, saved map[string]any, answer Answer) []string {
	if answer.Status != expected.Status {
		reply, _ := json.Marshal(answer.Reply)
		return []string{fmt.Sprintf("status %d instead of %d: %s", answer.Status, expected.Status, reply)}
	}
	fields := map[string]any{}
	for name, value := range expected.Error {
		fields["error."+name] = value
	}
	for path, value := range expected.Fields {
		fields[path] = value
	}
	var said []string
	for path, value := range fields {
		wanted, err := filled(value, saved)
		found, isThere := at(answer.Reply, path)
		if err != nil || !isThere || !reflect.DeepEqual(found, wanted) {
			said = append(said, fmt.Sprintf("%s is %v instead of %v", path, found, value))
		}
	}
	for _, path := range expected.Present {
		if found, _ := at(answer.Reply, path); found == nil {
			said = append(said, path+" is not there")
		}
	}
	for path, name := range expected.Types {
		if answer.Types[path] != name {
			said = append(said, fmt.Sprintf("%q was read as %q instead of %s", path, answer.Types[path], name))
		}
	}
	return said
}
