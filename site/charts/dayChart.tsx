import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import { daysOfMonth } from "../../domain/values/day";
import { locale, t } from "../i18n";
import { preferences } from "../lib/config/preferences";
import { fullDay, money } from "../lib/formatting/format";
import { useMedia } from "../parts/basics/useMedia";
import { useDerived } from "../parts/loading/useDerived";
import type { CurrencySums } from "./categoryBars";
import { compactNumber } from "./numbers";
import { seekDay } from "./seekDay";

const HEIGHT = 168;
const HEIGHT_OF_DAYS = 28;
const WIDTH_OF_AMOUNTS = 48;
const WIDTH_OF_DIGIT = 7;

/** The numbers that uPlot gives to the sides of a chart; its types have them as a const enum, which is gone when compiled. */
const SIDES = { right: 1, left: 3 } as const;

/** Spending by day as bars. Pointing at a bar shows its sum, a click leads to its rows; the table does the same by keys. */
export function DayChart({ month, sums }: { month: string; sums: CurrencySums }) {
  const box = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number>();
  const days = useDerived(() => perDay(month, sums), [month, sums]);
  const scheme = useColourScheme();
  const language = locale();
  // Colors and axis labels are created once per chart, and again when the scheme or the language changes.
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const plot = new uPlot(optionsFor(element, setPointed), [days.map((_, i) => i + 1), days], element);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [days, scheme, language]);
  const day = pointed === undefined ? undefined : `${month}-${String(pointed + 1).padStart(2, "0")}`;
  return (
    <figure class="day-chart">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the table has a button for each day. */}
      <div ref={box} role="img" aria-label={t("charts.dayChart")} onClick={() => day && seekDay(day)} />
      <figcaption class="muted">
        {day === undefined
          ? t("charts.point")
          : `${fullDay(day)}: ${money(totalOf(sums, day), sums.currency)}`}
      </figcaption>
    </figure>
  );
}

function totalOf({ byDay }: CurrencySums, day: string): string {
  return byDay.find(({ date }) => date === day)?.total ?? "0";
}

/** One number per day of the month. For drawing only, where rounding does not matter. */
function perDay(month: string, { byDay }: CurrencySums): number[] {
  const days = daysOfMonth(month).map(() => 0);
  for (const { date, total } of byDay) days[Number(date.slice(8)) - 1] = Number(total);
  return days;
}

/** Changes whenever the page changes its colors. */
function useColourScheme(): string {
  const dark = useMedia("(prefers-color-scheme: dark)");
  return `${preferences.value.theme} ${dark}`;
}

function optionsFor(element: HTMLElement, onPoint: (index: number | undefined) => void): uPlot.Options {
  const style = getComputedStyle(element);
  // Registered as colors (charts.css), so that their values are resolved for the theme.
  const [accent, muted, line] = ["--accent", "--muted", "--line"].map((name) => style.getPropertyValue(name));
  const font = `12px ${style.fontFamily}`;
  const { bars } = uPlot.paths;
  const rightToLeft = document.documentElement.dir === "rtl";
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, dir: rightToLeft ? -1 : 1, range: (_, min, max) => [min - 0.6, max + 0.6] },
      // More refunds than expenses leave a day below 0.
      y: { range: (_, min, max) => [Math.min(min, 0), Math.max(max, 0) || 1] },
    },
    axes: [
      {
        font,
        stroke: muted,
        size: HEIGHT_OF_DAYS,
        grid: { show: false },
        ticks: { show: false },
        incrs: [1, 5, 10],
      },
      {
        font,
        stroke: muted,
        side: rightToLeft ? SIDES.right : SIDES.left,
        // Large amounts are written with a word in some languages.
        size: (_, values) =>
          Math.max(WIDTH_OF_AMOUNTS, ...(values ?? []).map(({ length }) => (length + 1) * WIDTH_OF_DIGIT)),
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
        values: (_, values) => values.map(compactNumber),
      },
    ],
    series: [
      {},
      {
        fill: accent,
        width: 0,
        points: { show: false },
        ...(bars && { paths: bars({ size: [0.7, 28], radius: 0.25 }) }),
      },
    ],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
  };
}
