package main

import (
	"context"
	"encoding/json"
	"io"

	"languages/komoju"
)

// Sent is what a step sends.
type Sent struct {
	Parameters map[string]any
	Body       map[string]any
	IsForm     bool
}

type client = *komoju.ClientWithResponses

var background = context.Background()

// calls makes every operation through the generated client, and gives the reply of a success, which is nil otherwise.
var calls = map[string]func(api client, sent Sent) (reply, error){
	"createPayment": func(api client, sent Sent) (reply, error) {
		parameters := &komoju.CreatePaymentParams{}
		found, err := posted(sent, func(body komoju.PaymentCreate) (*komoju.CreatePaymentResponse, error) {
			return api.CreatePaymentWithResponse(background, parameters, body)
		}, func(body io.Reader) (*komoju.CreatePaymentResponse, error) {
			return api.CreatePaymentWithBodyWithResponse(background, parameters, formType, body)
		})
		return of(found, err, func() any { return either(found.JSON200, found.JSON202) })
	},
	"listPayments": func(api client, sent Sent) (reply, error) {
		parameters, err := query[komoju.ListPaymentsParams](sent)
		if err != nil {
			return reply{}, err
		}
		found, err := api.ListPaymentsWithResponse(background, parameters)
		return of(found, err, func() any { return found.JSON200 })
	},
	"showPayment": func(api client, sent Sent) (reply, error) {
		found, err := api.ShowPaymentWithResponse(background, sent.id("payment_id"))
		return of(found, err, func() any { return found.JSON200 })
	},
	"updatePayment": func(api client, sent Sent) (reply, error) {
		id, parameters := sent.id("payment_id"), &komoju.UpdatePaymentParams{}
		found, err := posted(sent, func(body komoju.PaymentUpdate) (*komoju.UpdatePaymentResponse, error) {
			return api.UpdatePaymentWithResponse(background, id, parameters, body)
		}, func(body io.Reader) (*komoju.UpdatePaymentResponse, error) {
			return api.UpdatePaymentWithBodyWithResponse(background, id, parameters, formType, body)
		})
		return of(found, err, func() any { return either(found.JSON200, found.JSON202) })
	},
	"capturePayment": func(api client, sent Sent) (reply, error) {
		found, err := api.CapturePaymentWithResponse(background, sent.id("payment_id"), &komoju.CapturePaymentParams{})
		return of(found, err, func() any { return found.JSON200 })
	},
	"refundPayment": func(api client, sent Sent) (reply, error) {
		id, parameters := sent.id("payment_id"), &komoju.RefundPaymentParams{}
		found, err := posted(sent, func(body komoju.PaymentRefund) (*komoju.RefundPaymentResponse, error) {
			return api.RefundPaymentWithResponse(background, id, parameters, body)
		}, func(body io.Reader) (*komoju.RefundPaymentResponse, error) {
			return api.RefundPaymentWithBodyWithResponse(background, id, parameters, formType, body)
		})
		return of(found, err, func() any { return found.JSON200 })
	},
	"cancelPayment": func(api client, sent Sent) (reply, error) {
		found, err := api.CancelPaymentWithResponse(background, sent.id("payment_id"), &komoju.CancelPaymentParams{})
		return of(found, err, func() any { return found.JSON200 })
	},
	"createRefundRequest": func(api client, sent Sent) (reply, error) {
		id, parameters := sent.id("payment_id"), &komoju.CreateRefundRequestParams{}
		found, err := posted(sent, func(body komoju.RefundRequestCreate) (*komoju.CreateRefundRequestResponse, error) {
			return api.CreateRefundRequestWithResponse(background, id, parameters, body)
		}, func(body io.Reader) (*komoju.CreateRefundRequestResponse, error) {
			return api.CreateRefundRequestWithBodyWithResponse(background, id, parameters, formType, body)
		})
		return of(found, err, func() any { return found.JSON200 })
	},
	"createToken": func(api client, sent Sent) (reply, error) {
		parameters := &komoju.CreateTokenParams{}
		found, err := posted(sent, func(body komoju.TokenCreate) (*komoju.CreateTokenResponse, error) {
			return api.CreateTokenWithResponse(background, parameters, body)
		}, func(body io.Reader) (*komoju.CreateTokenResponse, error) {
			return api.CreateTokenWithBodyWithResponse(background, parameters, formType, body)
		})
		return of(found, err, func() any { return found.JSON200 })
	},
	"createCustomer": func(api client, sent Sent) (reply, error) {
		parameters := &komoju.CreateCustomerParams{}
		found, err := posted(sent, func(body komoju.CustomerCreate) (*komoju.CreateCustomerResponse, error) {
			return api.CreateCustomerWithResponse(background, parameters, body)
		}, func(body io.Reader) (*komoju.CreateCustomerResponse, error) {
			return api.CreateCustomerWithBodyWithResponse(background, parameters, formType, body)
		})
		return of(found, err, func() any { return found.JSON200 })
	},
	"listCustomers": func(api client, sent Sent) (reply, error) {
		parameters, err := query[komoju.ListCustomersParams](sent)
		if err != nil {
			return reply{}, err
		}
		found, err := api.ListCustomersWithResponse(background, parameters)
		return of(found, err, func() any { return found.JSON200 })
	},
	"showCustomer": func(api client, sent Sent) (reply, error) {
		found, err := api.ShowCustomerWithResponse(background, sent.id("customer_id"))
		return of(found, err, func() any { return found.JSON200 })
	},
	"updateCustomer": func(api client, sent Sent) (reply, error) {
		id, parameters := sent.id("customer_id"), &komoju.UpdateCustomerParams{}
		found, err := posted(sent, func(body komoju.CustomerUpdate) (*komoju.UpdateCustomerResponse, error) {
			return api.UpdateCustomerWithResponse(background, id, parameters, body)
		}, func(body io.Reader) (*komoju.UpdateCustomerResponse, error) {
			return api.UpdateCustomerWithBodyWithResponse(background, id, parameters, formType, body)
		})
		return of(found, err, func() any { return found.JSON200 })
	},
	"deleteCustomer": func(api client, sent Sent) (reply, error) {
		found, err := api.DeleteCustomerWithResponse(background, sent.id("customer_id"))
		return of(found, err, func() any { return found.JSON200 })
	},
	"listEvents": func(api client, sent Sent) (reply, error) {
		parameters, err := query[komoju.ListEventsParams](sent)
		if err != nil {
			return reply{}, err
		}
		found, err := api.ListEventsWithResponse(background, parameters)
		return of(found, err, func() any { return found.JSON200 })
	},
	"showEvent": func(api client, sent Sent) (reply, error) {
		found, err := api.ShowEventWithResponse(background, sent.id("event_id"))
		return of(found, err, func() any { return found.JSON200 })
	},
}

