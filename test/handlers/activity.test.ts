import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { ActivityPage } from "../../domain/ledgers/activitySchemas";
import { jsonHeaders, signUpUser } from "../helpers/api";
import { create, inside, joined } from "../helpers/ledgers";
import { useCloud } from "../helpers/useCloud";

describe("GET /activity", () => {
  const cloud = useCloud();

  it("tells what happened in a ledger, newest first: what was logged and changed, and who came and went", async () => {
    const owner = await signUpUser(cloud());
    const { id } = await create(owner);
    const guest = await joined(cloud(), owner, id, "editor");
    const body = { description: "Rent", amount: "900.00", currency: "EUR" };
    const { body: rent } = await owner.api<Expense>("POST", "/expenses", { ...inside(id), body });
    const change = { body: { amount: "950.00" }, headers: { "Ledger-Id": id, "If-Match": '"1"' } };
    const { body: raised } = await guest.api<Expense>("PATCH", `/expenses/${rent.expenseId}`, change);
    await owner.api("PATCH", "/ledger", { ...inside(id), body: { name: "Flat" } });
    const settings = await owner.api("GET", "/settings", inside(id));
    await owner.api("PUT", "/settings", {
      body: { currency: "EUR", theme: "dark" },
      headers: { "Ledger-Id": id, "If-Match": settings.headers.etag ?? "" },
    });

    const entries = [];
    let cursor = "";
    do {
      const path = `/activity?limit=2${cursor && `&cursor=${cursor}`}`;
      const page = await guest.api<ActivityPage>("GET", path, inside(id));
      expect([page.status, page.headers]).to.deep.equal([200, jsonHeaders(cloud())]);
      entries.push(...page.body.entries);
      cursor = page.body.cursor ?? "";
    } while (cursor !== "");
    const [currency, renamed, changed, ...earlier] = entries;
    const by = owner.ledgerId;
    expect(currency?.ledger).to.deep.equal({ by, changes: [{ type: "currency", after: "EUR" }] });
    expect(renamed?.ledger).to.deep.equal({
      by,
      changes: [{ type: "renamed", before: "Home", after: "Flat" }],
    });
    expect(changed).to.deep.equal({
      at: raised.updatedAt,
      expense: {
        expense: raised,
        changes: [
          {
            ...{ version: 2, at: raised.updatedAt, by: guest.ledgerId, via: "api" },
            changes: [
              { field: "amount", before: "900.00", after: "950.00" },
              { field: "currency", before: "EUR", after: "EUR" },
            ],
          },
        ],
      },
    });
    expect(earlier.map(({ ledger }) => ledger)).to.deep.equal([
      { by: guest.ledgerId, changes: [{ type: "joined", member: guest.ledgerId, after: "editor" }] },
      { by, changes: [{ type: "invited", after: "editor" }] },
      { by, changes: [{ type: "created" }] },
    ]);
    expect((await owner.api("GET", "/activity")).body).to.deep.equal({ entries: [] });
  });
});
