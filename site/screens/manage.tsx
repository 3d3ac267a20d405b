import type { ComponentType } from "preact";
import { route } from "../lib/route";
import { Admin } from "./admin/admin";
import { Categories } from "./categories/categories";
import { Reports } from "./reports";
import { Settings } from "./settings";

const screens: Readonly<Record<string, ComponentType>> = {
  reports: Reports,
  "settings/categories": Categories,
  "settings/admin": Admin,
};

/** The screens that look after things, by path, as one file to fetch: each alone is smaller than what a request costs. */
export function Manage() {
  const Screen = screens[route.value.path] ?? Settings;
  return <Screen />;
}
