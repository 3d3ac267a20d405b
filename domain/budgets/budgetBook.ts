import { categoryKey } from "../expenses/category";
import { namesAfter } from "../expenses/recategorise";
import { type CategoryRename, type RenamedItems, renamedItems } from "../expenses/renaming";
import { ApiError } from "../http/apiError";
import { versionConflict } from "../http/etag";
import type { LedgerAct, LedgerChange } from "../ledgers/model";
import { DAY_MS } from "../values/duration";
import { MAX_BUDGETS, TRASH_DAYS } from "../values/limits";
import { parseAmount } from "../values/money";
import { sortedJson } from "../values/sortedJson";
import { withRoom } from "./bookRoom";
import type { BudgetBody } from "./budgetSchemas";
import { MAX_BUDGET_AMOUNT } from "./maxBudget";
import type { BudgetBook, BudgetTerms, StoredBudget } from "./model";
import { termsOn } from "./reckoning";
import { termsAfter } from "./termsAfter";

// The rules by which users change the budgets of a ledger. A change returns a new book, or throws.

/** Who changes a budget, and when. */
interface BudgetChange {
  id: string;
  /** The version that the user has seen; 0 before the first. */
  version: number | undefined;
  /** ID of the user. */
  by: string;
  now: Date;
  /** The day in the ledger's time zone. */
  today: string;
}

/** A budget as a user wants it. */
export interface WantedBudget extends Omit<BudgetTerms, "from"> {
  name: string;
  /** A day of the first period. */
  from?: string;
}

/**
 * The budget of a request.
 * @param monthStartsOn The day on which months of the ledger start.
 */
export function wantedBudget(body: BudgetBody, monthStartsOn = 1): WantedBudget {
  const { period: unit, amount, currency, thresholds, startsOn, from, categories, tags, ...others } = body;
  return {
    ...others,
    ...(categories && { categories }),
    ...(tags && { tags }),
    unit,
    startsOn: startsOn ?? (unit === "week" ? 1 : monthStartsOn),
    amount: parseAmount(amount, currency, MAX_BUDGET_AMOUNT),
    currency,
    thresholds: thresholds.toSorted((a, b) => a - b),
    ...(from !== undefined && { from }),
  };
}

/**
 * Creates a budget, changes it from the running period on, or restores a deleted one.
 * @throws ApiError 412 if another version is stored, 404 if it does not exist, 409 if there is no room, 400 if it
 *   begins too far away.
 */
export function withBudget(book: BudgetBook, wanted: WantedBudget, change: BudgetChange): BudgetBook {
  const stored = Object.hasOwn(book.budgets, change.id) ? book.budgets[change.id] : undefined;
  // One that was deleted long ago stays in the book until the next change of any.
  const before = stored && isForgotten(stored, change.now) ? undefined : stored;
  const version = before?.version ?? 0;
  const { name, from: _from, ...own } = wanted;
  const terms = termsAfter(before, wanted.from, own, change.today);
  if (before && isRepeated(before, name, terms, change)) return book;
  if (version !== change.version)
    throw before || change.version === 0 ? versionConflict() : new ApiError("budget.notFound");
  const { deletedAt, pending, ...others } = before ?? {};
  // An alert that waited while the budget was deleted is still emailed, unless its period has ended meanwhile.
  const isLate = deletedAt !== undefined && pending !== undefined && pending.to < change.today;
  const kept = { ...others, ...(pending && !isLate && { pending }) };
  const isNew = before === undefined || deletedAt !== undefined;
  const count = Object.values(book.budgets).filter((one) => one.deletedAt === undefined).length;
  if (isNew && count >= MAX_BUDGETS) throw new ApiError("budget.tooMany", { values: { max: MAX_BUDGETS } });
  const type = deletedAt !== undefined ? "budgetRestored" : before ? "budgetChanged" : "budgetAdded";
  const after = { ...kept, name, terms, version: version + 1 };
  return withRoom(book, changed(book, after, { type, after: name }, change), change.now);
}

/**
 * Deletes a budget. It can be restored for as long as expenses in the trash, and keeps the alert that is still to be
 * emailed: its mark keeps it from being raised again, and a run may be emailing it.
 * @throws ApiError 404 if it does not exist, 412 if the user names another version than the stored one.
 */
