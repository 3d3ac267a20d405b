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
    const price = { ...PACE, key: "price:CAR:1499" };
    let quiet = withDismissal([], price, TODAY);
    for (let index = 0; index < 3 * MAX_QUIET_INSIGHTS; index += 1) {
      const today = `${2027 + index}-01-01`;
      const until = `${2027 + index}-02-01`;
      quiet = withDismissal(quiet, { ...PACE, key: `year:${2027 + index}`, until }, today);
    }
    expect(quiet.length).to.equal(2);
    expect(isQuiet(quiet, price)).to.equal(true);
  });

  it("makes the oldest go if there are too many", () => {
    let quiet: Dismissal[] = [];
    for (let index = 0; index <= MAX_QUIET_INSIGHTS; index += 1) {
      quiet = withDismissal(quiet, { ...PACE, key: `key:${index}` }, TODAY);
    }
    expect([quiet.length, quiet[0]?.key]).to.deep.equal([MAX_QUIET_INSIGHTS, "key:1"]);
  });

  it("for good outlasts those of periods that are past, and those for a month", () => {
    const never = { ...PACE, key: "recurring:GYM:month" };
    const inRange = (key: string) => withDismissal([{ ...PACE, key }], never, TODAY).length === 2;
    expect(
      ["pace:2026-06", "category:FOOD:2026-06", "merchant:A:2026-06", "year:2025"].filter(inRange),
    ).to.deep.equal([]);
    expect(["unusual:CAR:900:2026-06-30", "double:CAR:900:2026-05-31"].filter(inRange)).to.deep.equal([]);
    const lasting = [
      ...["pace:2026-07", "category:FOOD:2026-07", "year:2026", "unusual:CAR:900:2026-07-01"],
      // No period, a longer one, or one that begins there.
      ...["price:CAR:1499", "stopped:CAR:2026-01-02", "budget:b:2026-01-01", "recurring:CAR 2020:month"],
      ...["double:CAR:900:2026-06-30", "merchant:CAR", "recurring:CAR:month:2"],
    ];
    expect(lasting.filter(inRange)).to.deep.equal(lasting);

    const month = { ...PACE, key: "recurring:A:month", until: "2026-10-01" };
    const nevers = Array.from({ length: MAX_QUIET_INSIGHTS - 1 }, (_, index) => ({
      ...PACE,
      key: `price:A:${index}`,
    }));
    const added = withDismissal([...nevers, month], never, TODAY);
    expect(added).to.deep.equal([...nevers, never]);
  });
});
