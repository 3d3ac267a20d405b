import { isUnseen } from "../../../domain/receipts/model";
import type { Receipt } from "../../../domain/receipts/receiptSchemas";
import { isolate } from "../../../domain/values/text";
import { reasonOf } from "../../data/receipts/receiptReasons";
import { inWords } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { moment } from "../../lib/formatting/time";

/** The name of a receipt: who it is from, or what its file is called. */
export const nameOf = ({ title, fileName }: Receipt) => title?.merchant ?? fileName;

/** The accessible name of a control of a receipt: the text that it shows, and which receipt is meant. */
export const labelOf = (text: string, name: string) => `${text}: ${isolate(name)}`;

/** A receipt in a line, as far as it is known. */
export function detailsOf({ title, createdAt }: Receipt): string {
  const { total, currency, day } = title ?? {};
  const known = [total && currency && money(total, currency), day && fullDay(day)];
  return known.flatMap((word) => (word ? isolate(word) : [])).join(" · ") || moment(createdAt);
}

/** Reason why a receipt was not read, or has no file. */
export const failureInWords = ({ failure }: Pick<Receipt, "failure">) => inWords(reasonOf(failure));

/** True of the receipt of an expense that has nothing to show. */
export const isWithoutFile = ({ state, hasFile, failure }: Receipt) =>
  state === "confirmed" && !hasFile && failure !== undefined && !isUnseen(failure);
