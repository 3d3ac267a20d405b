import { expect } from "chai";
import type { ChangePage, Expense, ExpensePage } from "../../domain/expenses/expense";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { routes } from "../helpers/routes";
import { useCloud } from "../helpers/useCloud";

/** Bodies and headers that a route would take from the owner. */
const REQUESTS: Record<string, { body?: unknown; headers?: Record<string, string> }> = {
  "PATCH /expenses/{id}": { body: { amount: 1 }, headers: { "If-Match": '"1"' } },
  "POST /expenses/{id}/undo": { body: { version: 2 } },
};

describe("another user's expense", () => {
  const cloud = useCloud();
  const withId = routes.filter(({ path }) => path.startsWith("/expenses/{id}"));

  async function create(user: TestUser): Promise<Expense> {
    return (await user.api<Expense>("POST", "/expenses", { body: { description: "Secret", amount: 1 } }))
      .body;
  }

  it("is on every route with an id", () => {
    expect(withId.map(({ method, path }) => `${method} ${path}`)).to.include.members([
      "GET /expenses/{id}",
      "PATCH /expenses/{id}",
      "DELETE /expenses/{id}",
      "POST /expenses/{id}/restore",
      "GET /expenses/{id}/history",
      "POST /expenses/{id}/undo",
    ]);
  });

  for (const { method, path } of withId) {
    it(`is not found by ${method} ${path}, like one that never was, and stays as it is`, async () => {
      const [owner, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
      const { expenseId } = await create(owner);
      const stored = await itemsOf(cloud(), "Expenses", owner.ledgerId);
      const call = (id: string) => other.api(method, path.replace("{id}", id), REQUESTS[`${method} ${path}`]);
      const answer = await call(expenseId);
      expect(answer).to.deep.equal({
        status: 404,
        headers: jsonHeaders(cloud()),
        body: problem("expense.notFound"),
      });
      expect(await call("01ARZ3NDEKTSV4RRFFQ69G5FAV")).to.deep.equal(answer);
      expect(await itemsOf(cloud(), "Expenses", owner.ledgerId)).to.deep.equal(stored);
    });
  }

  it("is in no list, no trash, no summary and no alerts of theirs", async () => {
    const [owner, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const { body } = await owner.api<Expense>("POST", "/expenses", {
      body: { description: "Secret", amount: 900 },
    });
    await owner.api("DELETE", `/expenses/${(await create(owner)).expenseId}`);
    for (const path of ["/expenses", "/expenses/trash", "/expenses?q=secret"]) {
      const { status, body: page } = await other.api<ExpensePage>("GET", path);
      expect([status, page], path).to.deep.equal([200, { expenses: [], until: page.until }]);
    }
    expect((await other.api("GET", "/alerts")).body).to.deep.equal({ alerts: [] });
    const since = new Date(Date.parse(body.createdAt) - 1000).toISOString();
    const changes = await other.api<ChangePage>("GET", `/expenses/changes?since=${since}`);
    expect(changes.body).to.deep.equal({
      expenses: [],
      gone: [],
      until: changes.body.until,
      known: changes.body.known,
      ledgerVersion: 0,
    });
    const summary = await other.api<{ currencies: unknown[] }>(
      "GET",
      `/summary?month=${body.date.slice(0, 7)}`,
    );
    expect(summary.body.currencies).to.deep.equal([]);
  });
});
