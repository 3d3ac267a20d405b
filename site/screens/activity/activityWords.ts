import "../../i18n/en/fields";
import "../../i18n/en/activity";
import "../../i18n/en/ledgers";
import "../../i18n/en/more";
import type { Expense } from "../../../domain/expenses/expense";
import type { Change } from "../../../domain/expenses/historyAnswers";
import { DEFAULT_KIND } from "../../../domain/expenses/kinds";
import type { ActivityEntry } from "../../../domain/ledgers/activitySchemas";
import { isKey, t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { fullDay, money } from "../../lib/formatting/format";
import { namesInWords } from "../../lib/formatting/namesInWords";
import { partsInWords } from "../../lib/formatting/partsInWords";
import { valueInWords } from "../../lib/formatting/simpleValues";
import { localDigits } from "../../lib/formatting/typedNumbers";
import { isMe, people } from "../../lib/ledger/openLedger";

type ChangedField = Change["changes"][number];
type LedgerEventChange = NonNullable<ActivityEntry["ledger"]>["changes"][number];

/** A user as the reader knows them. */
export const nameOf = (userId: string) =>
  isMe(userId) ? t("activity.you") : (people.value?.nameOf(userId) ?? "…");

/** The user who logged an expense. */
export const loggedBy = ({ createdBy, source }: Pick<Expense, "createdBy" | "source">) =>
  source === "rule" ? t("activity.byRule") : t("activity.logged", { who: nameOf(createdBy) });

/** The author and the kind of a change. */
export function headOf({ by, via, undoes, changes }: Change): string {
  const who = nameOf(by);
  const deletion = changes.find(({ field }) => field === "deletedAt");
  const receipt = changes.find(isOfReceipt);
  const head = deletion
    ? t(deletion.after === undefined ? "activity.restored" : "activity.deleted", { who })
    : receipt
      ? t(receiptKeyOf(receipt), { who })
      : t(undoes === undefined ? "activity.changed" : "activity.undid", { who });
  return via === "api" ? `${head} · ${t("activity.viaApi")}` : head;
}

const isOfReceipt = ({ field }: ChangedField) => field === "receiptId";

/** True if a change can be undone: a receipt that was taken from its expense is deleted. */
export const isUndoable = ({ changes }: Change) => !changes.some(isOfReceipt);

function receiptKeyOf({ before, after }: ChangedField) {
  if (after === undefined) return "activity.receiptRemoved";
  return before === undefined ? "activity.receiptAdded" : "activity.receiptReplaced";
}

/** The fields of a change, a line for each. */
export function linesOf({ changes }: Change): string[] {
  const currency = changes.find(({ field }) => field === "currency");
  return changes.flatMap((one) => {
    const field = labelOf(one.field);
    const before = textOf(one.field, one.before, currency?.before);
    const after = textOf(one.field, one.after, currency?.after);
    // An amount comes with its parts, of which only one may have changed.
    return field === undefined || before === after ? [] : t("activity.from", { field, before, after });
  });
}

/** The name of a field; undefined for one that another one covers, or that this version of the page does not know. */
export function labelOf(field: string): string | undefined {
  const keys = [`fields.${field}`, `more.${field}`];
  const key = keys.find(isKey);
  return key && t(key as "fields.amount");
}

/** The value of a field of an expense, in words. An amount comes with the parts that it has. */
export function valueIn(expense: Expense, field: string): string {
  const { amount, currency, parts = [] } = expense;
  if (field === "amount" && parts.length > 0)
    return `${money(amount, currency)} = ${partsInWords(parts, currency)}`;
  const values = new Map<string, unknown>(Object.entries(expense));
  const value = values.get(field) ?? (field === "kind" ? DEFAULT_KIND : "");
  const text = Array.isArray(value) ? value : String(value);
  return textOf(field, text.length === 0 ? undefined : text, expense.currency);
}

function textOf(field: string, value: ChangedField["before"], currency: ChangedField["before"]): string {
  if (value === undefined) return t("activity.none");
  if (Array.isArray(value)) return listInWords(value, String(currency));
  if (field === "amount") return money(String(value), String(currency));
  if (field === "date") return fullDay(String(value));
  if (field === "category") return categoryName(String(value));
  const kind = `expense.kind.${value}`;
  return field === "kind" && isKey(kind) ? t(kind as "expense.kind.expense") : valueInWords(field, value);
}

function listInWords(list: Extract<ChangedField["before"], readonly unknown[]>, currency: string): string {
  const parts = list.filter((one) => typeof one !== "string");
  const tags = list.filter((one) => typeof one === "string").map((tag) => `#${tag}`);
  return tags.length > 0 ? namesInWords(tags) : partsInWords(parts, currency);
}

/** An act on the ledger, in a sentence. */
export function sentenceOf({ type, member, before = "", after = "" }: LedgerEventChange, by: string): string {
  const role = `ledgers.role.${after}`;
  return t(`activity.ledger.${type}`, {
    who: nameOf(by),
    member: nameOf(member ?? by),
    before,
    after: isKey(role) ? t(role as "ledgers.role.viewer") : settingIn(type, after),
  });
}

/** The value that an act sets, in words. */
function settingIn(type: LedgerEventChange["type"], value: string): string {
  const [amount = "", currency = ""] = value.split(" ");
  if (value === "") return t("activity.standard"); // A setting was taken back.
  if (type === "alertThreshold") return money(amount, currency);
  if (type === "monthStartsOn") return localDigits(value);
  return type === "ruleSkipped" ? fullDay(value) : value;
}
