import { expect } from "chai";
import type { BatchAnswer } from "../../domain/expenses/batchSchemas";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

const NONE = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

describe("POST /expenses/batch", () => {
  const cloud = useCloud();

  const create = async (user: TestUser, category: string) =>
    (
      await user.api<Expense>("POST", "/expenses", {
        body: { description: category, amount: 5, category, date: "2026-03-01" },
      })
    ).body;
  const act = (user: TestUser, body: unknown) => user.api<BatchAnswer>("POST", "/expenses/batch", { body });

  it("gives a category, deletes, and takes both back; what cannot be changed holds up no other", async () => {
    const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const [food, rent, trashed, foreign] = [
      await create(user, "Food"),
      await create(user, "Rent"),
      await create(user, "Fun"),
      await create(other, "Food"),
    ];
    await user.api("DELETE", `/expenses/${trashed.expenseId}`);
    const ids = [food, rent, trashed, foreign, { expenseId: NONE }].map(({ expenseId: id }) => ({ id }));
    const refused = [foreign.expenseId, NONE].map((id) => ({ id, ...problem("expense.notFound") }));

    const moved = await act(user, { action: "categorise", category: "Rent", expenses: ids });
    const told = moved.body.expenses.map(({ expenseId, category, version, deletedAt }) => [
      ...[expenseId, category, version, deletedAt !== undefined],
    ]);
    expect(told).to.deep.equal([
      [food.expenseId, "Rent", 2, false],
      [rent.expenseId, "Rent", 1, false],
      [trashed.expenseId, "Rent", 3, true],
    ]);
    expect(moved).to.deep.equal({
      status: 200,
      headers: jsonHeaders(cloud()),
      body: { expenses: moved.body.expenses, refused },
    });
    // The answer may have been lost: once more changes nothing.
    expect(await act(user, { action: "categorise", category: "Rent", expenses: ids })).to.deep.equal(moved);

    const gone = await act(user, { action: "delete", expenses: ids.slice(0, 2) });
    expect(gone.body.expenses.every(({ deletedAt }) => deletedAt !== undefined)).to.equal(true);
    expect((await user.api<ExpensePage>("GET", "/expenses?month=2026-03")).body.expenses).to.deep.equal([]);

    const undo = async (changes: [Expense, number][]) =>
      act(user, {
        action: "undo",
        expenses: changes.map(([{ expenseId: id }, version]) => ({ id, version })),
      });
    expect((await undo([[food, 2]])).body).to.deep.equal({
      expenses: [],
      refused: [{ id: food.expenseId, ...problem("expense.inTrash") }],
    });
    const restored = await act(user, { action: "restore", expenses: ids.slice(1, 3) });
    expect(restored.body.expenses.map(({ version, deletedAt }) => [version, deletedAt])).to.deep.equal([
      [3, undefined],
      [4, undefined],
    ]);
    await undo([[food, 3]]);
    const back = await undo([[food, 2]]);
    expect(back.body.expenses).to.deep.equal([
      { ...food, version: 5, updatedAt: back.body.expenses[0]?.updatedAt },
    ]);
    const [untouched] = await itemsOf(cloud(), "Expenses", other.ledgerId);
    expect(untouched?.version).to.equal(1);
  });

  it("erases what is in the trash for good, and nothing else", async () => {
    const user = await signUpUser(cloud());
    const [kept, gone] = [await create(user, "Kept"), await create(user, "Gone")];
    const expenses = [kept, gone].map(({ expenseId: id }) => ({ id }));
    await act(user, { action: "delete", expenses: expenses.slice(1) });
    const { body } = await act(user, { action: "erase", expenses });
    expect(body.refused).to.deep.equal([{ id: kept.expenseId, ...problem("expense.notInTrash") }]);
    expect(body.expenses.map(({ expenseId }) => expenseId)).to.deep.equal([gone.expenseId]);
    const left = (await itemsOf(cloud(), "Expenses", user.ledgerId)).find(
      ({ expenseId }) => expenseId === gone.expenseId,
    );
    expect(JSON.stringify(left)).not.to.include("Gone");
    expect((await user.api<ExpensePage>("GET", "/expenses/trash")).body.expenses).to.deep.equal([]);
    const notFound = { status: 404, body: problem("expense.notFound") };
    for (const [method, path] of [
      ["GET", `/expenses/${gone.expenseId}`],
      ["POST", `/expenses/${gone.expenseId}/restore`],
      ["GET", `/expenses/${gone.expenseId}/history`],
    ] as const) {
      const { status, body: answer } = await user.api(method, path);
      expect({ status, body: answer }).to.deep.equal(notFound);
    }
    expect((await act(user, { action: "erase", expenses: expenses.slice(1) })).body).to.deep.equal({
      expenses: [],
      refused: [{ id: gone.expenseId, ...problem("expense.notFound") }],
    });
    const changes = await user.api<{ gone: string[] }>(
      "GET",
      `/expenses/changes?since=${new Date(Date.now() - 60_000).toISOString()}`,
    );
    expect(changes.body.gone).to.deep.equal([gone.expenseId]);
  });

  it("refuses what is no batch, and changes nothing", async () => {
    const user = await signUpUser(cloud());
    const { expenseId: id } = await create(user, "Food");
    const stored = await itemsOf(cloud(), "Expenses", user.ledgerId);
    const many = Array.from({ length: 101 }, (_, index) => ({ id: String(index) }));
    const refusals = [
      [
        { action: "delete", expenses: [] },
        problem("batch.invalid", { field: "expenses", values: { max: 100 } }),
      ],
      [
        { action: "delete", expenses: many },
        problem("batch.invalid", { field: "expenses", values: { max: 100 } }),
      ],
      [{ action: "delete", expenses: [{ id }, { id }] }, problem("batch.repeated", { field: "expenses" })],
      [
        { action: "delete", category: "Fun", expenses: [{ id }] },
        problem("batch.category", { field: "category" }),
      ],
      [{ action: "categorise", expenses: [{ id }] }, problem("batch.category", { field: "category" })],
      [{ action: "delete", from: "Fun", expenses: [{ id }] }, problem("batch.category", { field: "from" })],
      [{ action: "undo", expenses: [{ id }] }, problem("version.invalid", { field: "expenses" })],
      [{ action: "burn", expenses: [{ id }] }, problem("action.invalid", { field: "action" })],
    ] as const;
    for (const [body, refusal] of refusals) {
      const answer = await act(user, body);
      expect([answer.status, answer.body], JSON.stringify(body).slice(0, 80)).to.deep.equal([400, refusal]);
    }
    expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.deep.equal(stored);
  });
});
