import { expect } from "chai";
import type { RecurringExpense } from "../../domain/recurring/ruleSchemas";
import { changeRule, pauseRule } from "../../site/data/recurring/recurringRules";
import { RuleConflict } from "../../site/data/recurring/ruleVersions";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { problem } from "../helpers/problem";
import { tokensOf, usePage } from "./page";

const RENT: RecurringExpense = {
  ...{ id: "R", description: "Rent", amount: "900.00", currency: "USD", category: "Home", mode: "post" },
  schedule: { every: 1, unit: "months", start: "2026-11-01", day: 1 },
  ...{ createdBy: "ada", createdAt: "2026-10-20T08:00:00.000Z", updatedAt: "2026-10-20T08:00:00.000Z" },
  ...{ version: 1, upcoming: ["2026-12-01"], proposals: [], yearly: { count: 12, amount: "10800.00" } },
};
const POSTED = { version: 2, updatedAt: "2026-12-01T00:03:00.000Z", upcoming: ["2027-01-01"] };
const { description, category, currency, schedule, mode } = RENT;
const WANTED = {
  draft: { description, category, currency, amount: "950", date: "2026-11-01" },
  ...{ schedule, mode },
};

describe("A recurring expense that has changed since its form was opened", () => {
  const page = usePage();
  let stored: RecurringExpense | undefined;
  let sent: unknown[];
  beforeEach(() => {
    startSession(tokensOf("ada"));
    [stored, sent] = [RENT, []];
    page.serve((_url, init) => {
      if (init.method !== "PATCH") return Response.json({ rules: stored ? [stored] : [], yearly: [] });
      const version = new Headers(init.headers).get("If-Match");
      if (version !== `"${stored?.version}"`) {
        return Response.json(problem("version.conflict", { field: "If-Match" }), { status: 412 });
      }
      sent.push(JSON.parse(String(init.body)));
      return Response.json(stored);
    });
  });

  it("is saved and paused if it was only posted", async () => {
    stored = { ...RENT, ...POSTED, decided: [{ day: "2027-01-01", state: "skipped" }] };
    await changeRule(RENT, WANTED);
    await pauseRule(RENT, true);
    const { date: _date, ...content } = WANTED.draft;
    expect(sent).to.deep.equal([{ ...content, mode }, { paused: true }]);
  });

  it("is not saved over the changes of somebody else until the user knows of them", async () => {
    stored = { ...RENT, ...POSTED, amount: "920.00" };
    const refused: unknown = await changeRule(RENT, WANTED).catch((error) => error);
    expect(refused).to.be.instanceOf(RuleConflict);
    expect([(refused as RuleConflict).stored, sent]).to.deep.equal([stored, []]);
    await changeRule(stored, WANTED);
    expect(sent).to.have.lengthOf(1);
  });

  it("is refused as before if it was deleted", async () => {
    stored = undefined;
    const refused: unknown = await changeRule(RENT, WANTED).catch((error) => error);
    expect(refused).to.include({ code: "version.conflict" });
  });
});
