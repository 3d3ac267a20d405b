import { isMonth } from "../domain/values/day";
import { t } from "./i18n";
import { thisMonth } from "./lib/clock";
import { EVERYWHERE, placeOf, route } from "./lib/route";
import { expired, user } from "./lib/session";
import { lazy } from "./parts/lazy";
import { ToastRegion } from "./parts/toastRegion";
import { TopBar } from "./parts/topBar";

const auth = () => import("./screens/auth");
const SignedOut = lazy(async () => (await auth()).SignedOut);
const SignInAgain = lazy(async () => (await auth()).SignInAgain);
const MonthScreen = lazy(async () => (await import("./screens/month/monthScreen")).MonthScreen);
const Routes = lazy(async () => (await import("./screens/routes")).Routes);

/** Places besides the months. */
const PLACES: readonly string[] = ["reports", "trash", "settings"];

export function App() {
  const { path } = route.value;
  if (!user.value) return <SignedOut />;
  return (
    <>
      <button type="button" class="button skip" onClick={skip}>
        {t("app.skip")}
      </button>
      <TopBar />
      {PLACES.includes(placeOf(path)) ? <Routes /> : <MonthScreen month={monthOf(path)} />}
      <ToastRegion />
      {expired.value && <SignInAgain />}
    </>
  );
}

/** The month of a path: the current one if the path names none; undefined if all months are searched. */
function monthOf(path: string): string | undefined {
  if (path === EVERYWHERE) return undefined;
  return isMonth(path) ? path : thisMonth.value;
}

/** A button, not a link: the part after `#` in the address is the route. */
function skip(): void {
  document.querySelector<HTMLElement>("main h1")?.focus();
}
