import type { Expense } from "../../../domain/expenses/expense";
import { money } from "../../lib/formatting/format";

/** The amount of an expense at the end of its line: spending has no sign, refunds and income have one. */
export function Amount({ amount, currency, kind }: Pick<Expense, "amount" | "currency" | "kind">) {
  return (
    <span class={`row-amount ${kind ?? ""}`}>
      {kind === "income" && "+"}
      {money(kind === "refund" ? `-${amount}` : amount, currency)}
    </span>
  );
}
