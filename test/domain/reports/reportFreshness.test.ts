import { expect } from "chai";
import { isCurrent } from "../../../domain/reports/reportFreshness";
import { expenseItem } from "../../helpers/expenseItem";

const now = new Date("2026-12-01T12:00:00.000Z");
const madeAt = "2026-11-25T12:00:00.000Z";
const report = { month: "2026-11", madeAt };

describe("A report", () => {
  /** True if it is current after changes of these expenses. Only those since `from` are passed. */
  const currentAfter = (
    items: (ReturnType<typeof expenseItem> | undefined)[],
    from?: string,
    made = report,
  ) => {
    const latest = async (_ledger: string, since: string) => ({
      from: from ?? since,
      changes: items.map((item, index) => ({ expenseId: `E${index}`, updatedAt: madeAt, item })),
    });
    return isCurrent({ latest }, "ledger", made, now);
  };
  const on = (date: string, leftDays?: Record<string, string>) =>
    expenseItem({ date, ...(leftDays && { leftDays }) });

  it("is current until an expense of its time changes", async () => {
    expect(await currentAfter([])).to.equal(true);
    expect(await currentAfter([on("2026-10-31"), on("2026-12-01")])).to.equal(true);
    expect(await currentAfter([on("2026-10-31"), on("2026-11-01")])).to.equal(false);
    const year = { ...report, month: "2026" };
    expect(await currentAfter([on("2025-12-31")], undefined, year)).to.equal(true);
    expect(await currentAfter([on("2026-03-01")], undefined, year)).to.equal(false);
  });

  it("is not current after an expense left its time, but for one that had left before", async () => {
    expect(await currentAfter([on("2026-10-31", { "2026-11-05": "2026-11-26T00:00:00.000Z" })])).to.equal(
      false,
    );
    expect(await currentAfter([on("2026-10-31", { "2026-11-05": "2026-11-20T00:00:00.000Z" })])).to.equal(
      true,
    );
  });

  it("is not current where changes do not tell: too many, long ago, or of an expense that is gone", async () => {
    expect(await currentAfter([], "2026-11-26T00:00:00.000Z")).to.equal(false);
    expect(await currentAfter([], undefined, { ...report, madeAt: "2026-11-01T00:00:00.000Z" })).to.equal(
      false,
    );
    expect(await currentAfter([undefined])).to.equal(false);
  });
});
