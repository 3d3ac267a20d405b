import { expect } from "chai";
import * as fc from "fast-check";
import { draftOf } from "../../../domain/receipts/draft";
import { legible } from "../../../domain/receipts/printedAmounts";
import { daysIn, withoutDays } from "../../../domain/receipts/printedDays";
import { addDays } from "../../../domain/values/day";
import { runs } from "../../helpers/runs";
import { documentOf } from "./printed";

const TODAY = "2026-11-27";
const CONTEXT = { locale: "en-GB", today: TODAY };

const read = (text: string, locale = CONTEXT.locale) =>
  daysIn(text, { ...CONTEXT, locale }).map(({ day }) => day);

const partsOf = (day: string): [year: string, month: string, day: string] => [
  day.slice(0, 4),
  day.slice(5, 7),
  day.slice(8),
];

const nameOf = (day: string, month: "short" | "long", locale = "en-US") =>
  new Intl.DateTimeFormat(locale, { month, timeZone: "UTC" }).format(new Date(day));

const ARABIC = "٠١٢٣٤٥٦٧٨٩";

/** Forms of a day with its year. */
const DAYS: readonly ((day: string) => string)[] = [
  (day) => day,
  ...[".", "/", "-", ". "].flatMap((mark) => [
    (day: string) => partsOf(day).toReversed().join(mark),
    (day: string) =>
      partsOf(day.slice(2).padStart(10, " "))
        .map((part) => part.trim())
        .toReversed()
        .join(mark),
    (day: string) =>
      partsOf(day)
        .toReversed()
        .map((part) => part.replace(/^0/, ""))
        .join(mark),
  ]),
  (day) => partsOf(day).join("/"),
  (day) => partsOf(day).join(""),
  (day) =>
    partsOf(day)
      .toReversed()
      .join("/")
      .replace(/\d/g, (digit) => ARABIC[Number(digit)] ?? ""),
  (day) => `${day.slice(8)}/${day.slice(5, 7)}/${Number(day.slice(0, 4)) + 543}`,
  (day) => `${day.slice(8)} ${nameOf(day, "short")} ${day.slice(0, 4)}`,
  (day) => `${day.slice(8)}/${nameOf(day, "short")}/${day.slice(0, 4)}`,
  (day) => `${day.slice(8)}-${nameOf(day, "short").toUpperCase()}-${day.slice(2, 4)}`,
  (day) => `${nameOf(day, "long")} ${Number(day.slice(8))}, ${day.slice(0, 4)}`,
  (day) => `${Number(day.slice(8))}. ${nameOf(day, "long", "de-DE")} ${day.slice(0, 4)}`,
];

const two = (value: number) => String(value).padStart(2, "0");

/** Forms of a time. */
const TIMES: readonly ((hour: number, minute: number) => string)[] = [
  (hour, minute) => `${two(hour)}:${two(minute)}`,
  (hour, minute) => `${hour}:${two(minute)}`,
  (hour, minute) => `${two(hour)}:${two(minute)}:31`,
  (hour, minute) => `${two(hour)}:${two(minute)} Uhr`,
  (hour, minute) => `${two((hour % 12) + 1)}:${two(minute)} pm`,
  (hour, minute) => `${two((hour % 12) + 1)}:${two(minute)}AM`,
];

/** Others, which are no part of a compact day. */
const MORE_TIMES: typeof TIMES = [
  ...TIMES,
  (hour, minute) => `${two(hour)}.${two(minute)} Uhr`,
  (hour, minute) => `${two(hour)}h${two(minute)}`,
  (hour, minute) => `${two((hour % 12) + 1)}.${two(minute)} am`,
];

const BETWEEN = [" ", "  ", ",", ", ", "/", "-", " - ", ".", "T", "|", " | ", " um ", ";", " Uhr: ", " PM "];

const times = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });

