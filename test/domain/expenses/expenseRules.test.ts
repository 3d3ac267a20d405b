import { expect } from "chai";
import fc from "fast-check";
import type { NewExpense } from "../../../domain/expenses/expense";
import { expenseChanges, newExpense } from "../../../domain/expenses/expense";
import { expenseIdFor } from "../../../domain/expenses/expenseKeys";
import {
  type Creation,
  createItem,
  editItem,
  requireSameRequest,
} from "../../../domain/expenses/expenseRules";
import { deletion, isExpired, restoration } from "../../../domain/expenses/expenseVersions";
import { versionOf } from "../../../domain/http/etag";
import { isBlank, isWithin } from "../../../domain/values/text";
import { expenseItem } from "../../helpers/expenseItem";
import { refusalOf } from "../../helpers/refusalOf";
import { runs } from "../../helpers/runs";

const defaults = { currency: "USD", timezone: "Pacific/Kiritimati", thresholds: { USD: 50_000 } };
const now = new Date("2026-11-23T10:30:00.123Z");
const creation: Creation = { userId: "user", ledgerId: "ledger", now, idempotencyKey: "key" };

describe("expense rules", () => {
  it("create what the request says, with defaults for the rest", () => {
    const { requestHash, ...item } = createItem({ description: "Desk", amount: "12.5" }, creation, defaults);
    expect(requestHash).to.match(/^[\w-]{43}$/);
    expect(item).to.deep.equal({
      expenseId: expenseIdFor("ledger", "key"),
      ledgerId: "ledger",
      amount: 1250,
      currency: "USD",
      // In Kiritimati, 14 hours ahead, it is already the next day.
      date: "2026-11-24",
      description: "Desk",
      category: "Other",
      createdBy: "user",
      createdAt: "2026-11-23T10:30:00.123Z",
      updatedAt: "2026-11-23T10:30:00.123Z",
      version: 1,
    });
  });

  it("read the amount of a text with its currency, which must be that of the request if it has one", () => {
    const create = (amount: string, currency?: string) =>
      createItem({ description: "Desk", amount, ...(currency && { currency }) }, creation, defaults);
    expect(create("€12")).to.include({ amount: 1200, currency: "EUR" });
    expect(create("$12", "CAD")).to.include({ amount: 1200, currency: "CAD" });
    expect(create("12+8")).to.include({ amount: 2000, currency: "USD" });
    expect(refusalOf(() => create("€12", "USD")).code).to.equal("amount.currencyMixed");
    expect(refusalOf(() => create("12.50.3")).code).to.equal("amount.unclear");
    const edited = editItem(create("5"), { amount: "600 JPY" }, now, defaults.thresholds);
    expect(edited).to.include({ amount: 600, currency: "JPY" });
  });

  it("store the kind unless it is that of all expenses of before there were kinds", () => {
    const create = (kind: NewExpense["kind"]) =>
      createItem({ description: "Desk", amount: 600, kind }, creation, defaults);
    expect(create("refund"))
      .to.include({ kind: "refund", amount: 60_000 })
      .and.not.have.property("alertState");
    expect(create("expense").kind).to.equal(undefined);
    expect(create("expense").alertState).to.equal("pending");
    const edited = editItem(create("refund"), { kind: "expense" }, now, defaults.thresholds);
    expect(edited.kind).to.equal(undefined);
    expect(edited.alertState).to.equal("pending");
    expect(editItem(create("income"), { description: "Wage" }, now, defaults.thresholds).kind).to.equal(
      "income",
    );
  });

  it("distinguish bodies regardless of the order of their properties", () => {
    const body = fc.record(
      {
        description: fc.constantFrom("Desk", "Chair"),
        amount: fc.constantFrom(1, 2, "1", "1.00"),
        date: fc.constantFrom("2026-11-22", "2026-11-23"),
        category: fc.constantFrom("Other", "Home"),
        currency: fc.constantFrom("USD", "EUR"),
      },
      { requiredKeys: ["description", "amount"] },
    );
    const create = (input: NewExpense) => createItem(input, creation, defaults);
    fc.assert(
      fc.property(body, body, (one, other) => {
        const reversed = Object.fromEntries(Object.entries(one).reverse()) as typeof one;
        expect(refusalOf(() => requireSameRequest(create(one), create(reversed)))).to.deep.equal({});
        const sorted = (object: object) => JSON.stringify(Object.entries(object).sort());
        fc.pre(sorted(one) !== sorted(other));
        expect(refusalOf(() => requireSameRequest(create(one), create(other)))).to.deep.equal({
          status: 422,
          code: "idempotencyKey.reused",
          field: "Idempotency-Key",
        });
      }),
    );
  });

  it("accept keys of 1 to 128 visible ASCII characters", () => {
    const create = (idempotencyKey: string) =>
      createItem({ description: "D", amount: 1 }, { ...creation, idempotencyKey }, defaults);
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.string({ minLength: 120, maxLength: 140 })),
        (key) => {
          const valid = /^[!-~]{1,128}$/.test(key);
          expect(refusalOf(() => create(key)).code).to.equal(valid ? undefined : "idempotencyKey.invalid");
        },
      ),
    );
  });

  it("change only what an edit names", () => {
    const changes = fc.record(
      {
        description: fc.constantFrom("Chair", "Lamp"),
        amount: fc.integer({ min: 1, max: 400 }),
        date: fc.constantFrom("2026-01-01", "2024-02-29"),
        category: fc.constantFrom("Home", "Garden"),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(changes, (edit) => {
        const before = expenseItem();
        const { amount = 12.5, ...others } = edit;
        expect(editItem(before, edit, now, defaults.thresholds)).to.deep.equal({
          ...before,
          ...others,
          amount: Math.round(amount * 100),
          version: 2,
          updatedAt: now.toISOString(),
          ...(edit.date && { leftDays: { [before.date]: now.toISOString() } }),
        });
      }),
    );
  });

  it("require an amount with another currency, because 12.50 USD are not 1250 JPY", () => {
    expect(refusalOf(() => editItem(expenseItem(), { currency: "JPY" }, now, {}))).to.deep.equal({
      status: 400,
      code: "amount.required",
      field: "amount",
    });
    const after = editItem(expenseItem(), { currency: "JPY", amount: 900 }, now, {});
    expect([after.amount, after.currency]).to.deep.equal([900, "JPY"]);
    expect(editItem(expenseItem(), { currency: "USD" }, now, {}).amount).to.equal(1250);
  });

  it("mark an edit that crosses the threshold and keep a mark that is not sent", () => {
    const marked = editItem(expenseItem(), { amount: 600 }, now, defaults.thresholds);
    expect(marked.unsentAlerts?.map(({ id, amount }) => [id, amount])).to.deep.equal([
      [`${marked.expenseId}.2`, 60_000],
    ]);
    const lower = editItem(marked, { amount: 10 }, now, defaults.thresholds);
    expect(lower.unsentAlerts).to.deep.equal(marked.unsentAlerts);
    const nextDay = new Date(now.getTime() + 24 * 60 * 60 * 1000);
    const again = editItem(lower, { amount: 700 }, nextDay, defaults.thresholds);
    expect(again.unsentAlerts?.map(({ amount }) => amount)).to.deep.equal([60_000, 70_000]);
  });

  it("mark an expense once a day at most, whatever its amount does", () => {
    const hours = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(hours, (edits) => {
        let time = now.getTime();
        let item = expenseItem();
        const days = new Set<string>();
        for (const [wait, above] of edits) {
          time += wait * 60 * 60 * 1000;
          const before = item;
          item = editItem(item, { amount: above ? 600 : 10 }, new Date(time), defaults.thresholds);
          const day = item.updatedAt.slice(0, 10);
          const crosses = before.amount <= 50_000 && item.amount > 50_000;
          expect(item.alertId !== before.alertId).to.equal(crosses && !days.has(day));
          if (crosses) days.add(day);
        }
        expect(item.unsentAlerts ?? []).to.have.length(days.size);
      }),
    );
  });

  it("read the version of an If-Match header", () => {
    expect(['"7"', "7", ' "7" '].map(versionOf)).to.deep.equal([7, 7, 7]);
    const others = [
      'W/"7"',
      '"7", "8"',
      "*",
      "",
      '""',
      "-1",
      "1.5",
      "abc",
      '"7',
      '7"',
      '"07"',
      "9".repeat(16),
    ];
    expect(others.map(versionOf)).to.deep.equal(others.map(() => undefined));
    expect(refusalOf(() => versionOf(undefined))).to.deep.equal({
      status: 428,
      code: "version.required",
      field: "If-Match",
    });
  });

  it("keep a deleted expense for 30 days", () => {
    const deleted = expenseItem(deletion(now));
    expect([deleted.deletedAt, deleted.expiresAt]).to.deep.equal([now.toISOString(), 1_798_021_800]);
    const at = (seconds: number) => isExpired(deleted, new Date(seconds * 1000));
    expect([at(1_798_021_799), at(1_798_021_800)]).to.deep.equal([false, true]);
    expect(isExpired({ ...deleted, ...restoration }, new Date("2100-01-01"))).to.equal(false);
  });
});

describe("request bodies", () => {
  it("are one line of text without control characters for any input", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.anything()), (description) => {
        const result = newExpense.safeParse({ description, amount: 1 });
        const fits =
          typeof description === "string" &&
          !isBlank(description) &&
          isWithin(description.normalize().trim(), 500) &&
          description.isWellFormed() &&
          !/[\p{Cc}\u2028\u2029]/u.test(description.trim());
        expect(result.success).to.equal(fits);
        if (result.success) expect(result.data.description).to.equal(String(description).normalize().trim());
      }),
      { numRuns: runs(500) },
    );
  });

  it("have no other properties", () => {
    fc.assert(
      fc.property(fc.string(), fc.anything(), (name, value) => {
        fc.pre(!["description", "amount", "date", "category", "currency"].includes(name));
        const body = JSON.parse(JSON.stringify({ description: "D", amount: 1 }));
        Object.defineProperty(body, name, { value, enumerable: true });
        expect(newExpense.safeParse(body).success).to.equal(false);
      }),
    );
  });

  it("of an edit name something", () => {
    expect(expenseChanges.safeParse({}).error?.issues.map(({ message }) => message)).to.deep.equal([
      "Specify at least one property to change.",
    ]);
  });
});
