import { BatchWriteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { newExpenseId } from "../../../domain/expenses/expenseKeys";
import { ApiError } from "../../../domain/http/apiError";
import { NEVER } from "../../../domain/ledgers/dueItems";
import { splitRule } from "../../../domain/recurring/dividedRule";
import type { Rule } from "../../../domain/recurring/model";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { RuleSeats } from "../../../domain/recurring/ruleSeats";
import { deletedRule } from "../../../domain/recurring/rules";
import { MAX_FUNCTION_SECONDS, MAX_RULES, MAX_STORED_RULES } from "../../../domain/values/limits";
import { inParallel } from "../../helpers/inParallel";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { authorOn, ruleOn } from "../../helpers/rules";

const AUTHOR = authorOn("2026-11-20");
const { now: NOW } = AUTHOR;
const id = () => newExpenseId(NOW);

/** @returns the code of the refusal, if it is refused. */
const refusedWith = async (outcome: Promise<unknown>) => {
  try {
    await outcome;
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
};

describe("the seats of recurring expenses", () => {
  let table: LocalTable;
  let rules: RuleRepository;
  let seats: RuleSeats;
  before(async () => {
    table = await startLedgersTable();
    rules = new RuleRepository(table.db, "Ledgers");
    seats = new RuleSeats(table.db, "Ledgers", rules);
  });
  after(() => table.close());

  /** A rule of a ledger. */
  const ruleOf = (ledgerId: string): Rule => ({
    ...ruleOn({ every: 1, unit: "days", start: "2026-11-20" }, { id: id() }),
    ledgerId,
  });
  /** Stores a number of rules, whatever the limit. */
  const fill = (ledgerId: string, count: number) =>
    inParallel(
      Array.from({ length: count }, () => ruleOf(ledgerId)),
      (rule) => rules.create(rule, "UTC"),
    );
  const add = async (ledgerId: string) => {
    const rule = ruleOf(ledgerId);
    await seats.take(ledgerId, rule.id, NOW);
    return rules.create(rule, "UTC");
  };
  /** Takes a seat for a rule, at a time. @returns the code of the refusal, if it is refused. */
  const outcome = (ledgerId: string, seconds = 0, ruleId = id()) =>
    refusedWith(seats.take(ledgerId, ruleId, new Date(NOW.getTime() + seconds * 1000)));

  it("are as many as a ledger may have rules, however many are added at once", async () => {
    await fill("home", MAX_RULES - 3);
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => add("home")));
    const refusals = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(refusals).to.deep.equal(Array(5).fill("rules.tooMany"));
    expect(await rules.list("home")).to.have.length(MAX_RULES);
  });

  it("hold until the rule is stored or cannot be any more, and are taken once by the same rule", async () => {
    await fill("slow", MAX_RULES - 1);
    const slow = id();
    expect(await outcome("slow", 0, slow)).to.equal(undefined);
    expect(await outcome("slow", 0, slow)).to.equal(undefined);
    expect(await outcome("slow", MAX_FUNCTION_SECONDS - 1)).to.equal("rules.tooMany");
    expect(await outcome("slow", MAX_FUNCTION_SECONDS)).to.equal(undefined);
  });

  it("are free at once when a rule is deleted", async () => {
    await fill("left", MAX_RULES - 1);
    const last = await add("left");
    expect(await outcome("left")).to.equal("rules.tooMany");
    await rules.change("left", last.id, "UTC", (rule) => deletedRule(rule, AUTHOR));
    expect(await outcome("left")).to.equal(undefined);
  });

  it("are taken by a deleted rule that is restored next", async () => {
    await fill("back", MAX_RULES - 1);
    const { id: deleted } = await add("back");
    await rules.change("back", deleted, "UTC", (rule) => deletedRule(rule, AUTHOR));
    expect(await outcome("back", 1, deleted)).to.equal(undefined);
    expect(await outcome("back", 2)).to.equal("rules.tooMany");
  });

  it("end where too many were deleted lately, except for one of these that is restored", async () => {
    const gone = await add("full");
    await rules.change("full", gone.id, "UTC", (rule) => deletedRule(rule, AUTHOR));
    const copies = Array.from({ length: MAX_STORED_RULES - 2 }, () => ({ ...gone, id: id() }));
    for (let start = 0; start < copies.length; start += 25) {
      const deleted = copies.slice(start, start + 25).map((one) => ({
        PutRequest: { Item: { ...one, sk: `rule#${one.id}`, deletedAt: NOW.toISOString() } },
      }));
      await table.db.send(new BatchWriteCommand({ RequestItems: { Ledgers: deleted } }));
    }
    expect(await outcome("full")).to.equal(undefined);
    expect(await outcome("full")).to.equal("rules.tooManyDeleted");
    expect(await outcome("full", 0, gone.id)).to.equal(undefined);
  });

  it("are refused to what an earlier release left of a deleted rule, which kept nothing to restore", async () => {
    const [ledgerId, sk, at] = ["bare", `rule#${id()}`, NOW.toISOString()];
    const bare = {
      ledgerId,
      sk,
      id: sk.slice(5),
      version: 2,
      deletedAt: at,
      dueQueue: "rules",
      dueAt: NEVER,
    };
    await table.db.send(new PutCommand({ TableName: "Ledgers", Item: bare }));
    expect(await refusedWith(rules.requireStored(ledgerId, bare.id, "UTC"))).to.equal("rule.notFound");
    expect(await rules.listWithDeleted(ledgerId)).to.deep.equal([]);
  });

  it("count the rule that goes on after another one, before and after it is one of its own", async () => {
    const [rule] = await fill("split", MAX_RULES - 1);
    if (rule === undefined) throw new Error("There is a rule.");
    const split = splitRule(rule, "2026-12-01", { mode: "propose" }, id(), AUTHOR);
    expect(await rules.replace(split, "UTC")).to.equal(true);
    expect(await rules.list("split")).to.have.length(MAX_RULES - 1);
    expect(await outcome("split")).to.equal("rules.tooMany");
    await rules.settle(split, "UTC", NOW);
    expect(await rules.list("split")).to.have.length(MAX_RULES);
    expect(await outcome("split")).to.equal("rules.tooMany");
  });
});
