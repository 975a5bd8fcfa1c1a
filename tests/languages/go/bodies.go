package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"

	"languages/komoju"
)

const formType = "application/x-www-form-urlencoded"

// requestUnion is the generated type of a field that holds payment details or the id of a token.
type requestUnion interface {
	AsPaymentDetailsRequest() (komoju.PaymentDetailsRequest, error)
	json.Marshaler
	json.Unmarshaler
}

// typed makes of a body what a typed program would send. Payment details go through the type of their tag.
func typed[Body any](members map[string]any) (Body, error) {
	var body Body
	content, err := json.Marshal(members)
	if err != nil {
		return body, err
	}
	if err := json.Unmarshal(content, &body); err != nil {
		return body, err
	}
	switch body := any(&body).(type) {
	case *komoju.PaymentCreate:
		if body.PaymentDetails != nil {
			return *any(body).(*Body), throughType(body.PaymentDetails)
		}
	case *komoju.CustomerCreate:
		if body.PaymentDetails != nil {
			return *any(body).(*Body), throughType(body.PaymentDetails)
		}
	case *komoju.CustomerUpdate:
		if body.PaymentDetails != nil {
			return *any(body).(*Body), throughType(body.PaymentDetails)
		}
	case *komoju.TokenCreate:
		_, err := readAsTagged(&body.PaymentDetails)
		return *any(body).(*Body), err
	}
	return body, nil
}

func throughType(union requestUnion) error {
	content, err := union.MarshalJSON()
	if err != nil || strings.HasPrefix(string(content), `"`) {
		return err
	}
	details, err := union.AsPaymentDetailsRequest()
	if err != nil {
		return err
	}
	if _, err := readAsTagged(&details); err != nil {
		return err
	}
	content, err = details.MarshalJSON()
	if err != nil {
		return err
	}
	return union.UnmarshalJSON(content)
}

// form writes a body with brackets, `outer[inner]=value`, which the generated form methods do not do for unions.
func form(body any) (io.Reader, error) {
	content, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(strings.NewReader(string(content)))
	decoder.UseNumber()
	var members map[string]any
	if err := decoder.Decode(&members); err != nil {
		return nil, err
	}
	pairs := url.Values{}
	for name, value := range members {
		object, isObject := value.(map[string]any)
		if !isObject {
			pairs.Set(name, fmt.Sprint(value))
		}
		for inner, scalar := range object {
			pairs.Set(name+"["+inner+"]", fmt.Sprint(scalar))
		}
	}
	return strings.NewReader(pairs.Encode()), nil
}
