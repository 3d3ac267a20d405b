import { expect } from "chai";
import { ApiError } from "../../../domain/http/apiError";
import type { QuotaKind } from "../../../domain/quotas/quotaKinds";
import { RecurringExpenses } from "../../../domain/recurring/recurringExpenses";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { placeOn, ruleOn } from "../../helpers/rules";

const PLACE = placeOn("2026-11-20");

describe("a change of a recurring expense from a day on", () => {
  let ledgers: LocalTable;
  let rules: RuleRepository;
  beforeEach(async () => {
    ledgers = await startLedgersTable();
    rules = new RuleRepository(ledgers.db, "Ledgers");
    await rules.create(ruleOn({ every: 1, unit: "days", start: "2026-11-20" }, { id: "RENT" }), "UTC");
  });
  afterEach(() => ledgers?.close());

  /** Changes it where the user may add so many. @returns what was spent. */
  async function change(from: string | undefined, left: number): Promise<QuotaKind[]> {
    const spent: QuotaKind[] = [];
    const quotas = {
      spend: async <T>(kind: QuotaKind, _subject: object, _now: Date, work: () => Promise<T>) => {
        if (spent.length >= left) throw new ApiError("quota.perDay", { values: { max: left } });
        spent.push(kind);
        return work();
      },
    };
    const { version } = await rules.require("home", "RENT", "UTC");
    const createOnce = () => expect.fail("It stores one.");
    const stores = { expenses: { get: async () => undefined, createOnce }, quotas };
    const recurring = new RecurringExpenses(ledgers.db, "Ledgers");
    const changes = { amount: "7", ...(from !== undefined && { from }) };
    await recurring.change("RENT", changes, version, PLACE, stores);
    return spent;
  }

  it("counts as one that is added, and is refused once too many were", async () => {
    expect(await change("2026-12-01", 1)).to.deep.equal(["recurring"]);
    const refused: unknown = await change("2026-11-25", 0).catch((error) => error);
    expect(refused).to.include({ code: "quota.perDay" });
    expect(await rules.list("home")).to.have.length(2);
  });

  it("counts nothing if it divides no rule", async () => {
    expect(await change(undefined, 0)).to.deep.equal([]);
    expect(await change("2026-11-20", 0)).to.deep.equal([]);
  });
});
