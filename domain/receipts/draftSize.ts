import type { ReceiptDraft } from "./model";
import type { ReceiptTitle } from "./storedReceipt";

// An item of the table holds 400 KB, and a document can hold more: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html

const MAX_CANDIDATES = 20;
const MAX_ITEMS = 300;
const MAX_TEXT_LENGTH = 200;

/** Returns a draft that fits into its item: the best candidates, and as many lines as anybody would read. */
export function boundedDraft(draft: ReceiptDraft): ReceiptDraft {
  const { merchants, days, totals, currencies, items } = draft;
  return {
    ...draft,
    merchants: best(merchants).map((one) => ({ ...one, value: short(one.value) })),
    days: best(days),
    totals: best(totals),
    currencies: best(currencies),
    items: items.slice(0, MAX_ITEMS).map(shortened),
  };
}

/** The best candidates of a draft. */
export function titleOf({ merchants, totals, days, currency, kind }: ReceiptDraft): ReceiptTitle {
  const [merchant, total, day] = [merchants[0]?.value, totals[0]?.value, days[0]?.value];
  return {
    currency,
    ...(merchant !== undefined && { merchant }),
    ...(total !== undefined && { total }),
    ...(day !== undefined && { day }),
    ...(kind && { kind }),
  };
}

const best = <Found extends { text: string }>(candidates: readonly Found[]) =>
  candidates.slice(0, MAX_CANDIDATES).map(shortened);

const shortened = <Found extends { text: string }>(found: Found) => ({ ...found, text: short(found.text) });

const short = (text: string) => text.slice(0, MAX_TEXT_LENGTH).toWellFormed();
