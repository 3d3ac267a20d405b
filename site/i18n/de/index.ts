import type { English } from "../keys";
import type { Translation } from "../message";
import type { Refusals } from "../refusals";
import { activity } from "./activity";
import { admin } from "./admin";
import { app } from "./app";
import { auth } from "./auth";
import { budgets } from "./budgets";
import { categories } from "./categories";
import { category } from "./category";
import { changes } from "./changes";
import { charts } from "./charts";
import { checks } from "./checks";
import { details } from "./details";
import { device } from "./device";
import { dialog } from "./dialog";
import { empty } from "./empty";
import { expense } from "./expense";
import { fields } from "./fields";
import { filters } from "./filters";
import { insights } from "./insights";
import { keyboard } from "./keyboard";
import { language } from "./language";
import { ledgers } from "./ledgers";
import { month } from "./month";
import { monthStart } from "./monthStart";
import { more } from "./more";
import { picker } from "./picker";
import { places } from "./places";
import { receipts } from "./receipts";
import { recurring } from "./recurring";
import { refusals } from "./refusals";
import { reportColumns } from "./reportColumns";
import { reports } from "./reports";
import { secondFactor } from "./secondFactor";
import { settings } from "./settings";
import { sheet } from "./sheet";
import { signOut } from "./signOut";
import { trash } from "./trash";
import { trends } from "./trends";
import { unsent } from "./unsent";
import { welcome } from "./welcome";

/** The texts in German, in one file: each feature's alone is smaller than what a request costs. */
export const de: Translation<English> & Refusals = {
  ...activity,
  ...admin,
  ...app,
  ...auth,
  ...budgets,
  ...categories,
  ...category,
  ...changes,
  ...charts,
  ...checks,
  ...details,
  ...device,
  ...dialog,
  ...empty,
  ...expense,
  ...fields,
  ...filters,
  ...insights,
  ...keyboard,
  ...language,
  ...ledgers,
  ...month,
  ...monthStart,
  ...refusals,
  ...more,
  ...picker,
  ...places,
  ...sheet,
  ...receipts,
  ...recurring,
  ...reportColumns,
  ...reports,
  ...secondFactor,
  ...settings,
  ...signOut,
  ...trash,
  ...trends,
  ...unsent,
  ...welcome,
};
