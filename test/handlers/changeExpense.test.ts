import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { bareHeaders, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

describe("an expense", () => {
  const cloud = useCloud();

  async function create(user: TestUser): Promise<Expense> {
    const body = {
      description: "Desk",
      amount: 12.5,
      date: "2026-01-31",
      category: "Office",
      currency: "USD",
    };
    return (await user.api<Expense>("POST", "/expenses", { body })).body;
  }

  const edit = (user: TestUser, id: string, body: unknown, version?: string) =>
    user.api<Expense>("PATCH", `/expenses/${id}`, {
      body,
      headers: version === undefined ? {} : { "If-Match": version },
    });

  const notFound = () => ({
    status: 404,
    headers: jsonHeaders(cloud()),
    body: problem("expense.notFound"),
  });

  describe("GET /expenses/{id}", () => {
    it("answers the expense with its version as ETag", async () => {
      const user = await signUpUser(cloud());
      const created = await create(user);
      expect(await user.api("GET", `/expenses/${created.expenseId}`)).to.deep.equal({
        status: 200,
        headers: { ...jsonHeaders(cloud()), etag: '"1"' },
        body: created,
      });
    });

    it("does not find deleted or unknown expenses, or invalid ids", async () => {
      const user = await signUpUser(cloud());
      const { expenseId } = await create(user);
      await user.api("DELETE", `/expenses/${expenseId}`);
      const ids = [
        expenseId,
        expenseId.toLowerCase(),
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "x",
        "%F0%9F%98%80",
        "a".repeat(5000),
      ];
      for (const id of ids) expect(await user.api("GET", `/expenses/${id}`), id).to.deep.equal(notFound());
    });
  });

  describe("PATCH /expenses/{id}", () => {
    it("changes the given properties and nothing else", async () => {
      const user = await signUpUser(cloud());
      const created = await create(user);
      const body = { amount: "99.00", date: "2026-02-01", description: "Chair", category: "Home" };
      const answer = await edit(user, created.expenseId, body, '"1"');
      expect(answer.body.updatedAt > created.updatedAt).to.equal(true);
      expect(answer).to.deep.equal({
        status: 200,
        headers: { ...jsonHeaders(cloud()), etag: '"2"' },
        body: { ...created, ...body, updatedAt: answer.body.updatedAt, version: 2 },
      });
      expect((await user.api("GET", `/expenses/${created.expenseId}`)).body).to.deep.equal(answer.body);
    });

    it("makes no version of what is stored already, however it is written", async () => {
      const user = await signUpUser(cloud());
      const created = await create(user);
      const { amount, description, category, date, currency } = created;
      const stored = await itemsOf(cloud(), "Expenses", user.ledgerId);
      for (const body of [
        { amount: Number(amount) },
        { amount, currency },
        { description, category, date },
      ]) {
        expect(await edit(user, created.expenseId, body, '"1"')).to.deep.equal({
          status: 200,
          headers: { ...jsonHeaders(cloud()), etag: '"1"' },
          body: created,
        });
      }
      expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.deep.equal(stored);
    });

    it("moves the expense in the list by its new date", async () => {
      const user = await signUpUser(cloud());
      const created = await create(user);
      await edit(user, created.expenseId, { date: "2025-12-31" }, '"1"');
      const [january, december] = [
        await user.api<{ expenses: Expense[] }>("GET", "/expenses?month=2026-01"),
        await user.api<{ expenses: Expense[] }>("GET", "/expenses?month=2025-12"),
      ];
      expect(january.body.expenses).to.deep.equal([]);
      expect(december.body.expenses.map(({ expenseId }) => expenseId)).to.deep.equal([created.expenseId]);
    });

    it("requires the version that it changes", async () => {
      const user = await signUpUser(cloud());
      const { expenseId } = await create(user);
      expect(await edit(user, expenseId, { amount: 1 })).to.deep.equal({
        status: 428,
        headers: jsonHeaders(cloud()),
        body: problem("version.required", { field: "If-Match" }),
      });
    });

    it("rejects every other version, including invalid ones", async () => {
      const user = await signUpUser(cloud());
      const created = await create(user);
      await edit(user, created.expenseId, { amount: 1 }, '"1"');
      const stored = await itemsOf(cloud(), "Expenses", user.ledgerId);
      for (const version of ['"1"', '"3"', '"02"', 'W/"2"', "*", "abc", '"2", "3"', '"999999999999999"']) {
        expect(await edit(user, created.expenseId, { amount: 2 }, version), version).to.deep.equal({
          status: 412,
          headers: jsonHeaders(cloud()),
          body: problem("version.conflict", { field: "If-Match" }),
        });
      }
      expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.deep.equal(stored);
    });

    it("lets exactly one of several concurrent edits win", async () => {
      const user = await signUpUser(cloud());
      const { expenseId } = await create(user);
      const amounts = Array.from({ length: 15 }, (_, index) => `${index + 1}.00`);
      const answers = await Promise.all(amounts.map((amount) => edit(user, expenseId, { amount }, '"1"')));
      const won = answers.filter(({ status }) => status === 200);
      expect(answers.filter(({ status }) => status === 412)).to.have.length(14);
      expect(won.map(({ body }) => body.version)).to.deep.equal([2]);
      expect((await user.api("GET", `/expenses/${expenseId}`)).body).to.deep.equal(won[0]?.body);
    });

    it("requires an amount with another currency", async () => {
      const user = await signUpUser(cloud());
      const { expenseId } = await create(user);
      expect(await edit(user, expenseId, { currency: "JPY" }, '"1"')).to.deep.equal({
        status: 400,
        headers: jsonHeaders(cloud()),
        body: problem("amount.required", { field: "amount" }),
      });
      const yen = await edit(user, expenseId, { currency: "JPY", amount: 1250 }, '"1"');
      expect([yen.status, yen.body.amount, yen.body.currency]).to.deep.equal([200, "1250", "JPY"]);
      // Fits dollars, but the expense is in yen by now.
      expect((await edit(user, expenseId, { amount: "12.50" }, '"2"')).body).to.deep.equal(
        problem("amount.noDecimals", { field: "amount", values: { currency: "JPY" } }),
      );
    });

    it("does not find expenses in the trash", async () => {
      const user = await signUpUser(cloud());
      const { expenseId } = await create(user);
      await user.api("DELETE", `/expenses/${expenseId}`);
      expect(await edit(user, expenseId, { amount: 1 }, '"2"')).to.deep.equal(notFound());
    });

    it("changes the category in the trash, and nothing else, for who names the version there: a category was renamed", async () => {
      const user = await signUpUser(cloud());
      const { expenseId } = await create(user);
      await user.api("DELETE", `/expenses/${expenseId}`);
      const inTrash = (category: string) =>
        user.api<{ expenses: Expense[] }>("GET", `/expenses/trash?category=${category}`);
      expect((await inTrash("Office")).body.expenses.map(({ version }) => version)).to.deep.equal([2]);
      expect(await edit(user, expenseId, { category: "Work" }, '"1"')).to.deep.equal(notFound());
      expect(await edit(user, expenseId, { category: "Work", amount: 1 }, '"2"')).to.deep.equal(notFound());
      const changed = await edit(user, expenseId, { category: "Work" }, '"2"');
      expect(changed.body).to.include({ category: "Work", version: 3 }).and.have.property("deletedAt");
      expect([(await inTrash("Office")).body.expenses, (await inTrash("Work")).body.expenses]).to.deep.equal([
        [],
        [changed.body],
      ]);
      const restored = await user.api<Expense>("POST", `/expenses/${expenseId}/restore`);
      expect(restored.body).to.include({ category: "Work", version: 4 }).and.not.have.property("deletedAt");
    });
  });

  describe("DELETE /expenses/{id} and POST /expenses/{id}/restore", () => {
    it("moves to the trash and back, and each once more changes nothing", async () => {
      const user = await signUpUser(cloud());
      const created = await create(user);
      const path = `/expenses/${created.expenseId}`;
      const list = async (of: string) => (await user.api<{ expenses: Expense[] }>("GET", of)).body.expenses;

      for (const _ of ["once", "twice"]) {
        expect(await user.api("DELETE", path)).to.deep.equal({
          status: 204,
          headers: { ...bareHeaders(cloud()), "content-type": "application/json" },
          body: undefined,
        });
      }
      const [deleted, ...others] = await list("/expenses/trash");
      expect(others).to.deep.equal([]);
      expect(deleted).to.deep.equal({
        ...created,
        updatedAt: deleted?.updatedAt,
        deletedAt: deleted?.updatedAt,
        version: 2,
      });
      expect(await list("/expenses")).to.deep.equal([]);

      const restored = await user.api<Expense>("POST", `${path}/restore`);
      expect(restored).to.deep.equal({
        status: 200,
        headers: { ...jsonHeaders(cloud()), etag: '"3"' },
        body: { ...created, updatedAt: restored.body.updatedAt, version: 3 },
      });
      expect(await user.api("POST", `${path}/restore`)).to.deep.equal(restored);
      expect(await list("/expenses/trash")).to.deep.equal([]);
      expect(await list("/expenses")).to.deep.equal([restored.body]);
    });

    it("leaves 30 days for second thoughts", async () => {
      const user = await signUpUser(cloud());
      const { expenseId } = await create(user);
      await user.api("DELETE", `/expenses/${expenseId}`);
      const [item] = await itemsOf(cloud(), "Expenses", user.ledgerId);
      const deletedAt = Math.floor(Date.parse(String(item?.deletedAt)) / 1000);
      expect(item?.expiresAt).to.equal(deletedAt + 30 * 24 * 60 * 60);
    });

    it("does not find unknown expenses", async () => {
      const user = await signUpUser(cloud());
      for (const [method, path] of [
        ["DELETE", "/expenses/x"],
        ["POST", "/expenses/x/restore"],
      ] as const) {
        expect(await user.api(method, path)).to.deep.equal(notFound());
      }
    });

    it("keeps the count with many concurrent requests", async () => {
      const user = await signUpUser(cloud());
      const { expenseId } = await create(user);
      const answers = await Promise.all(
        Array.from({ length: 15 }, () => user.api("DELETE", `/expenses/${expenseId}`)),
      );
      expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([204]));
      const [item] = await itemsOf(cloud(), "Expenses", user.ledgerId);
      expect(item?.version).to.equal(2);
    });
  });

  describe("an expense past its time in the trash", () => {
    it("is gone for every route although the database still has it, and its key can be reused", async () => {
      const user = await signUpUser(cloud());
      const request = { body: { description: "Desk", amount: 1 }, headers: { "Idempotency-Key": "key" } };
      const { body: created } = await user.api<Expense>("POST", "/expenses", request);
      const path = `/expenses/${created.expenseId}`;
      await user.api("DELETE", path);
      await expire(created.expenseId);
      expect(await user.api("POST", `${path}/restore`)).to.deep.equal(notFound());
      expect(await user.api("DELETE", path)).to.deep.equal(notFound());
      expect((await user.api("GET", "/expenses/trash")).body).to.have.deep.property("expenses", []);
      const again = await user.api<Expense>("POST", "/expenses", request);
      // A copy of the one that is gone, such as that of the backup, must not take this for an older version.
      expect([again.status, again.body.version, again.body.deletedAt]).to.deep.equal([201, 3, undefined]);
      expect(again.body.updatedAt > created.updatedAt).to.equal(true);
    });
  });

  async function expire(expenseId: string): Promise<void> {
    await databaseOf(cloud()).send(
      new UpdateCommand({
        TableName: "Expenses",
        Key: { expenseId },
        UpdateExpression: "SET expiresAt = :past",
        ExpressionAttributeValues: { ":past": Math.floor(Date.now() / 1000) - 1 },
      }),
    );
  }
});
