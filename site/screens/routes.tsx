import type { ComponentType } from "preact";
import { route } from "../lib/route";
import { lazy } from "../parts/lazy";
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
  "settings/secondFactor": lazy(async () => (await import("./secondFactor/secondFactor")).SecondFactor),
};

/**
 * The screens besides the month, by path, in one file to fetch: each alone is smaller than what a request costs. One that few open,
 * with a library of its own, comes apart.
 */
export function Routes() {
  const Screen = screens[route.value.path] ?? Settings;
  return <Screen />;
}
