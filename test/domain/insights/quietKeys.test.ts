import { expect } from "chai";
import { type Dismissal, quietOn, withDismissal } from "../../../domain/insights/quietKeys";
import { MAX_QUIET_INSIGHTS } from "../../../domain/values/limits";

const TODAY = "2026-09-20";
const PACE = { key: "pace:2026-09", ledgerId: "home", currency: "EUR" };

const isQuiet = (quietInsights: Dismissal[], { key, ledgerId, currency }: typeof PACE, today = TODAY) =>
  quietOn({ quietInsights }, today, ledgerId)(key, currency);

describe("a dismissal", () => {
  it("hides a finding in its ledger and currency only", () => {
    const quiet = withDismissal([], PACE, TODAY);
    expect(isQuiet(quiet, PACE)).to.equal(true);
    expect(isQuiet(quiet, { ...PACE, ledgerId: "club" })).to.equal(false);
    expect(isQuiet(quiet, { ...PACE, currency: "USD" })).to.equal(false);
    expect(isQuiet(quiet, { ...PACE, key: "pace:2026-10" })).to.equal(false);
  });

  it("of an earlier release hides it everywhere, as it did", () => {
    const quiet = [{ key: PACE.key }];
    expect(isQuiet(quiet, PACE)).to.equal(true);
    expect(isQuiet(quiet, { ...PACE, ledgerId: "club", currency: "USD" })).to.equal(true);
  });

  it("lasts until a day, or for good", () => {
    const month = withDismissal([], { ...PACE, until: "2026-10-20" }, TODAY);
    expect([isQuiet(month, PACE, "2026-10-19"), isQuiet(month, PACE, "2026-10-20")]).to.deep.equal([
      true,
      false,
    ]);
    const good = withDismissal(month, PACE, TODAY);
    expect(good).to.deep.equal([PACE]);
    expect(isQuiet(good, PACE, "2036-10-20")).to.equal(true);
  });

  it("for good is not pushed out by those that are over", () => {
    let quiet = withDismissal([], PACE, TODAY);
    for (let index = 0; index < 3 * MAX_QUIET_INSIGHTS; index += 1) {
      const today = `${2027 + index}-01-01`;
      const until = `${2027 + index}-02-01`;
      quiet = withDismissal(quiet, { ...PACE, key: `year:${2027 + index}`, until }, today);
    }
    expect(quiet.length).to.equal(2);
    expect(isQuiet(quiet, PACE)).to.equal(true);
  });

  it("makes the oldest go if there are too many", () => {
    let quiet: Dismissal[] = [];
    for (let index = 0; index <= MAX_QUIET_INSIGHTS; index += 1) {
      quiet = withDismissal(quiet, { ...PACE, key: `key:${index}` }, TODAY);
    }
    expect([quiet.length, quiet[0]?.key]).to.deep.equal([MAX_QUIET_INSIGHTS, "key:1"]);
  });
});
