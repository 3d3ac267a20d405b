import type { ComponentType } from "preact";
import { route } from "../lib/route";
import { Admin } from "./admin/admin";
import { Categories } from "./categories/categories";
import { Reports } from "./reports/reports";
import { Settings } from "./settings/settings";
import { Trash } from "./trash/trash";

const screens: Readonly<Record<string, ComponentType>> = {
  reports: Reports,
  trash: Trash,
  settings: Settings,
  "settings/categories": Categories,
  "settings/admin": Admin,
};

/** The screens besides the month, by path, in one file to fetch: each alone is smaller than what a request costs. */
export function Routes() {
  const Screen = screens[route.value.path] ?? Settings;
  return <Screen />;
}
