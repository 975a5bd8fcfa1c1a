// The unions by their tags. This compiles only where each tag narrows its union to the schema that it stands for.

import type { components } from "./komoju.js";

export type Schemas = components["schemas"];
type Details = Schemas["PaymentDetails"];
type TokenDetails = Schemas["TokenDetails"];
type Event = Schemas["Event"];

/** The name of a schema, given only with a value that the compiler knows to be of that schema. */
function named<Name extends keyof Schemas>(name: Name, _value: Schemas[Name]): Name {
  return name;
}

export function detailsShape(details: Details): string {
  switch (details.type) {
    case "bank_transfer": return named("BankTransfer", details);
    case "bit_cash": return named("BitCash", details);
    case "credit_card": return named("CreditCard", details);
    case "culture_voucher": return named("CultureVoucher", details);
    case "dospara": return named("Dospara", details);
    case "konbini": return named("Konbini", details);
    case "nanaco": return named("Nanaco", details);
    case "net_cash": return named("NetCash", details);
    case "pay_easy": return named("PayEasy", details);
    case "web_money": return named("WebMoney", details);
    default: return unknown(details);
  }
}

export function tokenShape(details: TokenDetails): string {
  switch (details.type) {
    case "bank_transfer": return named("BankTransferToken", details);
    case "bit_cash": return named("BitCashToken", details);
    case "credit_card": return named("CreditCardToken", details);
    case "culture_voucher": return named("CultureVoucherToken", details);
    case "dospara": return named("DosparaToken", details);
    case "konbini": return named("KonbiniToken", details);
    case "nanaco": return named("NanacoToken", details);
    case "net_cash": return named("NetCashToken", details);
    case "pay_easy": return named("PayEasyToken", details);
    case "web_money": return named("WebMoneyToken", details);
    default: return unknown(details);
  }
}

export function eventShape(event: Event): string {
  switch (event.type) {
    case "customer.created": case "customer.updated": case "customer.deleted": return named("CustomerEvent", event);
    case "payout.created": return named("PayoutEvent", event);
    case "ping": return named("PingEvent", event);
    case "payment.authorized": case "payment.captured": case "payment.updated": case "payment.expired":
    case "payment.cancelled": case "payment.refund.created": case "payment.refunded": case "payment.failed":
      return named("PaymentEvent", event);
    default: return unknown(event);
  }
}

/** Nothing is left for the compiler here, but a service may grow. */
function unknown(value: never): string {
  return `unknown: ${JSON.stringify(value)}`;
}
