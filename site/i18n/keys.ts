import type { activity } from "./en/activity";
import type { admin } from "./en/admin";
import type { app } from "./en/app";
import type { auth } from "./en/auth";
import type { budgets } from "./en/budgets";
import type { categories } from "./en/categories";
import type { category } from "./en/category";
import type { changes } from "./en/changes";
import type { charts } from "./en/charts";
import type { checks } from "./en/checks";
import type { details } from "./en/details";
import type { device } from "./en/device";
import type { dialog } from "./en/dialog";
import type { empty } from "./en/empty";
import type { expense } from "./en/expense";
import type { fields } from "./en/fields";
import type { filters } from "./en/filters";
import type { insights } from "./en/insights";
import type { keyboard } from "./en/keyboard";
import type { language } from "./en/language";
import type { ledgers } from "./en/ledgers";
import type { month } from "./en/month";
import type { monthStart } from "./en/monthStart";
import type { more } from "./en/more";
import type { picker } from "./en/picker";
import type { places } from "./en/places";
import type { receipts } from "./en/receipts";
import type { recurring } from "./en/recurring";
import type { reportColumns } from "./en/reportColumns";
import type { reports } from "./en/reports";
import type { secondFactor } from "./en/secondFactor";
import type { settings } from "./en/settings";
import type { sheet } from "./en/sheet";
import type { signOut } from "./en/signOut";
import type { trash } from "./en/trash";
import type { trends } from "./en/trends";
import type { unsent } from "./en/unsent";
import type { welcome } from "./en/welcome";

/** Every text of the page in English. */
export type English = typeof activity &
  typeof admin &
  typeof app &
  typeof auth &
  typeof budgets &
  typeof categories &
  typeof category &
  typeof changes &
  typeof charts &
  typeof checks &
  typeof details &
  typeof device &
  typeof dialog &
  typeof empty &
  typeof expense &
  typeof fields &
  typeof filters &
  typeof insights &
  typeof keyboard &
  typeof language &
  typeof ledgers &
  typeof month &
  typeof monthStart &
  typeof more &
  typeof picker &
  typeof places &
  typeof receipts &
  typeof recurring &
  typeof reportColumns &
  typeof reports &
  typeof secondFactor &
  typeof settings &
  typeof sheet &
  typeof signOut &
  typeof trash &
  typeof trends &
  typeof unsent &
  typeof welcome;

/** The key of a text, for example `auth.code`. */
export type Key = keyof English;
