import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDerived } from "./useDerived";

// The well-known virtual list libraries weigh 5 to 10 KB gzip, a third of what the first screen may weigh, because they
// measure every item. Here almost all items have one of two heights, so their places are a running sum.

/** One item of a virtual list. */
export interface VirtualItem {
  key: string;
  /** In rem. Items whose height is their own are measured; this is the guess until then. */
  height: number;
  measured: boolean;
}

/** Items beyond the edges of the window that are drawn as well, in pixels. */
const MARGIN = 400;

/** Rounds the scroll position, so that the list is not rendered for every pixel. */
const STEP = 200;

interface VirtualListProps<Item extends VirtualItem> {
  label: string;
  items: readonly Item[];
  render: (item: Item) => ComponentChildren;
  /** The last items have come into view. */
  onEnd: () => void;
  /** Key of an item that is drawn wherever it is: one that Tab can reach. */
  kept?: string | undefined;
  /** Key of an item to scroll to as soon as there is one. */
  sought?: string | undefined;
  /** The sought item is in view. */
  onFound: () => void;
}

/**
 * A list of any length in the page's own scroll: only items near the window are rendered, and measured heights are
 * kept.
 */
export function VirtualList<Item extends VirtualItem>({
  label,
  items,
  render,
  onEnd,
  kept,
  sought,
  onFound,
}: VirtualListProps<Item>) {
  const list = useRef<HTMLUListElement>(null);
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map());
  const offsets = useDerived(() => offsetsOf(items, heights), [items, heights]);
  const { top, bottom } = useWindowSlice(list);
  const total = offsets.at(-1) ?? 0;
  const first = indexAt(offsets, top);
  const last = Math.min(indexAt(offsets, bottom), items.length - 1);
  useLayoutEffect(() => {
    if (bottom >= total) onEnd();
  }, [bottom, total, onEnd]);
  useLayoutEffect(() => {
    const index = sought === undefined ? -1 : items.findIndex(({ key }) => key === sought);
    if (index < 0 || !list.current) return;
    const place = list.current.getBoundingClientRect().top + scrollY + (offsets[index] ?? 0);
    scrollTo({ top: place - innerHeight / 3 });
    onFound();
  }, [items, sought]);
  const measure = (key: string, height: number) => {
    if (heights.get(key) !== height) setHeights(new Map(heights).set(key, height));
  };
  return (
    <ul ref={list} class="virtual" aria-label={label} style={{ blockSize: `${total}px` }}>
      {drawn(items, first, last, kept).map(([index, item]) => (
        <li
          key={item.key}
          aria-setsize={items.length}
          aria-posinset={index + 1}
          style={{ insetBlockStart: `${offsets[index]}px` }}
        >
          {item.measured ? (
            <Measured onHeight={(height) => measure(item.key, height)}>{render(item)}</Measured>
          ) : (
            render(item)
          )}
        </li>
      ))}
    </ul>
  );
}

/** The items near the window, the one that is kept, and every form: its input must not be lost by scrolling. */
function drawn<Item extends VirtualItem>(
  items: readonly Item[],
  first: number,
  last: number,
  kept: string | undefined,
): (readonly [number, Item])[] {
  const result: (readonly [number, Item])[] = [];
  items.forEach((item, index) => {
    if (item.measured || item.key === kept || (index >= first && index <= last)) result.push([index, item]);
  });
  return result;
}

/** Reports the height of its content whenever it changes. */
function Measured({
  onHeight,
  children,
}: {
  onHeight: (height: number) => void;
  children: ComponentChildren;
}) {
  const box = useRef<HTMLDivElement>(null);
  const report = useRef(onHeight);
  report.current = onHeight;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => report.current(element.offsetHeight));
    observer.observe(element);
    report.current(element.offsetHeight);
    return () => observer.disconnect();
  }, []);
  return <div ref={box}>{children}</div>;
}

/** Start of each item in pixels, and then the end of the last one. */
function offsetsOf(items: readonly VirtualItem[], heights: ReadonlyMap<string, number>): number[] {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  let end = 0;
  const starts = items.map(({ key, height, measured }) => {
    const start = end;
    end += (measured ? heights.get(key) : undefined) ?? height * rem;
    return start;
  });
  return [...starts, end];
}

/** The last item that begins at or before a position. */
function indexAt(offsets: readonly number[], position: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The part of the list that is in or near the window, in pixels from the list's start. */
function useWindowSlice(list: { current: HTMLElement | null }): { top: number; bottom: number } {
  const [slice, setSlice] = useState({ top: 0, bottom: 1500 });
  useLayoutEffect(() => {
    const read = () => {
      const start = list.current?.getBoundingClientRect().top ?? 0;
      const top = Math.floor((-start - MARGIN) / STEP) * STEP;
      const bottom = Math.ceil((innerHeight - start + MARGIN) / STEP) * STEP;
      setSlice((now) => (now.top === top && now.bottom === bottom ? now : { top, bottom }));
    };
    read();
    addEventListener("scroll", read, { passive: true });
    addEventListener("resize", read);
    // Content above the list may open or close, which moves the list without a scroll.
    const observer = new ResizeObserver(read);
    observer.observe(document.body);
    return () => {
      observer.disconnect();
      removeEventListener("scroll", read);
      removeEventListener("resize", read);
    };
  }, [list]);
  return slice;
}
