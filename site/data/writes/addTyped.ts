import { currency } from "../../lib/ledger/shownSettings";
import { undoAction } from "../../lib/network/undoAction";
import { keepTyped, typedInto } from "../../lib/storage/typedForms";
import { check } from "../forms/draftValidation";
import { NEW, type Problems, type Typed } from "../forms/formInput";
import { missingIn } from "../forms/keptInput";
import { expected } from "../outbox/outbox";
import { post } from "../outbox/outboxEdits";
import { tellHidden } from "./savedNotice";
import { takingBack } from "./undoAdd";
import { keepUntold } from "./undoing";

// Fetched after the first screen, as nothing of it is needed before an expense is typed.

/**
 * Adds an expense that was typed. If the list on screen does not have it, a message leads to it, and offers to undo it.
 * @param kept What the page keeps of the form.
 * @returns the problems of the input, of which nothing is added.
 */
export function addTyped(typed: Typed, kept: Readonly<Record<string, unknown>>): Problems | undefined {
  const now = Object.entries(typedInto(NEW));
  // An expense that was typed before, and waited as well, may have taken some by now.
  const free = now.map(([name]) => [name, kept[name]]).filter(([, value]) => value !== undefined);
  const missing = missingIn(typed, Object.fromEntries(free));
  const result = check({ ...typed, ...missing }, currency());
  if ("problems" in result) return result.problems;
  const entry = post(result.draft);
  keepTyped(NEW, Object.fromEntries(now.filter(([name]) => !(name in missing))));
  const undo = undoAction(takingBack(entry));
  if (!tellHidden(expected(entry), undo)) keepUntold(undo);
  return undefined;
}
