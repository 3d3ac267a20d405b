import { DEFAULT_CATEGORY } from "../../../domain/expenses/category";
import type { ReceiptDetails } from "../../../domain/receipts/receiptSchemas";
import { today } from "../../lib/formatting/clock";
import { editableAmount } from "../../lib/formatting/typedNumbers";
import { EMPTY, type Typed } from "../forms/formInput";
import { suggestCategory } from "../suggestions/suggest";
import { type Choice, likelyCategory } from "./receiptChoices";

/** The initial values of the form of a receipt's expense. */
export function startOf(
  { draft, title }: Pick<ReceiptDetails, "draft" | "title">,
  choices: readonly Choice[],
): Typed {
  const best = (field: Choice["field"]) => choices.find((choice) => choice.field === field)?.value;
  const kind = (draft ?? title)?.kind;
  const category = (draft && likelyCategory(draft, suggestCategory)) ?? DEFAULT_CATEGORY;
  // Nothing but the title is known of a receipt that was detached from an expense.
  return {
    ...EMPTY,
    amount: best("amount") ?? (title?.total ? editableAmount(title.total, title.currency) : ""),
    description: best("description") ?? title?.merchant ?? "",
    date: best("date") ?? title?.day ?? today.value,
    category,
    ...(kind && { kind }),
  };
}
