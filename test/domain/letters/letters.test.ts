import { expect } from "chai";
import type { InsightSources } from "../../../domain/budgets/insightReader";
import type { LetterFacts } from "../../../domain/insights/letterFacts";
import type { Finding } from "../../../domain/insights/model";
import type { UserRecord } from "../../../domain/ledgers/model";
import { ledgerOf } from "../../../domain/ledgers/storedLedger";
import { letterMail } from "../../../domain/letters/letterMail";
import { LetterMarks } from "../../../domain/letters/letterMarks";
import { runLetters } from "../../../domain/letters/letterRun";
import { LetterSender, type LetterSenderOptions } from "../../../domain/letters/letterSender";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { groceries, historyOf } from "../insights/histories";

const FACTS: LetterFacts = { month: "2026-10", currency: "EUR", total: "12.00", categories: [] };
const finding = (kind: Finding["kind"], name: string, usual?: number): Finding => ({
  ...{ kind, key: `${kind}:${name}`, warns: false, weight: 1, name, amount: 1499, day: "2026-10-12" },
  ...(usual !== undefined && { usual }),
});
const NOW = new Date("2026-11-02T06:00:00Z");

describe("the mail of a letter", () => {
  it("has the letter, three findings, a link, and no link of what users wrote", () => {
    const findings = ["Netflix\nBcc: x", "https://evil.example", "Gym", "Shop"].map((name, index) =>
      finding(index === 0 ? "price" : "stopped", name, index === 0 ? 1299 : undefined),
    );
    const { subject, text } = letterMail(
      { facts: FACTS, text: "You spent little.", findings },
      { language: "en", ledgerName: "Home", siteUrl: "https://site.example" },
    );
    expect(subject).to.equal("Your month: 2026-10");
    const lines = text.split("\n");
    expect(lines.slice(0, 4)).to.deep.equal([
      "You spent little.",
      "",
      "Worth noting:",
      "- Another price, Netflix Bcc: x, 14.99 EUR, before or usually 12.99 EUR, 2026-10-12",
    ]);
    expect(lines.filter((line) => line.startsWith("- "))).to.have.length(3);
    expect(text).not.to.include("https://evil");
    expect(lines.slice(-3)).to.deep.equal([
      "Ledger: Home",
      "All insights, and the expenses behind them: https://site.example/#reports/insights",
      "You can turn this email off there.",
    ]);
    for (const language of ["de", "ar"] as const) {
      const mail = letterMail({ facts: FACTS, text: "", findings }, { language, siteUrl: "" });
      expect(mail.subject).to.match(/^[\x20-\x7e]{1,100}$/);
    }
  });
});

describe("letters on their way", () => {
  let table: LocalTable;
  beforeEach(async () => {
    table = await startLedgersTable();
    mails.splice(0);
  });
  afterEach(() => table.close());

  const mails: string[] = [];

  const options = (
    changes: Partial<LetterSenderOptions> = {},
    record: UserRecord = {},
  ): LetterSenderOptions => ({
    access: { read: async (_user: string, id: string) => ({ record, ledger: ledgerOf(id) }) } as never,
    recipients: { of: async (userId) => ({ recipients: [{ userId, language: "de" }] }) },
    reader: {
      read: async (): Promise<InsightSources> => ({
        histories: [historyOf(groceries("2026-08-01", "2026-11-02"), "2026-11-02")],
        budgets: [],
      }),
    },
    marks: new LetterMarks(table.db, "Ledgers"),
    mailer: {
      mail: async (_id, all) => {
        mails.push(...all.map(({ to, text }) => `${to}: ${text.split("\n")[0]}`));
        return new Set(all.map(({ to }) => to));
      },
    },
    writer: { write: async ({ month }, language) => `${month} ${language}` },
    siteUrl: "https://site.example",
    timezone: "UTC",
    ...changes,
  });
  const send = (changes?: Partial<LetterSenderOptions>, record?: UserRecord, ledgerId = "ann") =>
    new LetterSender(options(changes, record)).send(
      { userId: "ann", ledgerId, settings: {} },
      NOW,
      () => true,
    );

  it("are mailed once a month to the user, in their language", async () => {
    expect([await send(), await send()]).to.deep.equal([true, false]);
    expect(mails).to.deep.equal(["ann: 2026-10 de"]);
  });

  it("are mailed once even if the function died after SNS took the mail", async () => {
    await new Promise<void>((resolve) => {
      const mail: LetterSenderOptions["mailer"]["mail"] = async (id, all) => {
        await options().mailer.mail(id, all);
        resolve();
        return new Promise(() => undefined);
      };
      void send({ mailer: { mail } });
    });
    expect(await send()).to.equal(false);
    expect(mails).to.have.length(1);
  });

  it("are mailed by the next run if SNS refuses", async () => {
    const refusing = { mail: () => Promise.reject(new Error("Throttled")) };
    const message = await send({ mailer: refusing }).then(String, ({ message: text }: Error) => text);
    expect(message).to.equal("Throttled");
    expect([await send(), await send()]).to.deep.equal([true, false]);
  });

  it("do not go to those whose account is closed or disabled, whose mails are off, or who left the ledger", async () => {
    expect(await send({}, { closed: "2026-10-01T00:00:00Z" } as UserRecord)).to.equal(false);
    expect(await send({}, { enabled: false } as UserRecord)).to.equal(false);
    expect(await send({ recipients: { of: async () => ({ recipients: [] }) } })).to.equal(false);
    expect(await send({}, {}, "01JSHARED0000000000000000A")).to.equal(false);
    expect(mails).to.deep.equal([]);
    // None of them has used up the month.
    expect(await send()).to.equal(true);
  });

  it("are tried again as a run if one failed, which mails the others", async () => {
    const { error } = console;
    console.error = () => undefined;
    const reader = (userId: string) => ({ userId, ledgerId: userId, settings: {} });
    async function* all() {
      yield [reader("ann"), reader("ben")];
    }
    const failing = new LetterSender(options());
    let isBroken = true;
    const sender = {
      send: (async (one, now, hasTime) => {
        if (one.userId === "ann" && isBroken) throw new Error("broken");
        return failing.send(one, now, hasTime);
      }) as LetterSender["send"],
    };
    const run = () => runLetters({ readers: { all }, sender, now: () => NOW, hasTime: () => true });
    const message = await run().then(String, ({ message: text }: Error) => text);
    console.error = error;
    expect(message).to.equal("1 letters could not be emailed.");
    isBroken = false;
    expect(await run()).to.deep.equal({ readers: 2, mailed: 1 });
    expect(mails.map((mail) => mail.slice(0, 3))).to.deep.equal(["ben", "ann"]);
  });
});
