package main

import (
	"encoding/json"
	"fmt"
	"reflect"

	"languages/komoju"
)

// tagged is the generated type of a union with a discriminator.
type tagged interface {
	ValueByDiscriminator() (interface{}, error)
	json.Unmarshaler
}

// readAsTagged reads a union as the type of its tag, keeps what that type knows, and gives the name of the type.
func readAsTagged(union tagged) (string, error) {
	value, err := union.ValueByDiscriminator()
	if err != nil {
		return "", err
	}
	content, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	return reflect.TypeOf(value).Name(), union.UnmarshalJSON(content)
}

// typesIn reads every union of a reply, and gives by path the name of the type.
func typesIn(reply any) (map[string]string, error) {
	unions := map[string]tagged{}
	switch reply := reply.(type) {
	case *komoju.Payment:
		unions["payment_details"] = reply.PaymentDetails
	case *komoju.Token:
		unions["payment_details"] = &reply.PaymentDetails
	case *komoju.PaymentList:
		for index := range reply.Data {
			unions[fmt.Sprintf("data.%d.payment_details", index)] = reply.Data[index].PaymentDetails
		}
	case *komoju.EventList:
		for index := range reply.Data {
			unions[fmt.Sprintf("data.%d", index)] = &reply.Data[index]
		}
	case *komoju.Event:
		unions[""] = reply
	}
	types := map[string]string{}
	for path, union := range unions {
		name, err := readAsTagged(union)
		if err != nil {
			return nil, err
		}
		types[path] = name
	}
	return types, nil
}
