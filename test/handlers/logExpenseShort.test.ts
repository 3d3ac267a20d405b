import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { jsonHeaders, signUpUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

describe("POST /logexpense", () => {
  const cloud = useCloud();
  const logged = { description: "Taxi", amount: 25.5 };

  it("answers as the first version of the system did", async () => {
    const user = await signUpUser(cloud());
    const answer = await user.api<{ expenseId: string }>("POST", "/logexpense", { body: logged });
    const { expenseId } = answer.body;
    expect(answer).to.deep.equal({
      status: 200,
      headers: jsonHeaders(cloud()),
      body: { message: "Expense logged successfully", expenseId },
    });
    const stored = await user.api<Expense>("GET", `/expenses/${expenseId}`);
    expect(stored.body).to.deep.include({
      description: "Taxi",
      amount: "25.50",
      currency: "USD",
      category: "Other",
    });
  });

  it("is idempotent too, and shares its keys with POST /expenses", async () => {
    const user = await signUpUser(cloud());
    const request = { body: logged, headers: { "Idempotency-Key": "key" } };
    const first = await user.api<{ expenseId: string }>("POST", "/logexpense", request);
    expect(await user.api("POST", "/logexpense", request)).to.deep.equal(first);
    const same = await user.api<Expense>("POST", "/expenses", request);
    expect([same.status, same.body.expenseId]).to.deep.equal([201, first.body.expenseId]);
    expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.have.length(1);
  });

  it("accepts description and amount only", async () => {
    const user = await signUpUser(cloud());
    expect(await user.api("POST", "/logexpense", { body: { ...logged, date: "2026-01-01" } })).to.deep.equal({
      status: 400,
      headers: jsonHeaders(cloud()),
      body: problem("property.unknown", { field: "date", values: { name: "date" } }),
    });
  });
});
