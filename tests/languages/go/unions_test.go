package main

import (
	"encoding/json"
	"reflect"
	"testing"

	"languages/komoju"
)

// The types by their tags, written down here a second time.
var byTag = map[string]any{
	"bank_transfer":   komoju.BankTransfer{},
	"bit_cash":        komoju.BitCash{},
	"credit_card":     komoju.CreditCard{},
	"culture_voucher": komoju.CultureVoucher{},
	"dospara":         komoju.Dospara{},
	"konbini":         komoju.Konbini{},
	"nanaco":          komoju.Nanaco{},
	"net_cash":        komoju.NetCash{},
	"pay_easy":        komoju.PayEasy{},
	"web_money":       komoju.WebMoney{},
}

func decoded(t *testing.T, tag string) komoju.PaymentDetails {
	t.Helper()
	var details komoju.PaymentDetails
	if err := json.Unmarshal([]byte(`{"type": "`+tag+`", "receipt": "303001"}`), &details); err != nil {
		t.Fatal(err)
	}
	return details
}

func TestEachTagIsReadAsItsType(t *testing.T) {
	for tag, expected := range byTag {
		found, err := decoded(t, tag).ValueByDiscriminator()
		if err != nil {
			t.Fatal(err)
		}
		if typeOf(found) != typeOf(expected) {
			t.Errorf("%s was read as %s", tag, typeOf(found))
		}
	}
}

func TestAnUnknownTagIsReported(t *testing.T) {
	found, err := decoded(t, "paypay").ValueByDiscriminator()
	if err == nil {
		t.Fatalf("paypay was read as %s", typeOf(found))
	}
}

func TestDetailsAreMadeOfATypeAndReadBack(t *testing.T) {
	var details komoju.PaymentDetailsRequest
	made := komoju.KonbiniRequest{Type: "konbini", Store: "lawson"}
	if err := details.FromKonbiniRequest(made); err != nil {
		t.Fatal(err)
	}
	found, err := details.ValueByDiscriminator()
	if err != nil {
		t.Fatal(err)
	}
	if request, isKonbini := found.(komoju.KonbiniRequest); !isKonbini || request.Store != "lawson" {
		t.Errorf("it came back as %v", found)
	}
}

func typeOf(value any) string {
	return reflect.TypeOf(value).Name()
}
