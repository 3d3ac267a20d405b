import type { ComponentType } from "preact";
import { LINKED_LEDGER } from "../../domain/ledgers/ledgerLink";
import { LOCKED_OUT } from "../data/ledgers/lockedOut";
import { placeOf, route } from "../lib/page/pageRoute";
import { lazy } from "../parts/loading/lazy";
import { Admin } from "./admin/admin";
import { Categories } from "./categories/categoriesScreen";
import { Join } from "./ledgers/join";
import { Places } from "./more/places";
import { Reports } from "./reports/reports";
import { SettingsScreen } from "./settings/settingsScreen";
import { Trash } from "./trash/trash";

const screens: Readonly<Record<string, ComponentType>> = {
  more: Places,
  reports: Reports,
  // Below a place of its own, so that the first screen's bar stays as it is.
  "reports/trends": lazy(async () => (await import("./trends/trendsScreen")).TrendsScreen),
  "reports/insights": lazy(async () => (await import("./insights/insightsScreen")).InsightsScreen),
  budgets: lazy(async () => (await import("./budgets/budgets")).Budgets),
  receipts: lazy(async () => (await import("./receipts/receipts")).Receipts),
  trash: Trash,
  settings: SettingsScreen,
  "settings/categories": Categories,
  "settings/admin": Admin,
  "settings/ledgers": lazy(async () => (await import("./ledgers/ledgers")).Ledgers),
  [LINKED_LEDGER]: lazy(async () => (await import("./ledgers/linkedLedger")).LinkedLedger),
  [LOCKED_OUT]: lazy(async () => (await import("./ledgers/lockedOutScreen")).LockedOutScreen),
  "settings/recurring": lazy(async () => (await import("./recurring/recurring")).Recurring),
  "settings/activity": lazy(async () => (await import("./activity/activityScreen")).ActivityScreen),
  join: Join,
  welcome: lazy(async () => (await import("./welcome/welcome")).Welcome),
  "settings/unsent": lazy(async () => (await import("./unsent/unsent")).Unsent),
  "settings/secondFactor": lazy(async () => (await import("./secondFactor/secondFactor")).SecondFactor),
};

/**
 * The screens besides the month, by path, in one file to fetch: each alone is smaller than what a request costs. One that few open,
 * with a library of its own, comes apart.
 */
export function Routes() {
  const { path } = route.value;
  const place = path.startsWith(LINKED_LEDGER) ? LINKED_LEDGER : path;
  const Screen = screens[place] ?? screens[placeOf(path)] ?? SettingsScreen;
  return <Screen />;
}
