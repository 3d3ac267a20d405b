import type { ExpenseDocument } from "@aws-sdk/client-textract";
import type { Candidate, ReceiptDoubt, ReceiptDraft } from "./model";
import { fieldsOf, rowsOf } from "./readText";
import { receiptDays } from "./receiptDays";
import { receiptMerchants } from "./receiptMerchants";
import { receiptMoney } from "./receiptMoney";
import { isRefundHeaded } from "./refundHeading";
import { boundedTexts } from "./textBounds";

interface DraftContext {
  /** Decides the order of day and month, and the meaning of ambiguous number marks. */
  locale: string;
  /** The ledger's, for a receipt that names none. */
  currency: string;
  /** YYYY-MM-DD in the ledger's zone. */
  today: string;
  /** False if pages are missing, and perhaps the one with the total. Default: true. */
  isWhole?: boolean;
}

/** Confidence below which the user is asked for the merchant: Textract reads a logo at 24, or `META -` at 60. */
const SURE_MERCHANT = 62;

/**
 * Builds a draft from everything that Textract found on a receipt's pages. Textract's fields repeat, are missing or
 * mislead, so its lines are read as well, by the same rules; every plausible value stays a candidate.
 */
export function draftOf(documents: readonly ExpenseDocument[], context: DraftContext): ReceiptDraft {
  const [allFields, allRows] = [fieldsOf(documents), rowsOf(documents)];
  const [fields, rows] = [boundedTexts(allFields), boundedTexts(allRows)];
  const isWhole =
    context.isWhole !== false && fields.length === allFields.length && rows.length === allRows.length;
  const { isUncertain, isMixed, isShared, isRefund, ...money } = receiptMoney(
    documents,
    fields,
    rows,
    context,
  );
  const { totals, currencies, items } = money;
  // With lines below 0, the heading is that of a part: the goods that were exchanged.
  const isHeaded = !isRefund && items.every(({ amount }) => amount > 0) && isRefundHeaded(rows, items);
  const { days, isAmbiguous, isUnlikely } = receiptDays(fields, rows, context);
  const merchants = receiptMerchants(fields, rows, context);
  const doubts: ReceiptDoubt[] = [
    ...doubtOf("noDay", days.length === 0),
    ...doubtOf("ambiguousDay", isAmbiguous),
    ...doubtOf("unlikelyDay", isUnlikely),
    ...doubtOf("noTotal", totals.length === 0),
    ...doubtOf("uncertainTotal", isUncertain || (!isWhole && totals.length > 0)),
    ...doubtOf("negativeTotal", isRefund),
    ...doubtOf("refundHeading", isHeaded),
    ...doubtOf("noMerchant", merchants.length === 0),
    ...doubtOf("uncertainMerchant", isUnsure(merchants[0])),
    ...doubtOf("assumedCurrency", currencies.length === 0),
    ...doubtOf("mixedCurrencies", isMixed),
    ...doubtOf("sharedSign", isShared),
  ];
  return { merchants, days, ...money, ...((isRefund || isHeaded) && { kind: "refund" }), doubts };
}

const doubtOf = (doubt: ReceiptDoubt, applies: boolean) => (applies ? [doubt] : []);

const isUnsure = (merchant: Candidate<string> | undefined) =>
  merchant !== undefined && merchant.confidence < SURE_MERCHANT;
