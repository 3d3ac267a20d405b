import { type GetSubscriptionAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import type { BatchGetCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { alertRecordOf } from "../../../domain/alerts/alertLog";
import { alertMail } from "../../../domain/alerts/alertMail";
import { AlertRecipientReader } from "../../../domain/alerts/alertRecipients";
import { crossesThreshold, exceedsThreshold, markAlert } from "../../../domain/expenses/alertMarks";
import { linksInto } from "../../../domain/ledgers/ledgerLink";
import { mailLanguageOf } from "../../../domain/values/mailLanguage";
import { answeringDatabase } from "../../helpers/answeringDatabase";
import { expenseItem } from "../../helpers/expenseItem";

const thresholds = { USD: 50_000, JPY: 50_000 };
const money = fc.record({
  amount: fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 49_999, max: 50_001 })),
  currency: fc.constantFrom("USD", "JPY", "EUR"),
});

describe("alerts", () => {
  it("are for amounts strictly above the threshold of their currency", () => {
    fc.assert(
      fc.property(money, ({ amount, currency }) => {
        expect(exceedsThreshold({ amount, currency }, thresholds)).to.equal(
          currency !== "EUR" && amount >= 50_001,
        );
      }),
    );
  });

  it("are for expenses alone, and for what becomes one", () => {
    for (const kind of ["refund", "income"] as const) {
      const other = { amount: 60_000, currency: "USD", kind };
      expect(exceedsThreshold(other, thresholds)).to.equal(false);
      expect(crossesThreshold(other, { ...other, kind: undefined }, thresholds)).to.equal(true);
    }
  });

  it("are for edits that cross the threshold, not for those above it", () => {
    fc.assert(
      fc.property(money, money, (before, after) => {
        const expected = exceedsThreshold(after, thresholds) && !exceedsThreshold(before, thresholds);
        expect(crossesThreshold(before, after, thresholds)).to.equal(expected);
        expect(crossesThreshold(after, after, thresholds)).to.equal(false);
      }),
    );
  });

  it("name the expense as it was when it crossed", () => {
    const marked = markAlert(
      expenseItem({ amount: 60_000, version: 3, updatedAt: "2026-11-23T10:00:00.000Z" }),
    );
    expect(marked).to.deep.equal({
      ...expenseItem({ amount: 60_000, version: 3, updatedAt: "2026-11-23T10:00:00.000Z" }),
      alertState: "pending",
      alertAt: "2026-11-23T10:00:00.000Z",
      alertId: `${marked.expenseId}.3`,
      alertedAt: "2026-11-23T10:00:00.000Z",
      unsentAlerts: [
        {
          id: `${marked.expenseId}.3`,
          at: "2026-11-23T10:00:00.000Z",
          amount: 60_000,
          currency: "USD",
          description: "Desk",
          category: "Office",
          date: "2026-11-20",
        },
      ],
    });
  });

  it("wait in their order, since the first of them, when more than one is unsent", () => {
    const first = markAlert(expenseItem({ amount: 60_000 }));
    const later = { version: 4, amount: 70_000, updatedAt: "2026-11-24T00:00:00.000Z" };
    const second = markAlert({ ...first, ...later });
    expect(second).to.deep.equal({
      ...first,
      ...later,
      alertId: `${first.expenseId}.4`,
      alertedAt: later.updatedAt,
      unsentAlerts: [
        ...(first.unsentAlerts ?? []),
        { ...first.unsentAlerts?.[0], id: `${first.expenseId}.4`, at: later.updatedAt, amount: 70_000 },
      ],
    });
  });

  it("keep a text on its line and within its direction, also one that was stored before such were refused", () => {
    const broken = "a\nb\u000bc\u000cd\re\u0085f\u2028g\u2029h\u001bi";
    const [alert] =
      markAlert(expenseItem({ amount: 60_000, description: broken, category: "\u202ecod\u2069" }))
        .unsentAlerts ?? [];
    if (alert === undefined) throw new Error("There is no alert.");
    expect(alertMail(alert).text.split(/[\n\v\f\r\u0085\u2028\u2029]/u)).to.deep.equal([
      "An expense above your alert threshold was logged.",
      "",
      "Amount: $600.00",
      "Description: a b c d e f g h i",
      "Category: cod",
      "Date: November 20, 2026",
      "",
      `Alert: ${alert.id}`,
    ]);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (description) => {
        expect(alertMail({ ...alert, description }).text).not.to.match(/(?!\n)\p{C}|[\u2028\u2029]/u);
        expect(alertMail({ ...alert, description }).text.split("\n")).to.have.length(8);
      }),
    );
  });

  it("are in the language of a user's settings, if there are words in it", () => {
    const settings = ["de", "de-CH", "DE", "ar-EG", undefined, "", "en", "den", "fr"];
    const none = undefined;
    const languages = ["de", "de", "de", "ar", none, none, "en", none, none];
    expect(settings.map((setting) => mailLanguageOf(setting))).to.deep.equal(languages);
  });

  it("go to the operators and to each member whose mails are on, in their language", async () => {
    const sns = new SNSClient({ region: "us-east-1" });
    const subscriptions = Object.assign(sns, {
      send: async ({ input }: GetSubscriptionAttributesCommand) => ({
        Attributes: { PendingConfirmation: String(input.SubscriptionArn === "pending") },
      }),
    });
    const ledgerId = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    const item = (id: string, sk: string, others: object) => ({ ledgerId: id, sk, ...others });
    const items = [
      item(ledgerId, "profile", {
        name: "Home",
        members: { ada: {}, ben: {}, cem: {}, eve: {}, fay: {}, gil: {} },
      }),
      item("ada", "profile", { settings: { language: "de" } }), // As the release before kept it.
      item("ada", "alertSubscription", { wanted: true, subscriptionArn: "confirmed" }),
      item("ben", "userSettings", { settings: { language: "de-AT" }, version: 1 }),
      item("ben", "profile", { settings: { language: "en" } }),
      item("ben", "alertSubscription", { wanted: true, subscriptionArn: "confirmed" }),
      item("cem", "alertSubscription", { wanted: false, subscriptionArn: "confirmed" }),
      item("dan", "alertSubscription", { wanted: true, subscriptionArn: "pending" }),
      ...["eve", "fay", "gil"].map((id) =>
        item(id, "alertSubscription", { wanted: true, subscriptionArn: "confirmed" }),
      ),
      item("eve", "user", { closed: "2026-11-20T08:00:00Z" }),
      item("fay", "user", { enabled: false }),
      item("gil", "user", { disabledSince: "2026-11-20T08:00:00Z", validAfter: 1 }),
    ];
    const db = answeringDatabase<BatchGetCommandInput>(async ({ input }) => {
      const { Keys = [] } = input.RequestItems?.Ledgers ?? {};
      const found = items.filter((one) =>
        Keys.some((key) => key.ledgerId === one.ledgerId && key.sk === one.sk),
      );
      return { Responses: { Ledgers: found } };
    });
    const reader = new AlertRecipientReader(db, "Ledgers", subscriptions);
    expect(await reader.of(ledgerId)).to.deep.equal({
      recipients: [
        { userId: "ada", language: "de" },
        { userId: "ben", language: "de" },
      ],
      ledgerName: "Home",
    });
    expect(await reader.of("ada")).to.deep.equal({ recipients: [{ userId: "ada", language: "de" }] });
    for (const userId of ["cem", "dan", "eve", "fay", "gil"])
      expect(await reader.of(userId)).to.deep.equal({ recipients: [] });
  });

  it("hold at most 100 characters of free text", () => {
    const [alert] = markAlert(expenseItem({ amount: 60_000 })).unsentAlerts ?? [];
    if (alert === undefined) throw new Error("There is no alert.");
    const texts = fc.string({ unit: "binary", maxLength: 600 });
    fc.assert(
      fc.property(texts, texts, (description, category) => {
        const [, first = "", second = ""] =
          /^Description: (.*)\nCategory: (.*)$/m.exec(alertMail({ ...alert, description, category }).text) ??
          [];
        expect([...first, ...second].length).to.be.at.most(100);
      }),
    );
  });

  it("have a subject that SNS takes, whatever the expense is called", () => {
    const [alert] = markAlert(expenseItem({ amount: 60_000 })).unsentAlerts ?? [];
    if (alert === undefined) throw new Error("There is no alert.");
    const linkTo = linksInto("https://expenses.example", "home");
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (description) => {
        for (const language of ["en", "de", "ar"] as const) {
          const { subject } = alertMail({ ...alert, description }, { language, linkTo });
          expect(subject).to.match(/^[A-Z][\x20-\x7e]{5,98}$/);
        }
      }),
    );
    expect(alertMail({ ...alert, description: "日本" }, { linkTo }).subject).to.equal(
      "Expense Alert: 600.00 USD",
    );
    const merchant = "Weißwürste Süß & Sørensen, Łódź";
    expect(alertMail({ ...alert, merchant }, { linkTo }).subject).to.equal(
      "Expense Alert: 600.00 USD, Weisswurste Suss & Sorensen, Lodz",
    );
    expect(alertMail({ ...alert, merchant: "ÆŒØŁĐÞẞ æœøłđþß" }, { linkTo }).subject).to.equal(
      "Expense Alert: 600.00 USD, AEOEOLDThSS aeoeoldthss",
    );
  });

  it("are mailed as text", () => {
    const [alert] = markAlert(expenseItem({ amount: 60_000, version: 1 })).unsentAlerts ?? [];
    if (alert === undefined) throw new Error("There is no alert.");
    expect(alertMail(alert)).to.deep.equal({
      subject: "Expense Alert: 600.00 USD",
      text: `An expense above your alert threshold was logged.

Amount: $600.00
Description: Desk
Category: Office
Date: November 20, 2026

Alert: ${alert.id}`,
    });
    const linkTo = linksInto("https://expenses.example", "home");
    const context = { language: "de", ledgerName: "Haushalt", linkTo } as const;
    expect(alertMail({ ...alert, merchant: "Möbel & Söhne" }, context)).to.deep.equal({
      subject: "Hohe Ausgabe: 600,00 USD, Mobel & Sohne",
      text: `Eine Ausgabe oberhalb Ihrer Warngrenze wurde eingetragen.

Betrag: 600,00\u00a0$
Wofür: Desk
Kategorie: Office
Datum: 20. November 2026
Ausgabenbuch: Haushalt

Wenn sie nicht stimmt, ändern oder löschen Sie sie hier: https://expenses.example/#/settings/ledgers/home/2026-11?expense=${alert.id.split(".")[0]}
Warnung: ${alert.id}`,
    });
    // A default category has a name in each language; "Office" is the user's.
    const { text } = alertMail({ ...alert, category: "Home" }, context);
    expect(text).to.include("\nKategorie: Wohnen\n");
    const arabic = alertMail(alert, { language: "ar" }).text.split("\n");
    expect(arabic).to.include.members([
      "المبلغ: \u2068\u200f600.00\u00a0US$\u200e\u2069",
      "التاريخ: 20 نوفمبر 2026",
    ]);
    expect(alertRecordOf("E1", alert, ["ada"])).to.deep.equal({
      alertId: alert.id,
      expenseId: "E1",
      at: alert.at,
      amount: "600.00",
      currency: "USD",
      description: "Desk",
      category: "Office",
      date: "2026-11-20",
      mailedTo: ["ada"],
    });
  });
});
