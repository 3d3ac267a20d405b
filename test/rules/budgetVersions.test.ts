import { expect } from "chai";
import type { Budget } from "../../domain/budgets/budgetSchemas";
import { addBudget, BudgetConflict, replaceBudget } from "../../site/data/budgets/budgetVersions";
import { termsOf } from "../../site/data/budgets/ledgerBudgets";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { problem } from "../helpers/problem";
import { tokensOf, usePage } from "./page";

const FOOD: Budget = {
  ...{ id: "food", version: 3, name: "Food", amount: "400.00", currency: "EUR", period: "month" },
  ...{ startsOn: 1, rollover: "none", thresholds: [80, 100], from: "2026-09-01" },
};
const WANTED = { ...termsOf(FOOD), amount: "450.00" };

describe("A budget that has changed since its form was opened", () => {
  const page = usePage();
  let stored: Budget | undefined;
  let saved: [version: string | null, amount: string][];
  beforeEach(() => {
    startSession(tokensOf("ada"));
    [stored, saved] = [FOOD, []];
    page.serve((_url, { method, body, headers }) => {
      if (method !== "PUT") return Response.json({ today: "2026-11-20", budgets: stored ? [stored] : [] });
      const version = new Headers(headers).get("If-Match");
      if (version !== `"${stored?.version ?? 0}"`) {
        return Response.json(problem("version.conflict", { field: "If-Match" }), { status: 412 });
      }
      saved.push([version, JSON.parse(String(body)).amount]);
      return Response.json(FOOD);
    });
  });
  const refusal = (attempt: Promise<unknown>) => attempt.catch((error: unknown) => error);

  it("is not saved over the changes of somebody else until the user knows of them", async () => {
    stored = { ...FOOD, version: 4, amount: "420.00" };
    const refused = await refusal(replaceBudget(FOOD, WANTED));
    expect(refused).to.be.instanceOf(BudgetConflict);
    expect([(refused as BudgetConflict).stored, saved]).to.deep.equal([stored, []]);
    await replaceBudget(stored, WANTED);
    expect(saved).to.deep.equal([['"4"', "450.00"]]);
  });

  it("is saved if it was changed back since", async () => {
    stored = { ...FOOD, version: 5 };
    await replaceBudget(FOOD, WANTED);
    expect(saved).to.deep.equal([['"5"', "450.00"]]);
  });

  it("is refused as before if it was deleted", async () => {
    stored = undefined;
    expect(await refusal(replaceBudget(FOOD, WANTED))).to.include({ code: "version.conflict" });
  });

  it("is not added again by an attempt whose answer was lost, and takes what was typed after it", async () => {
    stored = { ...FOOD, version: 1 };
    await addBudget(FOOD.id, WANTED);
    expect(saved).to.deep.equal([['"1"', "450.00"]]);
  });
});
