import type { ComponentType } from "preact";
import { isMonth } from "../domain/values/day";
import { t } from "./i18n";
import { thisMonth } from "./lib/clock";
import { EVERYWHERE, placeOf, route } from "./lib/route";
import { expired, user } from "./lib/session";
import { lazy } from "./parts/lazy";
import { ToastRegion } from "./parts/toastRegion";
import { TopBar } from "./parts/topBar";

const others = () => import("./screens/others");
const Manage = lazy(async () => (await import("./screens/manage")).Manage);
const MonthScreen = lazy(async () => (await import("./screens/month/monthScreen")).MonthScreen);
const Doors = lazy(async () => (await others()).Doors);
const SignInAgain = lazy(async () => (await others()).SignInAgain);

/** Screens besides the month, by the first part of the path. */
const screens: Readonly<Record<string, ComponentType>> = {
  trash: lazy(async () => (await others()).Trash),
  reports: Manage,
  settings: Manage,
};

export function App() {
  const { path } = route.value;
  if (!user.value) return <Doors />;
  const Screen = screens[placeOf(path)];
  return (
    <>
      <button type="button" class="button skip" onClick={skip}>
        {t("app.skip")}
      </button>
      <TopBar />
      {Screen ? <Screen /> : <MonthScreen month={monthOf(path)} />}
      <ToastRegion />
      {expired.value && <SignInAgain />}
    </>
  );
}

/** The month of a path: the present one where the path names none, and none where all are searched. */
function monthOf(path: string): string | undefined {
  if (path === EVERYWHERE) return undefined;
  return isMonth(path) ? path : thisMonth.value;
}

/** A button and no link: what follows `#` in the address is the route. */
function skip(): void {
  document.querySelector<HTMLElement>("main h1")?.focus();
}
