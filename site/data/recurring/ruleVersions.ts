import "../../i18n/en/recurring";
import type { RecurringExpense } from "../../../domain/recurring/ruleSchemas";
import { sortedJson } from "../../../domain/values/sortedJson";
import { say } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { failureOf, RequestError } from "../../lib/network/requestError";

type Patch = Parameters<typeof call<"PATCH /recurring/{id}">>[1]["body"];

/** Somebody else changed the recurring expense. */
export class RuleConflict extends RequestError {
  /** @param stored The current one. */
  constructor(readonly stored: RecurringExpense) {
    super("conflict", say("recurring.conflict", { name: stored.description }));
  }
}

/**
 * Changes a recurring expense that is as the user saw it. Its version also grows when the job posts what is due, which is no
 * conflict.
 * @throws RuleConflict if somebody has changed its terms since.
 */
export async function patchRule(seen: RecurringExpense, body: Patch): Promise<void> {
  try {
    await send(seen, body);
  } catch (error) {
    if (failureOf(error) !== "conflict") throw error;
    const { rules } = await call("GET /recurring");
    const stored = rules.find(({ id }) => id === seen.id);
    // Another refusal with the same status, or the recurring expense was deleted.
    if (stored === undefined || stored.version === seen.version) throw error;
    if (termsIn(stored) !== termsIn(seen)) throw new RuleConflict(stored);
    await send(stored, body);
  }
}

async function send({ id, version }: RecurringExpense, body: Patch): Promise<void> {
  await call("PATCH /recurring/{id}", { path: { id }, body, headers: { "If-Match": `"${version}"` } });
}

/** The part of a recurring expense that its form shows. */
function termsIn(rule: RecurringExpense): string {
  const { version: _version, updatedAt: _updatedAt, pausedAt: _pausedAt, ...others } = rule;
  const { upcoming: _upcoming, proposals: _proposals, decided: _decided, ...rest } = others;
  const { occurrences: _occurrences, yearly: _yearly, ...terms } = rest;
  return sortedJson(terms);
}
