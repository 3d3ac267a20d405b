import { expect } from "chai";
import type { SpendingHistory } from "../../../domain/insights/model";
import type { UserSettings } from "../../../domain/ledgers/settings";
import { ledgerOf } from "../../../domain/ledgers/storedLedger";
import { LetterSender } from "../../../domain/letters/letterSender";
import { charge, groceries, historyOf, monthly } from "../insights/histories";

const TODAY = "2026-11-02";
const inCurrency = (currency: string, history: SpendingHistory) => ({ ...history, currency });

describe("what a letter is about", () => {
  /** The email about these histories; undefined if none was sent. */
  async function mailOf(histories: SpendingHistory[], settings: UserSettings = {}) {
    let mail: string | undefined;
    const sender = new LetterSender({
      access: { read: async (_user: string, id: string) => ({ record: {}, ledger: ledgerOf(id) }) } as never,
      recipients: { of: async (userId) => ({ recipients: [{ userId, language: "en" }] }) },
      reader: { read: async () => ({ histories, budgets: [] }) },
      marks: { read: async () => ({}), replace: async () => true },
      mailer: {
        mail: async (_id, [one]) => {
          mail = one?.text;
          return new Set(["ann"]);
        },
      },
      writer: { write: async ({ total, currency }) => `${total} ${currency}` },
      siteUrl: "https://site.example",
      timezone: "UTC",
    });
    const reader = { userId: "ann", ledgerId: "ann", settings };
    await sender.send(reader, new Date(`${TODAY}T06:00:00Z`), () => true);
    return mail;
  }
  const firstLine = async (histories: SpendingHistory[]) => (await mailOf(histories))?.split("\n")[0];

  const home = inCurrency("CHF", historyOf(groceries("2026-08-01", TODAY), TODAY));
  const left = inCurrency("EUR", historyOf(groceries("2024-08-01", "2026-08-31"), TODAY));
  const trip = inCurrency("THB", historyOf([charge("2026-10-09", "Hotel", 900_000)], TODAY));

  it("is the first currency, of those that are known for the whole month and have something in it", async () => {
    const dollars = inCurrency("USD", historyOf(groceries("2026-09-01", TODAY), TODAY));
    expect(await firstLine([home, dollars])).to.match(/CHF$/);
    expect(await firstLine([trip, left, home, dollars])).to.match(/CHF$/);
    expect(await firstLine([left, trip])).to.equal(undefined);
  });

  it("is no finding that its user has dismissed, in that ledger and currency", async () => {
    const expenses = [...groceries("2026-01-01", TODAY), ...monthly("2026-02-05", 9, "Gym", 5_000)];
    const dismissed = { key: "recurring:GYM:month", ledgerId: "ann", currency: "EUR" };
    const told = async (...quietInsights: (typeof dismissed)[]) =>
      (await mailOf([historyOf(expenses, TODAY)], { quietInsights }))?.includes("Gym");
    expect(await told()).to.equal(true);
    expect(await told({ ...dismissed, currency: "USD" })).to.equal(true);
    expect(await told(dismissed)).to.equal(false);
  });
});