describe("A time behind a day", () => {
  it("is no part of it, in whatever form the two are printed", () => {
    const prints = fc.record({
      offset: fc.integer({ min: -3_000, max: 0 }),
      day: fc.constantFrom(...DAYS),
      time: fc.constantFrom(...MORE_TIMES),
      between: fc.constantFrom(...BETWEEN),
      at: times,
    });
    fc.assert(
      fc.property(prints, ({ offset, day, time, between, at }) => {
        const meant = addDays(TODAY, offset);
        const [printed, behind] = [day(meant), time(at.hour, at.minute)];
        // Eight digits are a day only beside a time that cannot be an amount.
        fc.pre(!(/^\d{8}$/.test(printed) && (!behind.includes(":") || !/^[\sT,/-]{1,3}$/.test(between))));
        // A bar may also be a misread 1, and two points separate a day.
        fc.pre(!/^[|.]$/.test(between) || behind.includes(":"));
        const text = `${printed}${between}${behind}`;
        expect(read(text)[0], text).to.equal(meant);
        expect(withoutDays(legible(text)).slice(0, 5), text).to.equal(" ".repeat(5));
      }),
      { numRuns: runs(2_000, 20_000) },
    );
  });

  it("gives its hour to no day without a year", () => {
    const days = [
      ...[
        "24.11.",
        "24.11. ",

        "24/11/ ",
        "24-11- ",
        "24 Nov ",
        "24. Nov. ",
        "Nov 24 ",
        "Nov 24, ",
      ],
      "24. November ",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...days), fc.constantFrom(...MORE_TIMES), times, (day, time, at) => {
        const text = `${day}${time(at.hour, at.minute)}`;
        expect(read(text), text).to.deep.equal([]);
      }),
      { numRuns: runs(500) },
    );
    for (const text of [
      "24.11. 10 Uhr",
      "24. 11. 10:22",
      "24. 11. 10.22 Uhr",
      "Nov 24 10 am",
      "24 Nov 10pm",
      "24.11.2610:22",
    ])
      expect(read(text), text).to.deep.equal([]);
    for (const text of [
      "24.11.26 Uhr 10:22",
      "24.11.26 am Bahnhof",
      "24/Nov/2026:10:22:31",
      "2026-11-24:10:22",
    ])
      expect(read(text), text).to.deep.equal(["2026-11-24"]);
  });

  it("is none in a number of an article or an amount", () => {
    for (const text of [
      "24.11.20.5",
      "24.11.20,50",
      "24.11.2026,5",
      "20261124",
      "20261124 12.50",
      "1.20261124 10:22",
    ])
      expect(read(text), text).to.deep.equal([]);
  });

  it("makes eight digits a day, and no amount where there are no decimals", () => {
    const rows = [["Corner Pantry"], ["20261124 10:22"], ["Rice", "¥1,430"], ["TOTAL", "¥1,430"]];
    const { days, items, doubts } = draftOf([documentOf(rows)], { ...CONTEXT, currency: "JPY" });
    expect([days.map(({ value }) => value), items.map(({ text }) => text), doubts]).to.deep.equal([
      ...[["2026-11-24"], ["Rice"], []],
    ]);
  });
});

describe("A year of Thailand", () => {
  it("is read as ours", () => {
    for (const text of [
      "24/11/2569",
      "24 Nov 2569 10:22",
      "2569-11-24",
      "November 24, 2569",
      "24/11/2569 10:22",
    ])
      expect(read(text), text).to.deep.equal(["2026-11-24"]);
    expect(read("29/02/2567")).to.deep.equal(["2024-02-29"]);
    expect(read("24/11/2499")).to.deep.equal(["2499-11-24"]);
  });

  it("may have two digits there", () => {
    expect(read("24/11/69", "th-TH")).to.deep.equal(["2026-11-24"]);
    expect(read("24/11/26", "th-TH")).to.deep.equal(["2026-11-24"]);
    expect(read("24/11/69")).to.deep.equal(["2069-11-24"]);
  });
});
