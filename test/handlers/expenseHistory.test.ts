import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { History } from "../../domain/expenses/historyAnswers";
import { REFUSALS } from "../../domain/values/refusals";
import { jsonHeaders, signUpUser } from "../helpers/api";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

const DESK = { description: "Desk", amount: 12.5, date: "2026-01-31", category: "Office", currency: "USD" };

describe("GET /expenses/{id}/history and POST /expenses/{id}/undo", () => {
  const cloud = useCloud();

  it("tell what happened to an expense, and take any step back", async () => {
    const user = await signUpUser(cloud());
    const created = (await user.api<Expense>("POST", "/expenses", { body: DESK })).body;
    const path = `/expenses/${created.expenseId}`;
    const edit = (body: object, version: number) =>
      user.api("PATCH", path, { body, headers: { "If-Match": `"${version}"` } });
    const undo = (version: unknown) => user.api<Expense>("POST", `${path}/undo`, { body: { version } });
    const page = { Origin: cloud().output("siteUrl"), "If-Match": '"1"' };
    const body = { description: "Chair", merchant: "Maple" };
    const changed = await user.api<Expense>("PATCH", path, { body, headers: page });
    await edit({ amount: "9.00" }, 2);
    await user.api("DELETE", path);
    expect((await undo(3)).body).to.deep.equal(problem("expense.inTrash"));
    const restored = await undo(4);
    expect([restored.status, restored.headers.etag, restored.body.deletedAt]).to.deep.equal([
      ...[200, '"5"', undefined],
    ]);

    const undone = await undo(2);
    const { merchant: _none, ...others } = { ...changed.body, description: "Desk", amount: "9.00" };
    expect(undone.body).to.deep.equal({ ...others, version: 6, updatedAt: undone.body.updatedAt });
    // The answer may have been lost: once more changes nothing.
    expect(await undo(2)).to.deep.equal(undone);
    await edit({ description: "Lamp" }, 6);
    for (const [version, code] of [
      [2, "change.superseded"],
      [1, "change.notFound"],
    ] as const) {
      const answer = await undo(version);
      expect(answer).to.deep.equal({
        status: REFUSALS[code].status,
        headers: answer.headers,
        body: problem(code, { field: "version" }),
      });
    }

    const { status, headers, body: found } = await user.api<History>("GET", `${path}/history`);
    expect([status, headers]).to.deep.equal([200, jsonHeaders(cloud())]);
    const { createdAt, createdBy } = created;
    expect(found).to.deep.include({ createdAt, createdBy, source: "api", version: 7 });
    const told = found.changes.map(({ version, via, undoes }) => [version, via, undoes]);
    expect(told).to.deep.equal([
      [7, "api", undefined],
      [6, "api", 2],
      [5, "api", 4],
      [4, "api", undefined],
      [3, "api", undefined],
      [2, "page", undefined],
    ]);
    expect(found.changes.at(-1)).to.deep.equal({
      ...{ version: 2, at: changed.body.updatedAt, by: user.ledgerId, via: "page" },
      changes: [
        { field: "description", before: "Desk", after: "Chair" },
        { field: "merchant", after: "Maple" },
      ],
    });
  });
});
