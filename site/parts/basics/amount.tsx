import type { Expense } from "../../../domain/expenses/expense";
import { money } from "../../lib/formatting/format";

/** The amount of an expense at the end of its line: what it takes has no sign, what it brings has one. */
export function Amount({ amount, currency, kind }: Pick<Expense, "amount" | "currency" | "kind">) {
  return (
    <span class={`row-amount ${kind ?? ""}`}>
      {kind === "income" && "+"}
      {money(kind === "refund" ? `-${amount}` : amount, currency)}
    </span>
  );
}
