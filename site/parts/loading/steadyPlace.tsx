import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type HeldRoom, holdRoom } from "./heldRoom";

interface SteadyPlaceProps {
  /** Tells it from the other places of the month. */
  name: string;
  /** False until its content has been read. */
  isKnown: boolean;
  /** Without any, the place takes no room. */
  children: ComponentChildren;
}

/**
 * A place above the expenses, for content that comes after them. Once they show, it does not move them: somebody may be
 * about to tap one. It keeps the room that it took last on this device. Content that needs more is scrolled to; if there
 * was no room, it comes below the expenses. Next time it has its room.
 */
export function SteadyPlace({ name, isKnown, children }: SteadyPlaceProps) {
  const box = useRef<HTMLDivElement>(null);
  const held = useRef<HeldRoom>(undefined);
  useLayoutEffect(() => {
    if (!box.current) return;
    held.current ??= holdRoom(box.current, name);
    held.current.settle(isKnown);
  });
  useLayoutEffect(() => () => held.current?.release(), []);
  return (
    <div class="steady" ref={box}>
      <div>{children}</div>
    </div>
  );
}
