import { expect } from "chai";
import { jsonHeaders, signUpUser } from "../helpers/api";
import { turnClock } from "../helpers/faultyCloud";
import { useCloud } from "../helpers/useCloud";

const NOW = Date.parse("2026-05-20T12:00:00Z");

describe("GET /insights", () => {
  const cloud = useCloud();

  before(() => turnClock(cloud(), "getInsights", NOW - Date.now()));
  after(() => turnClock(cloud(), "getInsights", 0));

  it("tells nothing of a ledger without expenses", async () => {
    const user = await signUpUser(cloud());
    const { status, headers, body } = await user.api<{ months: string[] }>("GET", "/insights");
    expect([status, headers]).to.deep.equal([200, jsonHeaders(cloud())]);
    const { months, ...others } = body;
    expect(others).to.deep.equal({ today: "2026-05-20", currencies: [] });
    expect([months.length, months[0], months.at(-1)]).to.deep.equal([12, "2025-06", "2026-05"]);
  });

  it("finds what recurs until there is a rule for it, and tells no more of what the user dismissed", async () => {
    const user = await signUpUser(cloud());
    const prices = ["12.99", "12.99", "12.99", "14.99"];
    for (const [index, amount] of prices.entries()) {
      const date = `2026-0${index + 2}-12`;
      await user.api("POST", "/expenses", {
        body: { description: "Netflix", merchant: "NETFLIX.COM", date, amount },
      });
      await user.api("POST", "/expenses", {
        body: { description: "Gym", date, amount: "30.00", category: "Health" },
      });
    }
    const insights = () =>
      user.api<{
        currencies: { findings: { kind: string; name: string; key: string }[]; series: unknown }[];
      }>("GET", "/insights");
    const told = async () =>
      ((await insights()).body.currencies[0]?.findings ?? []).map(({ kind, name }) => [kind, name]);
    const { body } = await insights();
    expect(body.currencies[0]?.findings[0]).to.deep.equal({
      ...{ kind: "price", key: "price:NETFLIX:1499", warns: true, name: "NETFLIX.COM", category: "Other" },
      ...{ cadence: "month", amount: "14.99", usual: "12.99", day: "2026-05-12" },
    });
    expect(body.currencies[0]?.series).to.deep.equal([
      {
        ...{
          name: "Gym",
          category: "Health",
          cadence: "month",
          amount: "30.00",
          varies: false,
          planned: false,
        },
        ...{ yearly: "360.00", count: 4, lastOn: "2026-05-12", nextOn: "2026-06-12" },
      },
      {
        ...{
          name: "NETFLIX.COM",
          category: "Other",
          cadence: "month",
          amount: "14.99",
          varies: false,
          planned: false,
        },
        ...{ yearly: "179.88", count: 4, lastOn: "2026-05-12", nextOn: "2026-06-12" },
      },
    ]);
    expect(await told()).to.deep.equal([
      ["price", "NETFLIX.COM"],
      ["recurring", "Gym"],
    ]);

    const schedule = { every: 1, unit: "months", start: "2026-06-12" };
    await user.api("POST", "/recurring", { body: { description: "Gym", amount: "30.00", schedule } });
    expect(await told()).to.deep.equal([["price", "NETFLIX.COM"]]);

    const dismiss = (until: string, version: string) =>
      user.api("PUT", "/account/settings", {
        body: { quietInsights: [{ key: "price:NETFLIX:1499", until }] },
        headers: { "If-Match": version },
      });
    expect((await dismiss("2026-05-21", '"0"')).status).to.equal(200);
    expect(await told()).to.deep.equal([]);
    await dismiss("2026-05-20", '"1"');
    expect(await told()).to.deep.equal([["price", "NETFLIX.COM"]]);
  });
});
