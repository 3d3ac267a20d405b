import { useEffect } from "preact/hooks";
import { isMonth } from "../domain/values/day";
import { adding, openMonth } from "./data/forms/openForms";
import { t } from "./i18n";
import { expired, user } from "./lib/auth/session";
import { EVERYWHERE, navigate, placeOf, route } from "./lib/page/pageRoute";
import { MORE_PLACES, TabBar } from "./parts/frame/tabBar";
import { ToastRegion } from "./parts/frame/toastRegion";
import { TopBar } from "./parts/frame/topBar";
import { lazy } from "./parts/loading/lazy";

export const SignedOut = lazy(async () => (await import("./screens/auth/signedOut")).SignedOut);
const SignInAgain = lazy(async () => (await import("./screens/auth/signInAgain")).SignInAgain);
const MonthScreen = lazy(async () => (await import("./screens/month/monthScreen")).MonthScreen);
const AddSheet = lazy(async () => (await import("./screens/month/addSheet")).AddSheet);
const Routes = lazy(async () => (await import("./screens/routes")).Routes);

/** Places besides the months. */
const PLACES: readonly string[] = [...MORE_PLACES, "budgets", "join", "welcome"];

export function App() {
  const { path } = route.value;
  const unknown = user.value !== undefined && !isKnown(path);
  useEffect(() => {
    if (unknown) navigate("", {}, { replace: true });
  }, [unknown]);
  if (!user.value) return <SignedOut />;
  return (
    <>
      <button type="button" class="button skip" onClick={skip}>
        {t("app.skip")}
      </button>
      <TopBar />
      {isPlace(path) ? <Routes /> : <MonthScreen month={monthOf(path)} />}
      <TabBar />
      <ToastRegion />
      {adding.value && <AddSheet />}
      {expired.value && <SignInAgain />}
    </>
  );
}

const isPlace = (path: string) => PLACES.includes(placeOf(path));

/** Anything else is mistyped, or a link of another version of the page. */
const isKnown = (path: string) => path === "" || path === EVERYWHERE || isMonth(path) || isPlace(path);

/** The month of a path: the current one if the path names none; undefined if all months are searched. */
function monthOf(path: string): string | undefined {
  if (path === EVERYWHERE) return undefined;
  return isMonth(path) ? path : openMonth.value;
}

/** A button, not a link: the part after `#` in the address is the route. */
function skip(): void {
  document.querySelector<HTMLElement>("main h1")?.focus();
}
