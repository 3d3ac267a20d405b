import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import { encodeCursor } from "../../domain/http/cursor";
import { jsonHeaders, signUpUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";
import { descriptions, get, log, pages } from "./listing";

const invalidCursor = problem("cursor.invalid", { field: "cursor" });

describe("GET /expenses", () => {
  const cloud = useCloud();

  it("answers an empty list to a new user", async () => {
    const user = await signUpUser(cloud());
    for (const path of ["/expenses", "/expenses?month=2026-05", "/expenses/trash"]) {
      const answer = await user.api<ExpensePage>("GET", path);
      expect(answer).to.deep.equal({
        status: 200,
        headers: jsonHeaders(cloud()),
        body: { expenses: [], until: answer.body.until },
      });
      // Ten minutes before now: the clock of a function that writes may be so far behind.
      expect(Date.now() - Date.parse(answer.body.until)).to.be.within(600_000, 660_000);
    }
  });

  it("keeps what an expense says besides, and finds it by that", async () => {
    const user = await signUpUser(cloud());
    const more = {
      merchant: " Maple ",
      notes: "Oak,\r\n2 m",
      tags: ["Work", "été"],
      kind: "refund" as const,
      parts: [
        { category: "Café", amount: "0.40", note: "beans" },
        { category: "Home", amount: "0.60" },
      ],
    };
    const desk = await log(user, more);
    expect(desk).to.deep.include({ ...more, merchant: "Maple", notes: "Oak,\n2 m", source: "api" });
    await log(user, { description: "Chair", merchant: "Oak & Co" });
    for (const query of [
      "q=maple",
      "q=2%20m",
      "q=ete",
      "q=BEANS",
      "q=home",
      "category=CAFE",
      "tag=ETE",
      "merchant=MAPLE",
      "name=maple&name=oak",
      "amount=1.00&name=maple",
      "month=2026-05&tag=work",
    ]) {
      expect((await get(user, `/expenses?${query}`)).expenses, query).to.deep.equal([desk]);
    }
    expect((await get(user, `/expenses?createdBy=${user.ledgerId}`)).expenses).to.have.length(2);
    expect((await get(user, "/expenses?createdBy=somebody")).expenses).to.deep.equal([]);
    const { summary } = await get(user, "/expenses?month=2026-05&sums=true&category=home");
    expect(summary?.currencies[0]?.byCategory).to.deep.equal([
      { category: "Other", total: "1.00", count: 1 },
      { category: "Café", total: "-0.40", count: 1 },
      { category: "Home", total: "-0.60", count: 1 },
    ]);
    const headers = { "If-Match": '"1"' };
    expect(
      await user.api("PATCH", `/expenses/${desk.expenseId}`, { body: { amount: 2 }, headers }),
    ).to.deep.equal({
      status: 400,
      headers: jsonHeaders(cloud()),
      body: problem("parts.required", { field: "parts" }),
    });
    const cleared = { merchant: "", notes: "", tags: [], parts: [], kind: "expense" };
    const edited = await user.api("PATCH", `/expenses/${desk.expenseId}`, { body: cleared, headers });
    const { merchant: _, notes: __, tags: ___, kind: ____, parts: _____, ...plain } = desk;
    expect(edited.body).to.deep.equal({
      ...plain,
      version: 2,
      updatedAt: Object(edited.body).updatedAt,
    });
  });

  it("lists by date, the newest first, and by creation within a day", async () => {
    const user = await signUpUser(cloud());
    const logged: Record<string, Expense> = {};
    for (const [description, date] of [
      ["b", "2026-05-10"],
      ["d", "2026-06-01"],
      ["a", "2026-01-01"],
      ["c", "2026-05-10"],
    ] as const) {
      logged[description] = await log(user, { description, date });
    }
    const answer = await user.api<ExpensePage>("GET", "/expenses");
    expect(answer).to.deep.equal({
      status: 200,
      headers: jsonHeaders(cloud()),
      body: {
        expenses: ["d", "c", "b", "a"].map((description) => logged[description]),
        until: answer.body.until,
      },
    });
  });

  it("keeps to a month, from its first day to its last", async () => {
    const user = await signUpUser(cloud());
    for (const date of ["2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01", "2023-02-28"]) {
      await log(user, { description: date, date });
    }
    const { expenses } = await get(user, "/expenses?month=2024-02");
    expect(descriptions(expenses)).to.deep.equal(["2024-02-29", "2024-02-01"]);
  });

  it("keeps to days across months, and to any of several names, page by page", async () => {
    const user = await signUpUser(cloud());
    for (const date of ["2024-01-24", "2024-01-25", "2024-02-24", "2024-02-25"]) {
      await log(user, { description: `Bread ${date}`, date, category: "Food" });
      await log(user, { description: `Film ${date}`, date, category: "Fun", currency: "USD" });
    }
    await log(user, { description: "Rent", date: "2024-02-01", category: "Home" });
    await log(user, { description: "Prize", date: "2024-02-01", category: "Fun", kind: "income" });
    const days = "from=2024-01-25&to=2024-02-24";
    const budget = `/expenses?${days}&category=FOOD&category=fun&kind=expense&kind=refund&currency=USD&limit=1`;
    expect((await pages(user, budget)).flatMap(descriptions)).to.deep.equal([
      "Film 2024-02-24",
      "Bread 2024-02-24",
      "Film 2024-01-25",
      "Bread 2024-01-25",
    ]);
    const { expenses } = await get(user, `/expenses?month=2024-02&${days}&category=Food`);
    expect(descriptions(expenses)).to.deep.equal(["Bread 2024-02-24"]);
    const { cursor = "" } = await get(user, budget);
    const other = budget.replace("kind=refund", "kind=income");
    expect((await user.api("GET", `${other}&cursor=${cursor}`)).body).to.deep.equal(invalidCursor);
  });

  it("gives pages of any size that together are the list", async () => {
    const user = await signUpUser(cloud());
    for (let n = 1; n <= 7; n += 1) await log(user, { description: `${n}`, date: `2026-05-0${n}` });
    const whole = ["7", "6", "5", "4", "3", "2", "1"];
    for (const [limit, sizes] of [
      [1, [1, 1, 1, 1, 1, 1, 1]],
      [3, [3, 3, 1]],
      [7, [7]],
      [500, [7]],
    ] as const) {
      for (const path of [`/expenses?limit=${limit}`, `/expenses?month=2026-05&limit=${limit}`]) {
        const all = await pages(user, path);
        expect(
          all.map((page) => page.length),
          path,
        ).to.deep.equal(sizes);
        expect(descriptions(all.flat()), path).to.deep.equal(whole);
      }
    }
  });

  it("neither repeats nor leaves out what was there, while others come, go and change", async () => {
    const user = await signUpUser(cloud());
    for (let n = 1; n <= 6; n += 1) await log(user, { description: `${n}`, date: `2026-05-0${n}` });
    const first = await get(user, "/expenses?limit=2");
    expect(descriptions(first.expenses)).to.deep.equal(["6", "5"]);
    await log(user, { description: "newer", date: "2026-05-31" });
    await log(user, { description: "older", date: "2026-04-30" });
    // The very place that the cursor names.
    await user.api("DELETE", `/expenses/${first.expenses[1]?.expenseId}`);
    const second = await get(user, `/expenses?limit=2&cursor=${first.cursor}`);
    expect(descriptions(second.expenses)).to.deep.equal(["4", "3"]);
    const third = await get(user, `/expenses?limit=2&cursor=${second.cursor}`);
    expect(descriptions(third.expenses)).to.deep.equal(["2", "1"]);
    const last = await get(user, `/expenses?limit=2&cursor=${third.cursor}`);
    expect([descriptions(last.expenses), last.cursor]).to.deep.equal([["older"], undefined]);
  });

  it("filters by category and by case-insensitive text, and pages the matches", async () => {
    const user = await signUpUser(cloud());
    const rows = [
      ["Coffee", "Food"],
      ["coffee machine", "Home"],
      ["Tea", "Food"],
      ["Beans for COFFEE", "Food"],
      ["50% off & more", "Home"],
    ] as const;
    for (const [index, [description, category]] of rows.entries()) {
      await log(user, { description, category, date: `2026-05-0${index + 1}` });
    }
    const list = async (query: string) => descriptions((await get(user, `/expenses?${query}`)).expenses);
    expect(await list("category=Food")).to.deep.equal(["Beans for COFFEE", "Tea", "Coffee"]);
    expect(await list("category=food")).to.deep.equal(["Beans for COFFEE", "Tea", "Coffee"]);
    expect(await list("category=foo")).to.deep.equal([]);
    expect(await list("q=cOfFeE")).to.deep.equal(["Beans for COFFEE", "coffee machine", "Coffee"]);
    expect(await list("q=coffee&category=Food")).to.deep.equal(["Beans for COFFEE", "Coffee"]);
    expect(await list("q=HOME")).to.deep.equal(["50% off & more", "coffee machine"]);
    expect(await list(`q=${encodeURIComponent("50% off & more")}`)).to.deep.equal(["50% off & more"]);
    expect(await list("q=%25")).to.deep.equal(["50% off & more"]);
    expect(await list("q=coffee&month=2026-04")).to.deep.equal([]);
    const all = await pages(user, "/expenses?q=coffee&limit=1");
    expect(descriptions(all.flat())).to.deep.equal(["Beans for COFFEE", "coffee machine", "Coffee"]);
  });

  it("rejects a cursor of another user or list, and an invalid one", async () => {
    const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    for (const of of [user, other]) {
      for (const date of ["2026-05-01", "2026-05-02"]) await log(of, { date });
    }
    const { cursor = "" } = await get(user, "/expenses?month=2026-05&limit=1");
    const { cursor: foreign } = await get(other, "/expenses?month=2026-05&limit=1");
    const place = Buffer.from(cursor, "base64url").toString().slice(16);
    const scope = [user.ledgerId, "2026-05", undefined, undefined];
    const cursors = [
      foreign,
      cursor.slice(1),
      `${cursor}A`,
      `${cursor}%3D`,
      cursor.toUpperCase(),
      "",
      "abc",
      "💥",
      Buffer.from(place).toString("base64url"),
      "A".repeat(400),
      // Made up by somebody who knows how cursors are made: their own ledger, but no place in this list.
      encodeCursor(scope, "made#up#key"),
      encodeCursor(scope, place.replace("2026-05", "2026-06")),
      encodeCursor(scope, "x".repeat(1100)).slice(0, 400),
    ];
    for (const one of cursors) {
      const answer = await user.api("GET", `/expenses?month=2026-05&limit=1&cursor=${one}`);
      expect([answer.status, answer.body], one).to.deep.equal([400, invalidCursor]);
    }
    for (const path of [
      "/expenses?limit=1",
      "/expenses?month=2026-06",
      "/expenses?month=2026-05&q=d",
      "/expenses/trash?limit=1",
    ]) {
      const separator = path.includes("?") ? "&" : "?";
      expect((await user.api("GET", `${path}${separator}cursor=${cursor}`)).body, path).to.deep.equal(
        invalidCursor,
      );
    }
  });

  it("lets a list grow by another page of the same place", async () => {
    const user = await signUpUser(cloud());
    for (const date of ["2026-05-01", "2026-05-02", "2026-05-03"])
      await log(user, { date, description: date });
    const { cursor } = await get(user, "/expenses?limit=1");
    // The size of a page is not part of the list.
    expect(descriptions((await get(user, `/expenses?limit=50&cursor=${cursor}`)).expenses)).to.deep.equal([
      "2026-05-02",
      "2026-05-01",
    ]);
  });

  it("returns 50 per page by default", async () => {
    const user = await signUpUser(cloud());
    await Promise.all(Array.from({ length: 51 }, (_, n) => log(user, { description: `${n}` })));
    const all = await pages(user, "/expenses?month=2026-05");
    expect(all.map((page) => page.length)).to.deep.equal([50, 1]);
    expect(new Set(descriptions(all.flat())).size).to.equal(51);
  });
});

describe("GET /expenses/trash", () => {
  const cloud = useCloud();

  it("lists deleted expenses in pages, without expired ones", async () => {
    const user = await signUpUser(cloud());
    for (const date of ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04"]) {
      const { expenseId } = await log(user, { description: date, date });
      if (date !== "2026-05-04") await user.api("DELETE", `/expenses/${expenseId}`);
      if (date !== "2026-05-02") continue;
      await databaseOf(cloud()).send(
        new UpdateCommand({
          TableName: "Expenses",
          Key: { expenseId },
          UpdateExpression: "SET expiresAt = :past",
          ExpressionAttributeValues: { ":past": Math.floor(Date.now() / 1000) - 1 },
        }),
      );
    }
    const all = await pages(user, "/expenses/trash?limit=1");
    expect(descriptions(all.flat())).to.deep.equal(["2026-05-03", "2026-05-01"]);
    for (const expense of all.flat()) expect(expense.deletedAt).to.equal(expense.updatedAt);
  });
});
