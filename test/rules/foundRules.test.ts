import { expect } from "chai";
import { makeRule, type ShownSeries } from "../../site/data/insights/ledgerInsights";
import { user } from "../../site/lib/auth/session";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { online } from "../../site/lib/network/reach";
import { tokensOf, usePage } from "./page";

const SERIES: ShownSeries = {
  ...{ name: "NETFLIX.COM", description: "Films", category: "Leisure", cadence: "month" },
  ...{ amount: "14.99", varies: false, planned: false, yearly: "179.88", count: 4 },
  ...{ lastOn: "2026-05-12", nextOn: "2026-06-12" },
  rows: { from: "2026-02-12", to: "2026-05-12", currency: "EUR", kind: ["expense"] },
};

describe("A rule of charges that were found", () => {
  const page = usePage();
  const requests: { key: string; body: { description: string; merchant?: string } }[] = [];
  let isLost = false;

  beforeEach(() => {
    requests.splice(0);
    page.serve((url, { method, headers, body }) => {
      if (method !== "POST" || url.pathname !== "/recurring") return Response.json({});
      const key = new Headers(headers).get("Idempotency-Key") ?? "";
      requests.push({ key, body: JSON.parse(String(body)) });
      if (isLost) throw new TypeError("Failed to fetch");
      return Response.json({}, { status: 201 });
    });
    user.value = undefined;
    online.value = true;
    startSession(tokensOf("ada"));
  });
  afterEach(() => signOut());

  const press = (series = SERIES) => makeRule(series, "EUR").catch(() => undefined);
  const keys = () => requests.map(({ key }) => key);

  it("is one rule, however often its answer is lost", async () => {
    isLost = true;
    await press();
    await press({ ...SERIES, nextOn: "2026-07-12" });
    isLost = false;
    await press();
    // The user deleted it, and makes it again.
    await press();
    const [lost, other, again, next] = keys();
    expect(again)
      .to.equal(lost)
      .and.match(/^[0-9a-f]{32}$/);
    expect(new Set([lost, other, next]).size).to.equal(3);
  });

  it("has the merchant of the charges, if their name is that of one", async () => {
    await press();
    const { description: _description, ...unnamed } = SERIES;
    await press({ ...unnamed, name: "Gym" });
    const [ofMerchant, ofDescription] = requests.map(({ body }) => body);
    expect(ofMerchant).to.include({ description: "Films", merchant: "NETFLIX.COM" });
    expect(ofDescription).to.include({ description: "Gym" }).and.not.to.have.property("merchant");
  });
});
