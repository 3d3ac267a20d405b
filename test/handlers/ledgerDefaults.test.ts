import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { Summary } from "../../domain/expenses/summary";
import type { Settings } from "../../domain/ledgers/settings";
import { dayIn } from "../../domain/values/day";
import { signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { turnClock } from "../helpers/functionClocks";
import { useCloud } from "../helpers/useCloud";

/** No day is the same in both, at any hour. */
const ZONES = ["Pacific/Kiritimati", "Pacific/Pago_Pago"];

describe("what a request leaves out", () => {
  const cloud = useCloud();

  async function userWith(settings: Settings): Promise<TestUser> {
    const user = await signUpUser(cloud());
    await user.api("PUT", "/settings", { body: settings, headers: { "If-Match": '"0"' } });
    return user;
  }

  for (const timezone of ZONES) {
    it(`is today in the ledger's zone and its currency, in ${timezone}`, async () => {
      const user = await userWith({ timezone, currency: "KWD" });
      const { body } = await user.api<Expense>("POST", "/expenses", {
        body: { description: "Lunch", amount: "1.234" },
      });
      expect(body).to.deep.include({ currency: "KWD", amount: "1.234" });
      expect(body.date).to.equal(dayIn(timezone, new Date(body.createdAt)));
    });

    it(`is so for POST /logexpense too, in ${timezone}`, async () => {
      const user = await userWith({ timezone, currency: "JPY" });
      const { body } = await user.api<{ expenseId: string }>("POST", "/logexpense", {
        body: { description: "Lunch", amount: 1200 },
      });
      const { body: stored } = await user.api<Expense>("GET", `/expenses/${body.expenseId}`);
      expect(stored).to.deep.include({ currency: "JPY", amount: "1200" });
      expect(stored.date).to.equal(dayIn(timezone, new Date(stored.createdAt)));
    });
  }

  it("follows the settings from one request to the next, in a function that is warm", async () => {
    const user = await userWith({ currency: "EUR" });
    const currencyNow = async () => {
      const body = { description: "Lunch", amount: 1 };
      return (await user.api<Expense>("POST", "/expenses", { body })).body.currency;
    };
    const seen = [await currencyNow()];
    await user.api("PUT", "/settings", { body: { currency: "CHF" }, headers: { "If-Match": '"1"' } });
    seen.push(await currencyNow());
    await user.api("PUT", "/settings", { body: {}, headers: { "If-Match": '"2"' } });
    seen.push(await currencyNow());
    expect(seen).to.deep.equal(["EUR", "CHF", "USD"]);
  });

  it("is the month in the ledger's zone for GET /summary", async () => {
    // Noon in UTC on a month's last day: the next month in the first zone, still this one in the second.
    await turnClock(cloud(), "getSummary", Date.parse("2026-05-31T12:00:00Z") - Date.now());
    const months: string[] = [];
    for (const timezone of [...ZONES, undefined]) {
      const user = await userWith({ timezone });
      months.push((await user.api<Summary>("GET", "/summary")).body.month);
    }
    await turnClock(cloud(), "getSummary", 0);
    expect(months).to.deep.equal(["2026-06", "2026-05", "2026-05"]);
  });

  it("is the deployment's where this runtime no longer knows the ledger's", async () => {
    const user = await signUpUser(cloud());
    await store(user, { sk: "profile", settings: { timezone: "Mars/Olympus", currency: "XXX" }, version: 1 });
    const { status, body } = await user.api<Expense>("POST", "/expenses", {
      body: { description: "Lunch", amount: 1 },
    });
    expect([status, body.currency, body.date]).to.deep.equal([
      201,
      "USD",
      dayIn("UTC", new Date(body.createdAt)),
    ]);
  });

  describe("in a ledger of an earlier release, whose settings are an item of their own", () => {
    const former = { sk: "settings", settings: { currency: "EUR", theme: "dark" }, version: 7 };

    it("is what they say, and they move into the profile with the next expense", async () => {
      const user = await signUpUser(cloud());
      await store(user, former);
      await store(user, { sk: "profile", createdAt: "2026-01-01T00:00:00.000Z" });
      const answer = await user.api("GET", "/settings");
      expect([answer.body, answer.headers.etag]).to.deep.equal([former.settings, '"7"']);
      const body = { description: "Lunch", amount: 1 };
      expect((await user.api<Expense>("POST", "/expenses", { body })).body.currency).to.equal("EUR");
      const { settings, version } = former;
      expect(await profileOf(user)).to.deep.equal({
        ledgerId: user.ledgerId,
        sk: "profile",
        createdAt: "2026-01-01T00:00:00.000Z",
        settings,
        version,
      });
    });

    it("is replaced by the version that follows", async () => {
      const user = await signUpUser(cloud());
      await store(user, former);
      const put = (version: string) =>
        user.api("PUT", "/settings", { body: { currency: "CHF" }, headers: { "If-Match": version } });
      expect((await put('"0"')).status).to.equal(412);
      const results = await Promise.all([put('"7"'), put('"7"'), put('"7"')]);
      expect(results.map(({ status }) => status).sort()).to.deep.equal([200, 412, 412]);
      // The theme stays until it is migrated, though the user's own settings have none by now.
      expect(await profileOf(user)).to.deep.include({
        settings: { currency: "CHF", theme: "dark" },
        version: 8,
      });
      const answer = await user.api("GET", "/settings");
      expect([answer.body, answer.headers.etag]).to.deep.equal([{ currency: "CHF" }, '"9"']);
    });
  });

  async function store({ ledgerId }: TestUser, item: Record<string, unknown>): Promise<void> {
    await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item: { ledgerId, ...item } }));
  }

  async function profileOf({ ledgerId }: TestUser) {
    return (await itemsOf(cloud(), "Ledgers", ledgerId)).find(({ sk }) => sk === "profile");
  }
});
