import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import { jsonHeaders, signUpUser } from "../helpers/api";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { followCalls, tally } from "../helpers/faultyCloud";
import { create, inside } from "../helpers/ledgers";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const body = {
  description: "Desk",
  amount: "123.45",
  date: "2026-02-28",
  category: "Office",
  currency: "EUR",
};

describe("POST /expenses", () => {
  const cloud = useCloud();

  it("stores what it is given and answers it with its place and version", async () => {
    const user = await signUpUser(cloud());
    const answer = await user.api<Expense>("POST", "/expenses", { body });
    const { expenseId, createdAt } = answer.body;
    expect(expenseId).to.match(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(createdAt).to.match(INSTANT);
    expect(answer).to.deep.equal({
      status: 201,
      headers: { ...jsonHeaders(cloud()), etag: '"1"', location: `/prod/expenses/${expenseId}` },
      body: {
        ...body,
        source: "api",
        expenseId,
        createdBy: user.ledgerId,
        createdAt,
        updatedAt: createdAt,
        version: 1,
      },
    });
    const [{ requestHash, listKey, listId, changeShard, ...stored } = {}, ...others] = await itemsOf(
      cloud(),
      "Expenses",
      user.ledgerId,
    );
    expect(others).to.deep.equal([]);
    expect(requestHash).to.match(/^[\w-]{43}$/);
    expect({ listId, listKey }).to.deep.equal({
      listId: user.ledgerId,
      listKey: `2026-02-28#${createdAt}#${expenseId}`,
    });
    expect(changeShard).to.match(new RegExp(`^${createdAt.slice(0, 10)}#[0-7]$`));
    const { source, ...fields } = answer.body;
    expect(stored).to.deep.equal({ ...fields, details: { source }, ledgerId: user.ledgerId, amount: 12_345 });
  });

  it("fills in what it is not given", async () => {
    const user = await signUpUser(cloud());
    const before = new Date().toISOString();
    const answer = await user.api<Expense>("POST", "/expenses", {
      body: { description: "  Desk  ", amount: 7 },
    });
    const after = new Date().toISOString();
    const { expenseId, createdAt, date, ...rest } = answer.body;
    expect(rest).to.deep.equal({
      description: "Desk",
      amount: "7.00",
      currency: "USD",
      category: "Other",
      source: "api",
      createdBy: user.ledgerId,
      updatedAt: createdAt,
      version: 1,
    });
    expect(createdAt >= before && createdAt <= after, `${before} <= ${createdAt} <= ${after}`).to.equal(true);
    expect(date).to.equal(createdAt.slice(0, 10));
  });

  it("gives a ledger its profile once, with its first expense", async () => {
    const user = await signUpUser(cloud());
    const first = await user.api<Expense>("POST", "/expenses", { body });
    await user.api("POST", "/expenses", { body });
    expect(await itemsOf(cloud(), "Ledgers", user.ledgerId)).to.deep.equal([
      { ledgerId: user.ledgerId, sk: "profile", createdAt: first.body.createdAt, settings: {}, version: 0 },
    ]);
  });

  it("gives a ledger whose profile was deleted another, also when the function is warm", async () => {
    const user = await signUpUser(cloud());
    await user.api<Expense>("POST", "/expenses", { body });
    const Key = { ledgerId: user.ledgerId, sk: "profile" };
    await databaseOf(cloud()).send(new DeleteCommand({ TableName: "Ledgers", Key }));
    const second = await user.api<Expense>("POST", "/expenses", { body });
    expect(await itemsOf(cloud(), "Ledgers", user.ledgerId)).to.deep.equal([
      { ...Key, createdAt: second.body.createdAt, settings: {}, version: 0 },
    ]);
  });

  it("costs one read and one write, in the user's own ledger as in a shared one", async () => {
    const user = await signUpUser(cloud());
    const { id } = await create(user);
    // Makes the profile of the user's own ledger.
    await user.api<Expense>("POST", "/expenses", { body });
    const { calls, stop } = await followCalls(cloud(), "logExpense");
    try {
      for (const ledgerId of [user.ledgerId, id]) {
        expect((await user.api("POST", "/expenses", { ...inside(ledgerId), body })).status).to.equal(201);
        // The user and the ledger, in one read; and the expense.
        const asked = { requests: { BatchGetItem: 1, PutItem: 1 }, keys: 2 + 1 };
        expect(tally(calls.splice(0)), ledgerId).to.deep.equal(asked);
      }
    } finally {
      await stop();
    }
  });

  it("accepts each currency with its own decimals", async () => {
    const user = await signUpUser(cloud());
    const amounts: [string, string | number, string][] = [
      ["JPY", 600, "600"],
      ["KWD", "1.234", "1.234"],
      ["CLF", "0.0001", "0.0001"],
      ["USD", 0.1, "0.10"],
      ["USD", "99999999.99", "99999999.99"],
    ];
    for (const [currency, amount, expected] of amounts) {
      const answer = await user.api<Expense>("POST", "/expenses", {
        body: { description: "D", currency, amount },
      });
      expect([answer.status, answer.body.currency, answer.body.amount]).to.deep.equal([
        201,
        currency,
        expected,
      ]);
    }
  });

  it("accepts any text that people write", async () => {
    const user = await signUpUser(cloud());
    const texts = [
      "Café ☕️",
      "家賃",
      "👩‍👩‍👧 dinner",
      "=SUM(A1)",
      "<script>alert(1)</script>",
      "a".repeat(500),
      "\u202Eabc",
    ];
    for (const description of texts) {
      const answer = await user.api<Expense>("POST", "/expenses", { body: { description, amount: 1 } });
      expect([answer.status, answer.body.description]).to.deep.equal([201, description]);
    }
  });

  it("accepts leap days", async () => {
    const user = await signUpUser(cloud());
    const answer = await user.api<Expense>("POST", "/expenses", { body: { ...body, date: "2024-02-29" } });
    expect([answer.status, answer.body.date]).to.deep.equal([201, "2024-02-29"]);
  });

  it("accepts a body of any type that is JSON", async () => {
    const user = await signUpUser(cloud());
    for (const type of ["application/json; charset=utf-8", "Application/JSON", "application/vnd.x+json"]) {
      const { status } = await user.api("POST", "/expenses", {
        body: JSON.stringify(body),
        headers: { "Content-Type": type },
      });
      expect(status, type).to.equal(201);
    }
  });
});

describe("POST /expenses with an Idempotency-Key", () => {
  const cloud = useCloud();
  const withKey = (key: string, sent: unknown = body) => ({
    body: sent,
    headers: { "Idempotency-Key": key },
  });

  it("answers the same again to the same body, and stores it once", async () => {
    const user = await signUpUser(cloud());
    const first = await user.api<Expense>("POST", "/expenses", withKey("key-1"));
    const again = await user.api<Expense>("POST", "/expenses", withKey("key-1"));
    expect(first.status).to.equal(201);
    expect(first.body.expenseId).to.equal(expenseIdFor(user.ledgerId, "key-1"));
    expect(again).to.deep.equal(first);
    expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.have.length(1);
  });

  it("answers the expense as it is now, also if it is in the trash, and does not store it again", async () => {
    const user = await signUpUser(cloud());
    const first = await user.api<Expense>("POST", "/expenses", withKey("key"));
    await user.api("DELETE", `/expenses/${first.body.expenseId}`);
    const again = await user.api<Expense>("POST", "/expenses", withKey("key"));
    expect(again.status).to.equal(201);
    expect(again.body).to.include({ expenseId: first.body.expenseId, version: 2 });
    expect(again.body).to.have.property("deletedAt");
    expect((await user.api("GET", "/expenses")).body).to.have.deep.property("expenses", []);
  });

  it("treats bodies as equal regardless of the order of their properties", async () => {
    const user = await signUpUser(cloud());
    const first = await user.api("POST", "/expenses", withKey("key"));
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    expect(await user.api("POST", "/expenses", withKey("key", reversed))).to.deep.equal(first);
  });

  it("rejects another body and keeps the stored expense", async () => {
    const user = await signUpUser(cloud());
    await user.api("POST", "/expenses", withKey("key"));
    const stored = await itemsOf(cloud(), "Expenses", user.ledgerId);
    for (const other of [
      { ...body, amount: "123.46" },
      { description: "Desk", amount: "123.45" },
    ]) {
      expect(await user.api("POST", "/expenses", withKey("key", other))).to.deep.equal({
        status: 422,
        headers: jsonHeaders(cloud()),
        body: problem("idempotencyKey.reused", { field: "Idempotency-Key" }),
      });
    }
    expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.deep.equal(stored);
  });

  it("never meets the same key of another user", async () => {
    const [one, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const first = await one.api<Expense>("POST", "/expenses", withKey("shared"));
    const second = await other.api<Expense>("POST", "/expenses", withKey("shared", { ...body, amount: 1 }));
    expect([first.status, second.status]).to.deep.equal([201, 201]);
    expect(first.body.expenseId).to.not.equal(second.body.expenseId);
    expect([first.body.createdBy, second.body.createdBy]).to.deep.equal([one.ledgerId, other.ledgerId]);
  });

  it("returns an expense that was edited in the meantime as it is, without undoing the edit", async () => {
    const user = await signUpUser(cloud());
    const { body: created } = await user.api<Expense>("POST", "/expenses", withKey("key"));
    const edited = await user.api<Expense>("PATCH", `/expenses/${created.expenseId}`, {
      body: { description: "Chair" },
      headers: { "If-Match": '"1"' },
    });
    expect(await user.api("POST", "/expenses", withKey("key"))).to.deep.equal({
      status: 201,
      headers: { ...jsonHeaders(cloud()), etag: '"2"', location: `/prod/expenses/${created.expenseId}` },
      body: edited.body,
    });
  });

  it("returns an expense that was deleted in the meantime as deleted, without restoring it", async () => {
    const user = await signUpUser(cloud());
    const { body: created } = await user.api<Expense>("POST", "/expenses", withKey("key"));
    await user.api("DELETE", `/expenses/${created.expenseId}`);
    const again = await user.api<Expense>("POST", "/expenses", withKey("key"));
    expect([again.status, again.body.version]).to.deep.equal([201, 2]);
    expect(again.body.deletedAt).to.match(INSTANT);
    expect((await user.api("GET", `/expenses/${created.expenseId}`)).status).to.equal(404);
  });

  it("says that an expense does not exist that was erased in the meantime, and stores it no more", async () => {
    const user = await signUpUser(cloud());
    const { body: created } = await user.api<Expense>("POST", "/expenses", withKey("key"));
    await user.api("DELETE", `/expenses/${created.expenseId}`);
    await user.api("POST", "/expenses/batch", {
      body: { action: "erase", expenses: [{ id: created.expenseId }] },
    });
    expect(await user.api("POST", "/expenses", withKey("key"))).to.deep.equal({
      status: 404,
      headers: jsonHeaders(cloud()),
      body: problem("expense.notFound"),
    });
    expect((await user.api("GET", "/expenses")).body).to.have.deep.property("expenses", []);
  });

  it("is case-sensitive in the key and not in the header's name", async () => {
    const user = await signUpUser(cloud());
    const sent = [
      ["idempotency-key", "a"],
      ["IDEMPOTENCY-KEY", "a"],
      ["Idempotency-Key", "A"],
    ];
    const ids: string[] = [];
    for (const [name = "", key = ""] of sent) {
      const answer = await user.api<Expense>("POST", "/expenses", { body, headers: { [name]: key } });
      ids.push(answer.body.expenseId);
    }
    expect(ids).to.deep.equal(sent.map(([, key = ""]) => expenseIdFor(user.ledgerId, key)));
  });

  it("creates one expense from concurrent requests", async () => {
    const user = await signUpUser(cloud());
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => user.api<Expense>("POST", "/expenses", withKey("race"))),
    );
    const [first] = answers;
    for (const answer of answers) expect(answer).to.deep.equal(first);
    expect(first?.status).to.equal(201);
    expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.have.length(1);
  });
});
