import { expect } from "chai";
import ICAL from "ical.js";
import { calendarText, MAX_EVENTS } from "../../../domain/recurring/calendarText";
import type { Rule } from "../../../domain/recurring/model";
import { occurrenceIdOf } from "../../../domain/recurring/occurrenceIds";
import { changedRule, decidedRule, takeDue } from "../../../domain/recurring/rules";
import { authorOn, ruleOn } from "../../helpers/rules";

const TODAY = "2026-11-26";
const rule = ruleOn({ every: 1, unit: "months", start: "2026-11-30", day: "last" }, {}, TODAY);
const textOf = (rules: readonly Rule[], amounts = false) =>
  calendarText(rules, { name: "Flat; 2nd", today: TODAY, amounts });
/** The lines as a calendar program reads them. */
const linesOf = (text: string) => text.replaceAll("\r\n ", "").split("\r\n");
const daysOf = (text: string) =>
  linesOf(text).flatMap((line) => /^DTSTART;VALUE=DATE:(\d+)$/.exec(line)?.[1] ?? []);

describe("the calendar of what recurs", () => {
  it("has an event of a whole day for each occurrence of the next year, and the same one each time", () => {
    const text = textOf([rule]);
    const lines = linesOf(text);
    expect(lines.slice(0, 6)).to.deep.equal([
      ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Serverless Expense Tracker//EN", "CALSCALE:GREGORIAN"],
      ...["X-WR-CALNAME:Flat\\; 2nd", "REFRESH-INTERVAL;VALUE=DURATION:PT12H"],
    ]);
    expect(lines[7]).to.match(/^UID:[0-9A-Z]{52}$/);
    expect([lines[6], ...lines.slice(8, 15)]).to.deep.equal([
      ...[
        "BEGIN:VEVENT",
        "DTSTAMP:20261126T080000Z",
        "DTSTART;VALUE=DATE:20261130",
        "DTEND;VALUE=DATE:20261201",
      ],
      ...["SUMMARY:Rent", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT"],
    ]);
    expect(lines.slice(-2)).to.deep.equal(["END:VCALENDAR", ""]);
    expect(daysOf(text)).to.have.length(12).and.include("20270228");
    expect(textOf([rule])).to.equal(text);
  });

  it("tells no amount unless its owner chose so", () => {
    expect(textOf([rule])).not.to.include("900");
    expect(linesOf(textOf([rule], true))).to.include("DESCRIPTION:900.00 USD");
  });

  it("leaves out what was decided or is paused, and marks what waits to be confirmed", () => {
    const skipped = decidedRule(rule, "2026-12-31", "skipped", authorOn(TODAY));
    expect(daysOf(textOf([skipped])).slice(0, 2)).to.deep.equal(["20261130", "20270131"]);
    expect(daysOf(textOf([changedRule(rule, { paused: true }, authorOn(TODAY))]))).to.deep.equal([]);
    const proposed = takeDue({ ...rule, mode: "propose" }, authorOn("2026-11-30"), 400).rule;
    const text = textOf([proposed]);
    expect(daysOf(text)[0]).to.equal("20261130");
    expect(linesOf(text).filter((line) => line === "STATUS:TENTATIVE")).to.have.length(1);
  });

  it("is well-formed whatever descriptions hold, in lines of 75 bytes", () => {
    const description = `Müll, "Strom"; \\ \n${"🧾".repeat(200)}\r\nEND:VCALENDAR`;
    const text = textOf([{ ...rule, content: { ...rule.content, description } }]);
    for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).to.be.at.most(75);
    const [summary] = linesOf(text).filter((line) => line.startsWith("SUMMARY:"));
    expect(summary?.startsWith('SUMMARY:Müll\\, "Strom"\\; \\\\ \\n🧾')).to.equal(true);
    expect(linesOf(text).filter((line) => line === "END:VCALENDAR")).to.have.length(1);
  });

  it("shortens a long description between its characters", () => {
    for (const [character, count] of [
      ["🧾", 200],
      ["👨‍👩‍👧‍👦", 32],
      ["ที่", 88],
    ] as const) {
      const content = { ...rule.content, description: character.repeat(500) };
      expect(linesOf(textOf([{ ...rule, content }]))).to.include(`SUMMARY:${character.repeat(count)}`);
    }
  });

  it("is read by a calendar program with the descriptions, the days and the IDs of its occurrences", () => {
    const description = `Müll, "Strom"; \\n \\ ${"🧾é".repeat(50)}\nEND:VEVENT: 2nd line`;
    const twice = { ...rule, schedule: { ...rule.schedule, count: 2 } };
    const content = { ...rule.content, description };
    const calendar = ICAL.Component.fromString(textOf([{ ...twice, content }], true));
    const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
    expect(
      events.map(({ uid, summary, description: amount, startDate, endDate }) => ({
        uid,
        summary,
        amount,
        days: [startDate, endDate].map((time) => time.isDate && time.toString()),
      })),
    ).to.deep.equal(
      [
        ["2026-11-30", "2026-12-01"],
        ["2026-12-31", "2027-01-01"],
      ].map((days) => ({
        uid: occurrenceIdOf(rule, days[0] ?? ""),
        summary: description,
        amount: "900.00 USD",
        days,
      })),
    );
  });

  it("ends after so many events as a function can answer", () => {
    const rules = Array.from({ length: 10 }, (_, index) =>
      ruleOn({ every: 1, unit: "days", start: TODAY }, { id: `R${index}` }),
    );
    const text = textOf(rules);
    expect(daysOf(text)).to.have.length(MAX_EVENTS);
    expect(text.length).to.be.below(4_000_000);
  });
});
