import { isMonth, monthBeside } from "../../domain/values/day";
import { navigate, route } from "../lib/route";
import { user } from "../lib/session";
import { openMonth } from "./editing";

/** Lets left and right arrow lead to the months beside, unless the keys have work to do where the focus is. */
export function followMonthKeys(): void {
  addEventListener("keydown", (event) => {
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    const month = route.peek().path || openMonth.peek();
    if (!user.peek() || !isMonth(month) || step === 0 || hasModifier(event) || usesArrows(event.target))
      return;
    const forwards = document.documentElement.dir === "rtl" ? -step : step;
    const beside = monthBeside(month, forwards);
    if (beside) navigate(beside);
  });
}

const hasModifier = (event: KeyboardEvent) =>
  event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented;

/** An empty text field has nothing to move through: the form that always has the focus must not block the keys. */
function usesArrows(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.value !== "";
  return target instanceof HTMLElement && target.closest("select, textarea, dialog") !== null;
}
