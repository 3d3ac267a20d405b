import { selected } from "../../data/lists/selection";

/** As long as the systems of phones take for a long press. */
const HOLD_MS = 500;

/** Pixels that a finger moves without meaning to. */
const STILL = 10;

/** A finger on a row. */
interface Touch {
  row: Element;
  x: number;
  y: number;
  timer: ReturnType<typeof setTimeout>;
  isHeld: boolean;
}

/** Selects a row that is held; while rows are selected, a tap on another one selects it, too. */
export function followHolding(): void {
  let touch: Touch | undefined;
  const stop = () => clearTimeout(touch?.timer);
  addEventListener("pointerdown", ({ target, pointerType, isPrimary, clientX: x, clientY: y }) => {
    stop();
    const row = rowOf(target);
    touch = undefined;
    if (!row || pointerType === "mouse" || !isPrimary) return;
    const begun: Touch = { row, x, y, timer: setTimeout(() => hold(begun), HOLD_MS), isHeld: false };
    touch = begun;
  });
  addEventListener("pointermove", ({ clientX, clientY }) => {
    if (touch && Math.hypot(clientX - touch.x, clientY - touch.y) > STILL) stop();
  });
  for (const type of ["pointerup", "pointercancel", "scroll"]) addEventListener(type, stop, true);
  // The system's menu would cover the selection.
  addEventListener("contextmenu", (event) => touch && event.preventDefault());
  const onClick = (event: MouseEvent) => {
    if (!touch || rowOf(event.target) !== touch.row) return;
    const isTap = !touch.isHeld;
    if (isTap && (selected.peek().size === 0 || !press(touch.row))) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", onClick, true);
}

/** The row whose words and amount are touched: its sign and its buttons have actions of their own. */
const rowOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest(".row-open")?.closest(".row") : undefined;

function hold(touch: Touch): void {
  if (!press(touch.row)) return;
  touch.isHeld = true;
  navigator.vibrate?.(10);
}

/** Selects a row, or takes it out of the selection. @returns false if it cannot be selected. */
function press(row: Element): boolean {
  const box = row.querySelector<HTMLInputElement>(".select-sign input");
  box?.click();
  return box !== null;
}