export function withoutBudget(book: BudgetBook, change: BudgetChange): BudgetBook {
  const before = Object.hasOwn(book.budgets, change.id) ? book.budgets[change.id] : undefined;
  if (before === undefined || before.deletedAt !== undefined) throw new ApiError("budget.notFound");
  if (change.version !== undefined && change.version !== before.version) throw versionConflict();
  const after = { ...before, version: before.version + 1, deletedAt: change.now.toISOString() };
  return changed(book, after, { type: "budgetDeleted", after: before.name }, change);
}

/** The renaming of a category: by whom and when. */
interface RenamingBy {
  /** ID of the user. */
  userId: string;
  now: Date;
}

/**
 * Renames a category in all budgets, including earlier terms: their expenses have the new name, too.
 * @param only IDs of those that are changed. Default: all.
 * @returns the same book if no budget names it.
 */
export function withRenamedCategory(
  book: BudgetBook,
  renaming: CategoryRename,
  { userId: by, now }: RenamingBy,
  only?: readonly string[],
): BudgetBook {
  const nameOf = namesAfter(renaming);
  let after = book;
  for (const [id, budget] of Object.entries(book.budgets)) {
    const terms = budget.terms.map((one) => renamedIn(one, nameOf)) as StoredBudget["terms"];
    if (sortedJson(terms) === sortedJson(budget.terms) || only?.includes(id) === false) continue;
    const next = { ...budget, terms, version: budget.version + 1 };
    const change: LedgerChange = { type: "budgetChanged", after: budget.name };
    after = changed({ ...after, lastAct: book.lastAct }, next, change, { id, by, now });
  }
  return after;
}

/** The budgets that a renaming has changed, by their versions before and after it. */
export function renamedBudgets(
  before: BudgetBook,
  after: BudgetBook,
  renaming: CategoryRename,
): RenamedItems {
  const changed = Object.entries(before.budgets).filter(([id, budget]) => after.budgets[id] !== budget);
  const named = changed.map(
    ([id, { terms }]) => [id, terms.flatMap(({ categories = [] }) => categories)] as const,
  );
  return renamedItems(new Map(named), renaming);
}

/** Merges two categories that get the same name. */
function renamedIn(terms: BudgetTerms, nameOf: (category: string) => string): BudgetTerms {
  if (!terms.categories) return terms;
  const byKey = new Map(terms.categories.map(nameOf).map((name) => [categoryKey(name), name]));
  return { ...terms, categories: [...byKey.values()] };
}

/** A retry whose first answer was lost. */
function isRepeated(
  before: StoredBudget,
  name: string,
  terms: StoredBudget["terms"],
  { version = -1 }: BudgetChange,
): boolean {
  const isSame = sortedJson([before.name, before.terms]) === sortedJson([name, terms]);
  return isSame && before.deletedAt === undefined && before.version === version + 1;
}

/**
 * Returns the book with another version of a budget, which is due to be evaluated, without those that were deleted long
 * ago.
 */
function changed(
  book: BudgetBook,
  budget: StoredBudget,
  change: LedgerChange,
  { id, by, now }: Pick<BudgetChange, "id" | "by" | "now">,
): BudgetBook {
  const kept = Object.entries({ ...book.budgets, [id]: budget }).filter(([, one]) => !isForgotten(one, now));
  return {
    ...book,
    budgets: Object.fromEntries(kept),
    lastAct: actOf(book, change, by, now),
    dueAt: now.toISOString(),
  };
}

/** Returns true if a budget was deleted longer ago than it can be restored. */
const isForgotten = ({ deletedAt }: StoredBudget, now: Date) =>
  deletedAt !== undefined && Date.parse(deletedAt) <= now.getTime() - TRASH_DAYS * DAY_MS;

/** Gives acts on the budgets distinct times in order, whatever the clocks say. */
function actOf({ lastAct }: BudgetBook, change: LedgerChange, by: string, now: Date): LedgerAct {
  const next = lastAct === undefined ? 0 : Date.parse(lastAct.at) + 1;
  return { at: new Date(Math.max(now.getTime(), next)).toISOString(), by, changes: [change] };
}

/** The categories that a change adds to a budget. */
export function newCategories(
  book: BudgetBook,
  id: string,
  { categories = [] }: WantedBudget,
  today: string,
) {
  const before = Object.hasOwn(book.budgets, id) ? book.budgets[id] : undefined;
  const known = before === undefined ? [] : (termsOn(before, today).categories ?? []);
  return categories.filter((name) => !known.includes(name));
}
