import { stepFrom } from "../../../domain/insights/cadences";
import type { InsightsAnswer } from "../../../domain/insights/insightSchemas";
import type { Cadence } from "../../../domain/insights/model";
import { oneOffKey } from "../../../domain/insights/oneOffKeys";
import type { ShownKey } from "../../../domain/insights/quietKeys";
import type { UserSettings } from "../../../domain/ledgers/settings";
import { user } from "../../lib/auth/session";
import { ledgerId } from "../../lib/ledger/openLedger";
import { settings } from "../../lib/ledger/shownSettings";
import { untilSummed } from "../../lib/network/untilSummed";
import { refreshAll } from "../lists/listRefresh";
import { newKey } from "../outbox/outboxEdits";
import { addRule } from "../recurring/recurringRules";
import { ledgerSettings } from "../settings/ledgerSettingsSync";
import { dayOfOneOff, oneOffsBefore } from "../settings/listEdits";
import { unsentUserSettings } from "../settings/unsentSettings";
import { userSettings } from "../settings/userSettingsSync";
import { callOrKept } from "../storage/answerCache";
import { withUnsentDismissals } from "./unsentDismissals";

/** The insights in one currency. */
export type CurrencyInsights = InsightsAnswer["currencies"][number];
export type ShownFinding = CurrencyInsights["findings"][number];
export type ShownOneOff = CurrencyInsights["oneOffs"][number];
export type ShownSeries = CurrencyInsights["series"][number];

/** Reads insights of the open ledger; without a connection, as they were read last, less what the user hid since. */
export async function readInsights(): Promise<InsightsAnswer> {
  const answer = await untilSummed(() => callOrKept("GET /insights"));
  return withUnsentDismissals(answer, unsentUserSettings.edits(user.peek()?.id), ledgerId.peek() ?? "");
}

/** A finding of the open ledger, as dismissals name it. */
export const shownKey = ({ key }: ShownFinding, { currency }: CurrencyInsights): ShownKey => ({
  key,
  ledgerId: ledgerId.value ?? "",
  currency,
});

/** Hides a finding for a month or for good. */
export async function dismissFinding(shown: ShownKey, today: string, forGood: boolean): Promise<void> {
  const until = forGood ? undefined : stepFrom(today, "month");
  const add = { ...shown, ...(until !== undefined && { until }) };
  userSettings.change({ name: "quietInsights", add });
  await userSettings.send();
}

/** An unusual expense as a one-off of the open ledger. */
export const unusualOneOff = (
  { key }: Pick<ShownFinding, "key">,
  { currency }: Pick<CurrencyInsights, "currency">,
): Pick<ShownOneOff, "key"> => ({ key: oneOffKey(key, currency) });

/**
 * Excludes an unusual expense from the ledger's baseline. Outdated ones make room first, then the oldest.
 * @returns those that made room although they are not outdated.
 */
export async function markOneOff({
  key,
}: Pick<ShownOneOff, "key">): Promise<Pick<ShownOneOff, "key" | "day">[]> {
  const dropped = oneOffsBefore(settings.peek(), key);
  ledgerSettings.change({ name: "oneOffs", add: key });
  await ledgerSettings.send();
  return dropped.map((one) => ({ key: one, day: dayOfOneOff(one) }));
}

/**
 * Takes {@link markOneOff} back.
 * @returns once the server knows it.
 */
export async function unmarkOneOff({ key }: Pick<ShownOneOff, "key">): Promise<void> {
  ledgerSettings.change({ name: "oneOffs", remove: key });
  await ledgerSettings.send();
}

/** Shows a dismissed finding again. */
export async function restoreFinding(shown: ShownKey): Promise<void> {
  userSettings.change({ name: "quietInsights", remove: shown });
  await userSettings.send();
}

/** Reads the user's own settings, including dismissals. */
export const readOwnSettings = (): Promise<UserSettings> => callOrKept("GET /account/settings");

/** Sets the ledger whose letter is emailed each month, or turns the letter off. */
export async function mailLetterOf(ledgerId: string | undefined): Promise<void> {
  userSettings.change({ name: "monthlyLetter", value: ledgerId === undefined ? null : { ledgerId } });
  await userSettings.send();
}

/**
 * Lets a model phrase the user's letters, or none any more.
 * @param model ID of that model, so that no other one follows it unasked.
 * @returns once the server knows it.
 */
export async function letPhrase(model: string | undefined): Promise<void> {
  if (model !== undefined) userSettings.change({ name: "phrasedBy", value: model });
  userSettings.change({ name: "phrasedLetters", value: model === undefined ? null : true });
  await userSettings.send();
}

const SCHEDULES: Readonly<Record<Cadence, { every: number; unit: "weeks" | "months" | "years" }>> = {
  week: { every: 1, unit: "weeks" },
  fortnight: { every: 2, unit: "weeks" },
  month: { every: 1, unit: "months" },
  quarter: { every: 3, unit: "months" },
  halfYear: { every: 6, unit: "months" },
  year: { every: 1, unit: "years" },
};

/** Keys of requests for rules that were not answered, by the rule: pressed again, it is the same one. */
const unanswered = new Map<string, string>();

/** Makes a recurring expense of charges that were found. Each is proposed, since the next amount may differ. */
export async function makeRule(series: ShownSeries, currency: string): Promise<void> {
  const { name, description, category, amount, cadence, nextOn, usualDay } = series;
  const schedule = { ...SCHEDULES[cadence], start: nextOn, ...(usualDay !== undefined && { day: usualDay }) };
  const named = description === undefined ? { description: name } : { description, merchant: name };
  const rule = {
    draft: { ...named, category, amount, currency, date: nextOn },
    schedule,
    mode: "propose",
  } as const;
  const identity = JSON.stringify([ledgerId.value, rule]);
  const key = unanswered.get(identity) ?? newKey();
  unanswered.set(identity, key);
  await addRule(rule, key);
  unanswered.delete(identity);
  await refreshAll();
}
