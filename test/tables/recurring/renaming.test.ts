import { expect } from "chai";
import { ledgerOf } from "../../../domain/ledgers/storedLedger";
import { splitRule } from "../../../domain/recurring/dividedRule";
import { RecurringExpenses } from "../../../domain/recurring/recurringExpenses";
import { RuleRepository } from "../../../domain/recurring/ruleRepository";
import { deletedRule } from "../../../domain/recurring/rules";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";
import { authorOn, ruleOn } from "../../helpers/rules";

const AUTHOR = authorOn("2026-11-01");
const PLACE = { ...AUTHOR, ledger: ledgerOf("home", { settings: {}, version: 1 }), timezone: "UTC" };
const RENT = ruleOn({ every: 1, unit: "months", start: "2026-11-05" }, {}, "2026-11-01");
const flat = (category: string) => ({ ...RENT.content, category });

describe("recurring expenses whose category is renamed", () => {
  let ledgers: LocalTable;
  let rules: RuleRepository;
  beforeEach(async () => {
    ledgers = await startLedgersTable();
    rules = new RuleRepository(ledgers.db, "Ledgers");
  });
  afterEach(() => ledgers?.close());

  const rename = (from: string, to: string, only?: string[]) =>
    new RecurringExpenses(ledgers.db, "Ledgers").renameCategory({ from, to }, PLACE, only);
  const categories = async () =>
    Object.fromEntries(
      (await rules.listWithDeleted("home")).map(({ id, content }) => [id, content.category]),
    );

  it("include the one that is still to go on from another, whatever that one names", async () => {
    for (const before of ["Home", "Food"]) {
      const stored = await rules.create({ ...RENT, id: before, content: flat(before) }, "UTC");
      const terms = { content: flat("Home") };
      await rules.replace(splitRule(stored, "2026-12-05", terms, `${before}2`, AUTHOR), "UTC");
    }
    const { ids, merged } = await rename("home", "Flat");
    expect([ids.sort(), merged]).to.deep.equal([["Food2", "Home", "Home2"], []]);
    expect(await categories()).to.deep.equal({ Food: "Food", Food2: "Flat", Home: "Flat", Home2: "Flat" });
  });

  it("are renamed back alone, deleted ones as well", async () => {
    for (const [id, category] of [
      ["HOME", "Home"],
      ["FLAT", "Flat"],
      ["GONE", "HOME"],
    ] as const) {
      await rules.create({ ...RENT, id, content: flat(category) }, "UTC");
    }
    await rules.change("home", "GONE", "UTC", (rule) => deletedRule(rule, AUTHOR));
    const { ids } = await rename("Home", "Flat");
    expect(ids).to.deep.equal(["GONE", "HOME"]);
    await rename("Flat", "Home", ids);
    expect(await categories()).to.deep.equal({ HOME: "Home", FLAT: "Flat", GONE: "Home" });
  });

  it("are told apart if a part had the other name before", async () => {
    const parts = [
      { amount: 40000, category: "Home" },
      { amount: 50000, category: "flat" },
    ];
    await rules.create({ ...RENT, id: "BOTH", content: { ...flat("Home"), parts } }, "UTC");
    expect(await rename("Home", "Flat")).to.deep.equal({ ids: [], merged: ["BOTH"] });
  });
});
