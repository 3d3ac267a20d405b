import type { Receipt } from "../../../domain/receipts/receiptSchemas";
import { RECEIPT_REFUSALS } from "../../../domain/values/receiptRefusals";
import { isolate } from "../../../domain/values/text";
import { inWords, t } from "../../i18n";
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

const ENGLISH: Readonly<Record<string, { text: string } | undefined>> = RECEIPT_REFUSALS;

/** Reason why a receipt was not read. */
export const failureInWords = ({ failure = "" }: Pick<Receipt, "failure">) =>
  inWords({ key: `refusal.${failure}`, otherwise: ENGLISH[failure]?.text ?? t("app.failed") });
