import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

const FAMILY = "👨‍👩‍👧‍👦";

describe("texts of users", () => {
  const cloud = useCloud();

  const log = (user: TestUser, body: object) =>
    user.api<Expense>("POST", "/expenses", { body: { amount: "2.00", date: "2026-10-05", ...body } });
  const found = async (user: TestUser, query: string) =>
    (await user.api<{ expenses: Expense[] }>("GET", `/expenses?${query}`)).body.expenses.map(
      ({ description }) => description,
    );

  it("may be 300 emoji, which can be created, read, edited and found", async () => {
    const user = await signUpUser(cloud());
    const description = FAMILY.repeat(300);
    const { status, body: created } = await log(user, { description });
    expect([status, created.description]).to.deep.equal([201, description]);
    const edited = await user.api<Expense>("PATCH", `/expenses/${created.expenseId}`, {
      body: { description: `${description} x`, category: FAMILY.repeat(20) },
      headers: { "If-Match": '"1"' },
    });
    expect([edited.status, edited.body.description]).to.deep.equal([200, `${description} x`]);
    expect((await user.api("GET", `/expenses/${created.expenseId}`)).body).to.deep.equal(edited.body);
    expect(await found(user, `q=${encodeURIComponent(FAMILY)}`)).to.deep.equal([`${description} x`]);
    expect(await found(user, `category=${encodeURIComponent(FAMILY.repeat(20))}`)).to.have.length(1);
    const { status: refused, body } = await log(user, { description: FAMILY.repeat(501) });
    const values = { label: "The description", max: 500 };
    expect([refused, body]).to.deep.equal([400, problem("text.tooLong", { field: "description", values })]);
  });

  it("are taken when a program escapes every character of its JSON", async () => {
    const user = await signUpUser(cloud());
    const description = FAMILY.repeat(300);
    const json = JSON.stringify({ description, amount: 1 }).replace(
      /[^\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    const { status, body } = await user.api<Expense>("POST", "/expenses", { body: json });
    expect([status, body.description]).to.deep.equal([201, description]);
  });

  it("are stored composed, and found and summed whatever their form, case and accents", async () => {
    const user = await signUpUser(cloud());
    const { body } = await log(user, { description: " Cafe\u0301 au lait ", category: "Cafe\u0301s" });
    expect([body.description, body.category]).to.deep.equal(["Café au lait", "Cafés"]);
    await log(user, { description: "Tea", category: "CAFES" });
    for (const q of ["café", "CAFE", "cafe\u0301 AU"]) {
      expect(await found(user, `q=${encodeURIComponent(q)}`), q).to.include("Café au lait");
    }
    for (const category of ["Cafés", "cafes", "CAFE\u0301S"]) {
      expect(await found(user, `category=${encodeURIComponent(category)}`), category).to.have.length(2);
    }
    const { body: summary } = await user.api<{ currencies: { byCategory: unknown }[] }>(
      "GET",
      "/summary?month=2026-10",
    );
    expect(summary.currencies[0]?.byCategory).to.deep.equal([{ category: "CAFES", total: "4.00", count: 2 }]);
  });

  it("make no two categories that people take for one", async () => {
    const user = await signUpUser(cloud());
    const category = (name: string) => ({ name, colour: "#aabbcc", sign: "house" });
    const save = (names: string[]) =>
      user.api("PUT", "/settings", {
        body: { categories: names.map(category) },
        headers: { "If-Match": '"0"' },
      });
    for (const other of ["cafe", "CAFÉ", "Cafe\u0301", "Ca\u200bfé"]) {
      expect(await save(["Café", other]), other).to.deep.equal({
        status: 400,
        headers: jsonHeaders(cloud()),
        body: problem("categories.duplicate", { field: "categories" }),
      });
    }
    const longest = Array.from({ length: 100 }, (_, index) => `${index} ${FAMILY.repeat(20)}`);
    expect((await save(longest)).status).to.equal(200);
  });
});
