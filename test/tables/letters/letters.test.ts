import { expect } from "chai";
import { AlertMailer } from "../../../domain/alerts/alertMailer";
import type { InsightSources } from "../../../domain/budgets/insightReader";
import type { UserRecord } from "../../../domain/ledgers/model";
import { ledgerOf } from "../../../domain/ledgers/storedLedger";
import { LetterMarks } from "../../../domain/letters/letterMarks";
import { runLetters } from "../../../domain/letters/letterRun";
import { LetterSender, type LetterSenderOptions } from "../../../domain/letters/letterSender";
import { newsOf } from "../../../domain/letters/toldFindings";
import { groceries, historyOf, monthly } from "../../domain/insights/histories";
import { finding } from "../../domain/letters/toldFinding";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { useQuietLog } from "../../helpers/quietLog";

const lost = Object.assign(new Error("Lost"), { name: "TimeoutError", $metadata: { attempts: 3 } });
const NOW = new Date("2026-11-02T06:00:00Z");

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
  const send = (
    changes?: Partial<LetterSenderOptions>,
    record?: UserRecord,
    ledgerId = "ann",
    now: Date = NOW,
  ) =>
    new LetterSender(options(changes, record)).send(
      { userId: "ann", ledgerId, settings: {} },
      now,
      () => true,
    );
  const failure = (changes: Partial<LetterSenderOptions>) =>
    send(changes).then(String, ({ message }: Error) => message);

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

  it("are mailed once even if SNS took the mail but its answer was lost", async () => {
    const mail: LetterSenderOptions["mailer"]["mail"] = async (id, all, onHandOver) => {
      onHandOver?.();
      await options().mailer.mail(id, all);
      throw lost;
    };
    expect(await failure({ mailer: { mail } })).to.equal("Lost");
    expect(await send()).to.equal(false);
    expect(mails).to.have.length(1);
  });

  it("are mailed by the next run if DynamoDB did not answer before SNS had the mail", async () => {
    const quotas = { trySpend: () => Promise.reject(lost) };
    const unused = { sns: {} as never, topicArn: "", metricsNamespace: "" };
    expect(await failure({ mailer: new AlertMailer({ ...unused, quotas }) })).to.equal("Lost");
    const stored = new LetterMarks(table.db, "Ledgers");
    let isLost = true;
    const replace: LetterMarks["replace"] = async (...change) => {
      const isIn = await stored.replace(...change);
      if (!isLost) return isIn;
      isLost = false;
      throw lost;
    };
    const marks = { read: stored.read.bind(stored), replace };
    expect(await failure({ marks })).to.equal("Lost");
    expect([await send(), await send()]).to.deep.equal([true, false]);
  });

  it("are mailed though the first answer of their mark was lost, and the client tried again", async () => {
    const stored = new LetterMarks(table.db, "Ledgers");
    const replace: LetterMarks["replace"] = async (...change) => {
      await stored.replace(...change);
      return stored.replace(...change);
    };
    expect(await send({ marks: { read: stored.read.bind(stored), replace } })).to.equal(true);
    expect(await send()).to.equal(false);
  });

  it("are mailed once by two runs at a time", async () => {
    const both = await Promise.all([send(), send()]);
    expect(both.sort()).to.deep.equal([false, true]);
    expect(mails).to.have.length(1);
  });

  it("are mailed by the next run if SNS refuses, or the user's quota is used up", async () => {
    const $metadata = { httpStatusCode: 503, attempts: 3 };
    const refusal = Object.assign(new Error("Refused"), { name: "ServiceUnavailable", $metadata });
    expect(await failure({ mailer: { mail: () => Promise.reject(refusal) } })).to.equal("Refused");
    expect(await send({ mailer: { mail: async () => new Set() } })).to.equal(false);
    expect([await send(), await send()]).to.deep.equal([true, false]);
  });

  it("are mailed by the next run if the findings or the text failed, or the function died there", async () => {
    const broken: Partial<LetterSenderOptions>[] = [
      { writer: { write: () => Promise.reject(new Error("broken")) } },
      { reader: { read: () => Promise.reject(new Error("broken")) } },
    ];
    for (const one of broken) expect(await failure(one)).to.equal("broken");
    await new Promise<void>((resolve) => {
      const write = () => {
        resolve();
        return new Promise<never>(() => undefined);
      };
      void send({ writer: { write } });
    });
    expect([await send(), await send()]).to.deep.equal([true, false]);
  });

  it("do not count towards the quotas of alerts", async () => {
    const kinds: string[] = [];
    const mail: LetterSenderOptions["mailer"]["mail"] = async ({ kind }) => {
      kinds.push(kind);
      return new Set(["ann"]);
    };
    await send({ mailer: { mail } });
    expect(kinds).to.deep.equal(["letters"]);
  });

  it("do not have a model phrase again what was refused", async () => {
    let phrased = 0;
    const write: LetterSenderOptions["writer"]["write"] = async () => {
      phrased += 1;
      return String(phrased);
    };
    const refusing: Partial<LetterSenderOptions> = {
      writer: { write },
      mailer: { mail: async () => new Set() },
    };
    expect([await send(refusing), await send(refusing)]).to.deep.equal([false, false]);
    const recipients = {
      of: async (userId: string) => ({ recipients: [{ userId, language: "en" as const }] }),
    };
    await send({ ...refusing, recipients });
    expect(await send({ writer: { write } })).to.equal(true);
    // Once in each language: only the last text waits.
    expect([phrased, mails]).to.deep.equal([3, ["ann: 3"]]);
  });

  it("do not read again what was mailed before, so that a second run has the time for the others", async () => {
    await send();
    const again = () => expect.fail("It was read again.");
    const changes = { writer: { write: again }, reader: { read: again }, recipients: { of: again } };
    expect(await send(changes)).to.equal(false);
  });

  it("tell each finding once, and then the next ones", async () => {
    const names = ["Gym", "Netflix", "Music", "Phone", "News"];
    const expenses = [
      ...groceries("2026-01-01", "2027-01-02"),
      ...names.flatMap((name, index) => monthly("2026-02-05", 12, name, 5_000 - 500 * index, "Leisure")),
    ];
    const toldOn = async (today: string, currency = "EUR") => {
      const histories = [{ ...historyOf(expenses, today), currency }];
      const reader = { read: async (): Promise<InsightSources> => ({ histories, budgets: [] }) };
      const texts: string[] = [];
      const mail: LetterSenderOptions["mailer"]["mail"] = async (_id, [one]) => {
        texts.push(one?.text ?? "");
        return new Set(["ann"]);
      };
      expect(await send({ reader, mailer: { mail } }, {}, "ann", new Date(`${today}T06:00:00Z`))).to.equal(
        true,
      );
      return names.filter((name) => texts[0]?.includes(name));
    };
    expect(await toldOn("2026-10-02")).to.deep.equal(["Gym", "Netflix", "Music"]);
    expect(await toldOn("2026-11-02")).to.deep.equal(["Phone", "News"]);
    expect(await toldOn("2026-12-02")).to.deep.equal([]);
    // The same merchants in another currency are something else.
    expect(await toldOn("2027-01-02", "USD")).to.deep.equal(["Gym", "Netflix", "Music"]);
  });

  it("tell what was told of another ledger or currency, and of an older mark nothing again", () => {
    const all = ["Gym", "Music"].map((name) => finding("recurring", name));
    const news = (former: readonly string[], ledgerId: string, currency = "EUR") =>
      newsOf(former, { ledgerId, currency }, (wasTold) => ({
        findings: all.filter(({ key }) => !wasTold(key)),
        dismissed: all.filter(({ key }) => wasTold(key)),
      }));
    const first = news(["recurring:Gym", "pace:2026-09"], "home");
    expect(first.findings.map(({ name }) => name)).to.deep.equal(["Music"]);
    expect(first.told).to.deep.equal(["home EUR recurring:Gym", "home EUR recurring:Music"]);
    const second = news(first.told, "shared");
    expect(second.findings.map(({ name }) => name)).to.deep.equal(["Gym", "Music"]);
    expect(news(first.told, "home", "USD").findings).to.have.length(2);
    // Back at the first one, it is still known.
    expect(news(second.told, "home").findings).to.deep.equal([]);
    expect(news(second.told, "home").told).to.have.length(4);
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

  describe("of which one fails", () => {
    useQuietLog();

    it("are tried again as a run, which mails the others", async () => {
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
      expect(message).to.equal("1 letters could not be emailed.");
      isBroken = false;
      expect(await run()).to.deep.equal({ readers: 2, mailed: 1 });
      expect(mails.map((mail) => mail.slice(0, 3))).to.deep.equal(["ben", "ann"]);
    });
  });
});
