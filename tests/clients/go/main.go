// Sends requests as the vendor's Go SDK sends them, and prints what comes back.
//
// Input, on stdin: a JSON list of requests. Output: a JSON list of answers, in the same order.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/dara"
)

type request struct {
	Action  string         `json:"action"`
	Version string         `json:"version"`
	Style   string         `json:"style"`
	Method  string         `json:"method"`
	Path    string         `json:"path"`
	Query   map[string]any `json:"query"`
	Body    any            `json:"body"`
	// How the body is encoded: "json" or "formData".
	Encoding string `json:"encoding"`
	// What the answer is read as: "json", "array", "none" or "string".
	Answer string `json:"answer"`
}

type answer struct {
	Status int    `json:"statusCode"`
	Body   any    `json:"body"`
	Error  string `json:"error"`
}

func main() {
	var requests []request
	if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
		fail(err)
	}
	client, err := newClient()
	if err != nil {
		fail(err)
	}
	answers := make([]answer, len(requests))
	for index, one := range requests {
		answers[index] = send(client, one)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fail(err)
	}
}

func newClient() (*openapi.Client, error) {
	config := &openapi.Config{
		AccessKeyId:     dara.String(os.Getenv("ACCESS_KEY_ID")),
		AccessKeySecret: dara.String(os.Getenv("ACCESS_KEY_SECRET")),
		Endpoint:        dara.String(os.Getenv("ENDPOINT")),
		Protocol:        dara.String("http"),
		RegionId:        dara.String("cn-hangzhou"),
	}
	if token := os.Getenv("SECURITY_TOKEN"); token != "" {
		config.SecurityToken = dara.String(token)
	}
	return openapi.NewClient(config)
}

func send(client *openapi.Client, one request) answer {
	params := &openapi.Params{
		Action:      dara.String(one.Action),
		Version:     dara.String(one.Version),
		Protocol:    dara.String("HTTPS"),
		Pathname:    dara.String(one.Path),
		Method:      dara.String(one.Method),
		AuthType:    dara.String("AK"),
		Style:       dara.String(one.Style),
		ReqBodyType: dara.String(one.Encoding),
		BodyType:    dara.String(one.Answer),
	}
	content := &openapi.OpenApiRequest{Query: map[string]*string{}, Body: one.Body}
	for name, value := range one.Query {
		content.Query[name] = dara.String(fmt.Sprint(value))
	}
	response, err := client.CallApi(params, content, &dara.RuntimeOptions{})
	if err != nil {
		return answer{Error: err.Error()}
	}
	// The SDK types the parts of its answer differently by version: JSON does not.
	var got answer
	text, err := json.Marshal(response)
	if err == nil {
		err = json.Unmarshal(text, &got)
	}
	if err != nil {
		return answer{Error: err.Error()}
	}
	return got
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
