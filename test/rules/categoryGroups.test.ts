import { expect } from "chai";
import type { LedgerSettings } from "../../domain/ledgers/settings";
import {
  addGroup,
  dissolveGroup,
  isGroupTaken,
  placeGroup,
  renameGroup,
} from "../../site/data/categories/categoryGroups";
import {
  categoryGroupsOf,
  dropOwnCategories,
  placeCategory,
  placeInSet,
  putCategory,
  removeCategory,
} from "../../site/data/categories/categorySet";
import { sumsByGroup } from "../../site/data/expenses/groupSums";
import type { SettingsChange } from "../../site/data/expenses/model";
import { usable } from "../../site/lib/ledger/shownSettings";

const category = (name: string, group?: string) => ({
  name,
  colour: "#c8626d",
  sign: "food",
  ...(group && { group }),
});

/** Home, then Food and Fun in their groups. */
const SET: LedgerSettings = {
  currency: "EUR",
  categories: [
    category("Home"),
    category("Food", "Daily"),
    category("Bar", "Fun"),
    category("Cafe", "Daily"),
  ],
  categoryGroups: ["Daily", "Fun"],
};

/** Groups with their categories, as `Daily: Food Cafe`. */
const shown = (settings: LedgerSettings) =>
  categoryGroupsOf(settings).map(
    ({ group = "", categories }) => `${group}: ${categories.map(({ name }) => name).join(" ")}`,
  );
const changed = (...changes: SettingsChange[]) =>
  changes.reduce<LedgerSettings>((settings, change) => change(settings), SET);

describe("Groups of categories", () => {
  it("show what is in none first, and keep their order whatever that of the categories is", () => {
    expect(shown(SET)).to.deep.equal([": Home", "Daily: Food Cafe", "Fun: Bar"]);
    expect(shown({})[0]).to.match(/^: Groceries .* Other$/);
    const lost = { ...SET, categoryGroups: ["Fun"] };
    expect(shown(lost)).to.deep.equal([": Home Food Cafe", "Fun: Bar"]);
  });

  it("take in a category that moves below their heading, by one line or by many, and let it go above", () => {
    expect(placeInSet(SET, "Home")).to.equal(0);
    // The lines are Home, Daily, Food, Cafe, Fun, Bar.
    const moved = (name: string, line: number) => shown(changed(placeCategory(name, line)));
    expect(moved("Home", 1)).to.deep.equal([": ", "Daily: Home Food Cafe", "Fun: Bar"]);
    expect(moved("Food", 1)).to.deep.equal([": Home Food", "Daily: Cafe", "Fun: Bar"]);
    expect(moved("Cafe", 4)).to.deep.equal([": Home", "Daily: Food", "Fun: Cafe Bar"]);
    expect(moved("Bar", 0)).to.deep.equal([": Bar Home", "Daily: Food Cafe", "Fun: "]);
    expect(moved("Home", 5)).to.deep.equal([": ", "Daily: Food Cafe", "Fun: Bar Home"]);
    expect(changed(placeCategory("Unknown", 0))).to.deep.equal(SET);
  });

  it("are stored with their categories one after the other, and nothing else changes", () => {
    const { categories = [], ...others } = changed(placeCategory("Home", 0));
    expect(categories.map(({ name }) => name)).to.deep.equal(["Home", "Food", "Cafe", "Bar"]);
    expect(categories[0]).to.deep.equal(category("Home"));
    expect(others).to.deep.equal({ currency: "EUR", categoryGroups: ["Daily", "Fun"] });
  });

  it("are added empty, renamed with their categories, moved with them, and dissolved without losing one", () => {
    expect(shown(changed(addGroup("New"))).at(-1)).to.equal("New: ");
    expect(shown(changed(renameGroup("Daily", "Food & Co")))).to.deep.equal([
      ": Home",
      "Food & Co: Food Cafe",
      "Fun: Bar",
    ]);
    expect(shown(changed(placeGroup("Fun", 0)))).to.deep.equal([": Home", "Fun: Bar", "Daily: Food Cafe"]);
    expect(shown(changed(dissolveGroup("Daily")))).to.deep.equal([": Home Food Cafe", "Fun: Bar"]);
    expect(changed(dissolveGroup("Daily"), dissolveGroup("Fun"))).not.to.have.property("categoryGroups");
  });

  it("can be made before the ledger has categories of its own, and go with those", () => {
    const made = addGroup("Daily")({});
    expect(made).to.deep.equal({ categoryGroups: ["Daily"] });
    expect(shown(placeCategory("Bills", 99)(made)).at(-1)).to.equal("Daily: Bills");
    expect(changed(dropOwnCategories)).to.deep.equal({ currency: "EUR" });
  });

  it("keep a category that is edited or put back, and lose one that is removed", () => {
    const edited = { ...category("Coffee", "Fun") };
    expect(shown(changed(putCategory(edited, "Cafe")))).to.deep.equal([
      ": Home",
      "Daily: Food",
      "Fun: Bar Coffee",
    ]);
    expect(shown(changed(removeCategory("Bar"))).at(-1)).to.equal("Fun: ");
  });

  it("have names of their own", () => {
    expect(isGroupTaken(SET, "dáily")).to.equal(true);
    expect(isGroupTaken(SET, "daily", "Daily")).to.equal(false);
    expect(isGroupTaken({}, "Daily")).to.equal(false);
  });

  it("that this device kept broken are left out", () => {
    const broken = {
      categories: [{ ...category("Home"), group: 1 }, category("Food")],
      categoryGroups: [1, "Fun"],
    };
    expect(usable(broken)).to.deep.include({ categories: [category("Food")], categoryGroups: ["Fun"] });
  });

  it("sum what is in them, refunds too, and leave the rest alone", () => {
    const bars = [
      { name: "Rent", total: "900.00" },
      { name: "Food", total: "60.00", group: "Daily" },
      { name: "Cafe", total: "-10.50", group: "Daily" },
      { name: "Toys", total: "55.00" },
    ];
    const sums = sumsByGroup(bars, ({ group }) => group);
    expect(sums.map(({ group, total, members }) => [group, total, members.length])).to.deep.equal([
      [undefined, "900.00", 1],
      [undefined, "55.00", 1],
      ["Daily", "49.50", 2],
    ]);
  });
});
