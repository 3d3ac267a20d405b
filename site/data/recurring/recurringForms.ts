import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import { typedForms } from "../../lib/storage/typedForms";

// The forms of recurring expenses among the kept ones. Each shows again with its screen for as long as it has input.

const RULE = "recurring:";
const LIKE = "like ";
const NEW_RULE = "new";
const OCCURRENCE = "occurrence:";

/** One time that a recurring expense is due. */
export interface Occurrence {
  rule: RecurringExpense;
  day: string;
}

/** Identifies the form of a recurring expense: of one that is changed, or of a new one, which may begin like an expense. */
export function ruleForm(ruleId?: string, likeId?: string): string {
  return RULE + (ruleId ?? (likeId === undefined ? NEW_RULE : LIKE + likeId));
}

/** Identifies the form of a single occurrence. */
export const occurrenceForm = ({ rule: { id }, day }: Occurrence) => `${OCCURRENCE}${id} ${day}`;

/** The form of a recurring expense that has input; it names no other for a new one. */
interface TypedRule {
  /** The one that is changed. */
  rule?: RecurringExpense;
  /** The expense that a new one begins like. */
  likeId?: string;
}

/** The form of a recurring expense that has input; undefined if there is none, or if its recurring expense is gone. */
export function typedRule(rules: readonly RecurringExpense[]): TypedRule | undefined {
  for (const id of keptFor(RULE)) {
    if (id === NEW_RULE) return {};
    if (id.startsWith(LIKE)) return { likeId: id.slice(LIKE.length) };
    const rule = rules.find((one) => one.id === id);
    if (rule) return { rule };
  }
  return undefined;
}

/**
 * The occurrence into whose form something was typed; undefined if there is none, or if its recurring expense is gone.
 * @param month Only one of this month.
 */
export function typedOccurrence(rules: readonly RecurringExpense[], month = ""): Occurrence | undefined {
  for (const [id, day = ""] of keptFor(OCCURRENCE).map((name) => name.split(" "))) {
    const rule = rules.find((one) => one.id === id);
    if (rule && day.startsWith(month)) return { rule, day };
  }
  return undefined;
}

const keptFor = (kind: string) =>
  typedForms()
    .filter((name) => name.startsWith(kind))
    .map((name) => name.slice(kind.length));
