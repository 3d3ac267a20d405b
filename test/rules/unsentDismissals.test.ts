import { mock } from "node:test";
import { expect } from "chai";
import type { InsightsAnswer } from "../../domain/insights/insightSchemas";
import { dismissFinding, readInsights, restoreFinding } from "../../site/data/insights/ledgerInsights";
import { userSettings } from "../../site/data/settings/userSettingsSync";
import { signOut } from "../../site/lib/auth/signInAndOut";
import { today } from "../../site/lib/formatting/clock";
import { ledgerId } from "../../site/lib/ledger/openLedger";
import { broken, openPage, settled } from "./openPage";
import { type Server, usePage } from "./page";

describe("A finding that is hidden without a connection", () => {
  const page = usePage();
  const inCurrency = (currency: string) =>
    ({
      currency,
      findings: [{ key: "pace:2026-09" }, { key: "year:2026" }],
      dismissed: [{ key: "price:GYM:999" }],
    }) as InsightsAnswer["currencies"][number];
  const answer = { today: "2026-09-20", months: [], currencies: [inCurrency("EUR"), inCurrency("USD")] };

  /** Insights can be read, but no settings can be stored, as if the kept answer was read. */
  const halfBroken: Server = (url, init) =>
    url.pathname === "/insights" ? Response.json(answer) : broken(url, init);

  let stop: () => void;
  before(() => {
    stop = userSettings.follow();
    // The script that reads answers is known by its address.
    Object.assign(globalThis, { document: { querySelector: () => null } });
  });
  after(() => {
    stop();
    Reflect.deleteProperty(globalThis, "document");
  });
  afterEach(async () => {
    await signOut();
    await settled();
  });

  it("is no longer among what is shown, in its ledger and currency, until it is shown again", async () => {
    const warn = mock.method(console, "warn", () => undefined); // Node.js has no IndexedDB for answers.
    await openPage(page, halfBroken);
    const keys = async () =>
      (await readInsights()).currencies.map(({ findings, dismissed }) => [
        findings.map(({ key }) => key).join(" "),
        dismissed.map(({ key }) => key).join(" "),
      ]);
    const other = ["pace:2026-09 year:2026", "price:GYM:999"];
    const shown = (key: string) => ({ key, ledgerId: ledgerId.peek() ?? "", currency: "EUR" });
    expect(await keys()).to.deep.equal([other, other]);
    await dismissFinding(shown("pace:2026-09"), today.peek(), true);
    await dismissFinding({ ...shown("year:2026"), ledgerId: "other" }, today.peek(), true);
    expect(await keys()).to.deep.equal([["year:2026", "price:GYM:999 pace:2026-09"], other]);
    await restoreFinding(shown("pace:2026-09"));
    await restoreFinding(shown("price:GYM:999"));
    expect(await keys()).to.deep.equal([["year:2026 pace:2026-09 price:GYM:999", ""], other]);
    warn.mock.restore();
  });
});
