import { RECEIPT_REFUSALS } from "../../../domain/values/receiptRefusals";
import { type Said, say } from "../../i18n";

const ENGLISH: Readonly<Record<string, { text: string } | undefined>> = RECEIPT_REFUSALS;

/** Reason why a receipt was not read, or has no file, by the code that the API has of it. */
export function reasonOf(failure = ""): Said {
  const english = ENGLISH[failure];
  return english ? { key: `refusal.${failure}`, otherwise: english.text } : say("app.failed");
}
