// Plays scenarios through the client that oapi-codegen makes: `driver SCENARIO...` prints one line of JSON about each.
// KOMOJU_SANDBOX says where the sandbox is, and KOMOJU_PLAYER whose worlds these are.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"languages/komoju"
)

type player struct {
	origin string
	keys   map[string]string
	saved  map[string]any
}

// play plays the steps up to the first that fails, and says what fails.
func (p *player) play(steps []Step) error {
	for index, step := range steps {
		name, err := "control", error(nil)
		if step.Control != nil {
			err = p.control(*step.Control)
		} else {
			name, err = step.Call, p.call(step)
		}
		if err != nil {
			return fmt.Errorf("step %d, %s: %w", index+1, name, err)
		}
	}
	return nil
}

func (p *player) call(step Step) error {
	answer, err := p.answer(step)
	if err != nil {
		return err
	}
	if step.Save != "" {
		p.saved[step.Save] = answer.Reply
	}
	if said := wrong(step.Expect, p.saved, answer); said != nil {
		return fmt.Errorf("%s", strings.Join(said, "; "))
	}
	return nil
}

func (p *player) answer(step Step) (Answer, error) {
	call, isKnown := calls[step.Call]
	if !isKnown {
		return Answer{}, fmt.Errorf("it is not in calls.go")
	}
	parameters, err := p.filled(step.Parameters)
	if err != nil {
		return Answer{}, err
	}
	body, err := p.filled(step.Body)
	if err != nil {
		return Answer{}, err
	}
	api, err := komoju.NewClientWithResponses(p.origin+"/api/v1", komoju.WithRequestEditorFn(p.signed(step.Key)))
	if err != nil {
		return Answer{}, err
	}
	found, err := call(api, Sent{parameters, body, step.Send == "form"})
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Status: found.status}
	content := found.content
	if found.read != nil {
		if answer.Types, err = typesIn(found.read); err != nil {
			return answer, err
		}
		if content, err = json.Marshal(found.read); err != nil {
			return answer, err
		}
	}
	return answer, json.Unmarshal(content, &answer.Reply)
}

func (p *player) control(control Control) error {
	parameters, err := p.filled(control.Parameters)
	if err != nil {
		return err
	}
	path := control.Path
	for name, value := range parameters {
		path = strings.ReplaceAll(path, "{"+name+"}", fmt.Sprint(value))
	}
	body, err := json.Marshal(control.Body)
	if err != nil {
		return err
	}
	if control.Body == nil {
		body = []byte("{}")
	}
	request, err := http.NewRequest(control.Method, p.origin+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.SetBasicAuth(p.keys["secret"], "")
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		content, _ := io.ReadAll(response.Body)
		return fmt.Errorf("status %d: %s", response.StatusCode, content)
	}
	return nil
}

func (p *player) filled(members map[string]any) (map[string]any, error) {
	found, err := filled(members, p.saved)
	if err != nil {
		return nil, err
	}
	return found.(map[string]any), nil
}

func (p *player) signed(key string) komoju.RequestEditorFn {
	if key == "" {
		key = "secret"
	}
	return func(_ context.Context, request *http.Request) error {
		request.SetBasicAuth(p.keys[key], "")
		return nil
	}
}

func main() {
	for _, path := range os.Args[1:] {
		scenario := strings.TrimSuffix(filepath.Base(path), ".json")
		secret := os.Getenv("KOMOJU_PLAYER") + "-" + scenario
		keys := map[string]string{"secret": secret, "publishable": secret + "-publishable", "wrong": "nobody"}
		steps, err := readSteps(path)
		if err == nil {
			one := player{os.Getenv("KOMOJU_SANDBOX"), keys, map[string]any{}}
			err = one.play(steps)
		}
		said := map[string]any{"scenario": scenario, "failed": nil}
		if err != nil {
			said["failed"] = err.Error()
		}
		line, _ := json.Marshal(said)
		fmt.Println(string(line))
	}
}
