/**
 * Refusals of amounts, as in `refusals.ts`. In a file of their own because the page, which reads amounts by the same rules, shows them
 * before anything is sent.
 */
export const AMOUNT_REFUSALS = {
  "amount.invalid": {
    status: 400,
    text: 'The amount must be a number above 0 or a text with one, for example 12.50 or "12.50 EUR".',
  },
  "amount.missing": { status: 400, text: "Enter an amount." },
  "amount.unclear": { status: 400, text: "{text} is not an amount." },
  "amount.ambiguous": {
    status: 400,
    text: "{text} can mean {first} or {second}. Write it without a separator of thousands.",
  },
  "amount.currencyShared": {
    status: 400,
    text: "{sign} can mean {currencies}. Write the currency's code instead.",
  },
  "amount.currencyMixed": { status: 400, text: "An amount cannot be in {first} and in {second}." },
  "amount.dividedByZero": { status: 400, text: "An amount cannot be divided by 0." },
  "amount.notPositive": {
    status: 400,
    text: "The amount must be above 0. For money that you got back or earned, set the kind to refund or income.",
  },
  "amount.tooLarge": { status: 400, text: "The amount must be at most {max}." },
  "amount.noDecimals": { status: 400, text: "An amount in {currency} has no decimals." },
  "amount.decimals": { status: 400, text: "An amount in {currency} has at most {decimals} decimals." },
} as const;
