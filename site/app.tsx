import type { ComponentType } from "preact";
import { isMonth } from "../domain/day";
import { t } from "./i18n";
import { route } from "./lib/route";
import { expired, user } from "./lib/session";
import { thisMonth } from "./lib/today";
import { lazy } from "./parts/lazy";
import { ToastRegion } from "./parts/toastRegion";
import { TopBar } from "./parts/topBar";
import { MonthScreen } from "./screens/month/monthScreen";
import { SignIn } from "./screens/signIn";

/** Screens besides the month, by path; their code is fetched when they are first opened. */
const screens: Readonly<Record<string, ComponentType>> = {
  trash: lazy(async () => (await import("./screens/trash")).default),
  settings: lazy(async () => (await import("./screens/settings")).default),
};

/** Screens of those who are not signed in, by path; every other path asks them to sign in and then leads on. */
const doors: Readonly<Record<string, ComponentType>> = {
  "sign-up": lazy(async () => (await import("./screens/signUp")).default),
  "forgot-password": lazy(async () => (await import("./screens/forgotPassword")).default),
};

const SignInAgain = lazy(async () => (await import("./screens/signInAgain")).default);

export function App() {
  const { path } = route.value;
  if (!user.value) {
    const Door = doors[path] ?? SignIn;
    return <Door />;
  }
  const Screen = screens[path];
  return (
    <>
      <button type="button" class="button skip" onClick={skip}>
        {t().skip}
      </button>
      <TopBar />
      {Screen ? <Screen /> : <MonthScreen month={isMonth(path) ? path : thisMonth()} />}
      <ToastRegion />
      {expired.value && <SignInAgain />}
    </>
  );
}

/** A button and no link: what follows `#` in the address is the route. */
function skip(): void {
  document.querySelector<HTMLElement>("main h1")?.focus();
}
