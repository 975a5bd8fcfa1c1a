// A program that is never run: the compiler has to accept and to refuse each line of it as marked.

import type { Schemas } from "./shapes.js";

declare const details: Schemas["PaymentDetails"];
declare const payment: Schemas["Payment"];

if (details.type === "konbini") {
  const receipt: string = details.receipt;
  const store: Schemas["Store"] = details.store;
  // @ts-expect-error: a card has a brand, a convenience store has none
  const brand = details.brand;
  use(receipt, store, brand);
}

if (details.type === "credit_card") {
  const digits: string = details.last_four_digits;
  // @ts-expect-error: only a convenience store has a receipt
  const receipt = details.receipt;
  use(digits, receipt);
}

// @ts-expect-error: before the type is known, no field of one type can be read
use(details.receipt);
// @ts-expect-error: there is no such type
use(details.type === "paypay");
// @ts-expect-error: there may be no details yet
use(payment.payment_details.type);
// @ts-expect-error: a status is one of six
use(payment.status === "paid");

const konbini: Schemas["PaymentDetailsRequest"] = { type: "konbini", store: "lawson" };
// @ts-expect-error: a konbini payment needs its store
const storeless: Schemas["PaymentDetailsRequest"] = { type: "konbini" };
// @ts-expect-error: there is no such chain
const elsewhere: Schemas["PaymentDetailsRequest"] = { type: "konbini", store: "seven" };
// @ts-expect-error: the number belongs to prepaid cards
const mixed: Schemas["PaymentDetailsRequest"] = { type: "konbini", store: "lawson", prepaid_number: "1111111111111111" };
// @ts-expect-error: the details need their type
const untyped: Schemas["PaymentDetailsRequest"] = { store: "lawson" };
use(konbini, storeless, elsewhere, mixed, untyped);

function use(..._values: unknown[]): void {}
