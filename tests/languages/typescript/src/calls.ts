// Every operation through the client that openapi-fetch makes of the generated types.

import type { Client } from "openapi-fetch";
import type { operations, paths } from "./komoju.js";
import type { Members } from "./scenario.js";
import { detailsShape, eventShape, tokenShape, type Schemas } from "./shapes.js";

/** What a scenario sends. Its file says what that is, so here it is taken as what the operation wants. */
export interface Sent {
  parameters: Members;
  body: Members;
  headers: { "Content-Type"?: string };
}

interface Result {
  data?: unknown;
  error?: unknown;
  response: Response;
}

type Api = Client<paths>;
type Query<Id extends keyof operations> = NonNullable<operations[Id]["parameters"]["query"]>;

const payment = ({ parameters }: Sent) => ({ payment_id: parameters["payment_id"] as string });
const customer = ({ parameters }: Sent) => ({ customer_id: parameters["customer_id"] as string });

export const calls: { [operation: string]: (api: Api, sent: Sent) => Promise<Result> } = {
  createPayment: (api, sent) =>
    api.POST("/payments", { body: sent.body as unknown as Schemas["PaymentCreate"], headers: sent.headers }),
  listPayments: (api, sent) =>
    api.GET("/payments", { params: { query: sent.parameters as Query<"listPayments"> } }),
  showPayment: (api, sent) => api.GET("/payments/{payment_id}", { params: { path: payment(sent) } }),
  updatePayment: (api, sent) =>
    api.PATCH("/payments/{payment_id}", {
      params: { path: payment(sent) },
      body: sent.body as Schemas["PaymentUpdate"],
      headers: sent.headers,
    }),
  capturePayment: (api, sent) => api.POST("/payments/{payment_id}/capture", { params: { path: payment(sent) } }),
  refundPayment: (api, sent) =>
    api.POST("/payments/{payment_id}/refund", {
      params: { path: payment(sent) },
      body: sent.body as Schemas["PaymentRefund"],
      headers: sent.headers,
    }),
  cancelPayment: (api, sent) => api.POST("/payments/{payment_id}/cancel", { params: { path: payment(sent) } }),
  createRefundRequest: (api, sent) =>
    api.POST("/payments/{payment_id}/refund_request", {
      params: { path: payment(sent) },
      body: sent.body as unknown as Schemas["RefundRequestCreate"],
      headers: sent.headers,
    }),
  createToken: (api, sent) =>
    api.POST("/tokens", { body: sent.body as unknown as Schemas["TokenCreate"], headers: sent.headers }),
  createCustomer: (api, sent) =>
    api.POST("/customers", { body: sent.body as unknown as Schemas["CustomerCreate"], headers: sent.headers }),
  listCustomers: (api, sent) =>
    api.GET("/customers", { params: { query: sent.parameters as Query<"listCustomers"> } }),
  showCustomer: (api, sent) => api.GET("/customers/{customer_id}", { params: { path: customer(sent) } }),
  updateCustomer: (api, sent) =>
    api.PATCH("/customers/{customer_id}", {
      params: { path: customer(sent) },
      body: sent.body as unknown as Schemas["CustomerUpdate"],
      headers: sent.headers,
    }),
  deleteCustomer: (api, sent) => api.DELETE("/customers/{customer_id}", { params: { path: customer(sent) } }),
  listEvents: (api, sent) => api.GET("/events", { params: { query: sent.parameters as Query<"listEvents"> } }),
  showEvent: (api, { parameters }) =>
    api.GET("/events/{event_id}", { params: { path: { event_id: parameters["event_id"] as string } } }),
};

type Reply = Schemas["Payment"] | Schemas["PaymentList"] | Schemas["Token"] | Schemas["Customer"]
  | Schemas["CustomerList"] | Schemas["EventList"] | Schemas["Event"];

/** Tell by path as which schemas the unions of a reply were read. */
export function typesIn(reply: Reply): { [path: string]: string } {
  switch (reply.resource) {
    case "payment":
      return reply.payment_details ? { payment_details: detailsShape(reply.payment_details) } : {};
    case "token":
      return { payment_details: tokenShape(reply.payment_details) };
    case "event":
      return { "": eventShape(reply) };
    case "list":
      return Object.fromEntries(reply.data.flatMap((item, number) => {
        if (item.resource === "event") return [[`data.${number}`, eventShape(item)]];
        if (item.resource !== "payment" || !item.payment_details) return [];
        return [[`data.${number}.payment_details`, detailsShape(item.payment_details)]];
      }));
    case "customer":
      return {};
  }
}