// reply is what the client gives: the status, the body, and what it has read of the body of a success.
type reply struct {
	status  int
	content []byte
	read    any
}

// response is what every generated response can do.
type response interface {
	StatusCode() int
	GetBody() []byte
}

func of(found response, err error, read func() any) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	answer := reply{status: found.StatusCode(), content: found.GetBody()}
	if answer.status < 300 {
		answer.read = read()
	}
	return answer, nil
}

func posted[Body, Response any](sent Sent, asJSON func(Body) (Response, error), asForm func(io.Reader) (Response, error)) (Response, error) {
	var none Response
	body, err := typed[Body](sent.Body)
	if err != nil {
		return none, err
	}
	if !sent.IsForm {
		return asJSON(body)
	}
	written, err := form(body)
	if err != nil {
		return none, err
	}
	return asForm(written)
}

func query[Parameters any](sent Sent) (*Parameters, error) {
	content, err := json.Marshal(sent.Parameters)
	if err != nil {
		return nil, err
	}
	var parameters Parameters
	return &parameters, json.Unmarshal(content, &parameters)
}

func either[Reply any](first, second *Reply) *Reply {
	if first != nil {
		return first
	}
	return second
}

func (sent Sent) id(name string) string {
	id, _ := sent.Parameters[name].(string)
	return id
}
