import { mock } from "node:test";
import { effect } from "@preact/signals";
import { expect } from "chai";
import fc from "fast-check";
import { dayIn } from "../../domain/values/day";
import { followClock, now, thisMonth, today } from "../../site/lib/formatting/clock";
import { ago } from "../../site/lib/formatting/time";
import { settings } from "../../site/lib/ledger/shownSettings";

const ZONES = ["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe"];

/** Every day that the page showed, in turn, while `act` ran. */
function daysShown(act: () => void): string[] {
  const days: string[] = [];
  const stop = effect(() => void days.push(today.value));
  act();
  stop();
  return days;
}

describe("The page's clock", () => {
  /** Opens the page at an instant, for a user in a zone. */
  function start(at: string, timezone: string): EventTarget {
    settings.value = { timezone };
    mock.timers.enable({ apis: ["Date", "setTimeout"], now: new Date(at) });
    const page = new EventTarget();
    followClock(page);
    return page;
  }

  afterEach(() => {
    mock.timers.reset();
    settings.value = {};
  });

  for (const [timezone, at, days] of [
    ["UTC", "2027-01-31T23:59:50.000Z", ["2027-01-31", "2027-02-01"]],
    ["UTC", "2027-01-31T23:58:10.123Z", ["2027-01-31", "2027-02-01"]],
    ["Pacific/Kiritimati", "2026-12-31T09:59:59.999Z", ["2026-12-31", "2027-01-01"]],
    ["America/Los_Angeles", "2028-03-01T07:59:00.000Z", ["2028-02-29", "2028-03-01"]],
    ["Asia/Kathmandu", "2026-06-15T18:14:01.000Z", ["2026-06-15", "2026-06-16"]],
    // Where the clocks are put forward at midnight, the day begins at one.
    ["Africa/Cairo", "2027-04-29T21:59:30.000Z", ["2027-04-29", "2027-04-30"]],
  ] as const) {
    it(`turns with midnight in ${timezone} at ${at}`, () => {
      start(at, timezone);
      const shown = daysShown(() => mock.timers.tick(120_000));
      expect(shown).to.deep.equal(days);
    });
  }

  it("turns no later than a minute after the true day has, at any instant and in any zone", () => {
    const instant = fc.date({
      min: new Date("1971-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), fc.nat(120_000), (at, timezone, passed) => {
        start(at.toISOString(), timezone);
        mock.timers.tick(passed);
        const minute = Math.floor(Date.now() / 60_000) * 60_000;
        expect(today.value).to.equal(dayIn(timezone, new Date(Math.max(minute, at.getTime()))));
        expect(thisMonth.value).to.equal(today.value.slice(0, 7));
        mock.timers.reset();
      }),
    );
  });

  it("is right as soon as a page that slept is looked at", () => {
    const page = start("2027-01-31T12:00:00.000Z", "UTC");
    mock.timers.setTime(Date.parse("2027-02-03T08:00:00.000Z"));
    page.dispatchEvent(new Event("visibilitychange"));
    expect(today.value).to.equal("2027-02-03");
  });

  it("follows the zone as soon as the settings name another", () => {
    start("2027-01-31T12:00:00.000Z", "UTC");
    const shown = daysShown(() => {
      settings.value = { timezone: "Pacific/Kiritimati" };
    });
    expect(shown).to.deep.equal(["2027-01-31", "2027-02-01"]);
  });

  it("tells nobody while the day stays the same", () => {
    start("2027-01-31T12:00:00.000Z", "UTC");
    expect(daysShown(() => mock.timers.tick(3_600_000))).to.deep.equal(["2027-01-31"]);
    expect(now.value).to.equal(Date.parse("2027-01-31T13:00:00.000Z"));
  });

  it("shows how long ago something was, and keeps counting", () => {
    start("2027-01-31T12:00:00.000Z", "UTC");
    const said = [0, 1, 30, 90, 60 * 26, 60 * 24 * 5].map((minutes) => {
      now.value = Date.parse("2027-01-31T12:00:00.000Z") + minutes * 60_000;
      return ago("2027-01-31T12:00:00.000Z");
    });
    expect(said).to.deep.equal([
      "this minute",
      "1 minute ago",
      "30 minutes ago",
      "2 hours ago",
      "yesterday",
      "5 days ago",
    ]);
  });

  it("does not speak of the future where the device's clock is slow", () => {
    start("2027-01-31T12:00:00.000Z", "UTC");
    expect(ago("2027-01-31T12:10:00.000Z")).to.equal("this minute");
  });
});
