import { expect } from "chai";
import { speakBy } from "../../site/i18n";
import { de } from "../../site/i18n/de";
import { loadedEnglish } from "../../site/i18n/english";
import { scheduleInWords } from "../../site/screens/recurring/scheduleWords";

const START = { every: 1, start: "2026-11-02" };
const SCHEDULES = [
  { ...START, unit: "months" as const, day: 5 },
  { ...START, unit: "months" as const, day: "last" as const, every: 2 },
  { ...START, unit: "months" as const, nth: 1, weekday: 1 },
  { ...START, unit: "weeks" as const, weekdays: [1, 5] },
];

const TEXTS = { en: loadedEnglish, de };

const SENTENCES = {
  en: [
    "Monthly on day 5",
    "Every 2 months on the last day",
    "Monthly on the first Monday",
    "Weekly on Monday and Friday",
  ],
  de: [
    "Jeden Monat am 5.",
    "Alle 2 Monate am letzten Tag",
    "Jeden Monat am ersten Montag",
    "Jede Woche am Montag und Freitag",
  ],
};

describe("The schedule of a recurring expense", () => {
  afterEach(() => speakBy("en", loadedEnglish));

  it("is said as people say it", () => {
    for (const language of ["en", "de"] as const) {
      speakBy(language, TEXTS[language]);
      expect(SCHEDULES.map(scheduleInWords)).to.deep.equal(SENTENCES[language]);
    }
  });
});
