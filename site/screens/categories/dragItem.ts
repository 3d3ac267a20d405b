import type { TargetedPointerEvent } from "preact";

/** Within so many CSS pixels of the edge of the window a pointer scrolls it, and so far each time. */
const EDGE = 60;
const SCROLL = 12;

/**
 * Drags the item of a list whose handle was pressed. The others make room for it meanwhile.
 * @param onMove Called with the item's new place, counted from 0, once it is dropped at another one.
 */
export function dragItem(event: TargetedPointerEvent<HTMLElement>, onMove: (place: number) => void): void {
  const handle = event.currentTarget;
  const item = handle.closest("li");
  const items = [...(item?.parentElement?.children ?? [])].filter((one) => one instanceof HTMLElement);
  if (!item || event.button !== 0) return;
  const from = items.indexOf(item);
  const boxes = items.map((one) => one.getBoundingClientRect());
  const height = boxes[from]?.height ?? 0;
  const middles = boxes.map((box) => (box.top + box.bottom) / 2);
  const start = event.pageY;
  let to = from;
  const follow = ({ pageY, clientY }: PointerEvent) => {
    const moved = pageY - start;
    const middle = (middles[from] ?? 0) + moved;
    to = middles.filter((other, index) => index !== from && other < middle).length;
    for (const [index, one] of items.entries()) {
      const makesRoom = index > from && index <= to ? -height : index < from && index >= to ? height : 0;
      one.style.translate = `0 ${index === from ? moved : makesRoom}px`;
    }
    if (clientY < EDGE) scrollBy(0, -SCROLL);
    if (clientY > innerHeight - EDGE) scrollBy(0, SCROLL);
  };
  const end = ({ type }: Event) => {
    handle.removeEventListener("pointermove", follow);
    handle.removeEventListener("pointerup", end);
    handle.removeEventListener("pointercancel", end);
    item.classList.remove("dragged");
    for (const one of items) one.style.translate = "";
    if (type === "pointerup" && to !== from) onMove(to);
  };
  item.classList.add("dragged");
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", follow);
  handle.addEventListener("pointerup", end);
  handle.addEventListener("pointercancel", end);
}
