import { expect } from "chai";
import { requireCountedCategories } from "../../../domain/budgets/countedCategories";
import type { Days } from "../../../domain/digests/model";
import { goneCategories, refuseGone } from "../../../domain/ledgers/goneCategories";
import { refusalOf } from "../../helpers/refusalOf";

const CATEGORIES = ["Food", "Café"].map((name) => ({ name, colour: "#336699", sign: "cart" }));
const OWN = { categories: CATEGORIES };

describe("a category that is gone", () => {
  it("is none of the ledger's own, however it is written, nor the one that every ledger has", () => {
    expect(goneCategories(["FOOD", "cafe", "Cafe\u0301", "other", "Home", "Fo od"], OWN)).to.deep.equal([
      "Home",
      "Fo od",
    ]);
  });

  it("is any but that one once a ledger has none of its own left, and none as long as it never chose them", () => {
    expect(goneCategories(["Other", "Food"], { categories: [] })).to.deep.equal(["Food"]);
    expect(goneCategories(["Other", "Food"], {})).to.deep.equal([]);
  });

  it("is refused by its name and the property that names it", () => {
    expect(refusalOf(() => refuseGone(["Home", "Fun"], "category"))).to.deep.include({
      code: "category.gone",
      status: 400,
      field: "category",
    });
    refuseGone([], "category");
  });

  it("is taken by a budget if there are expenses of it in the last three months, which are read only then", async () => {
    const asked: (readonly string[])[] = [];
    const spending = [{ category: "HOME", currency: "EUR", amount: 100, expenses: 1 }];
    const days = { "2026-01-05": { spending } } as unknown as Days;
    const read = async (months: readonly string[]) => {
      asked.push(months);
      return new Map([["2026-01", days]]);
    };
    await requireCountedCategories(["food", "Other"], OWN, "2026-02-28", read);
    expect(asked).to.deep.equal([]);
    await requireCountedCategories(["Home"], OWN, "2026-02-28", read);
    expect(asked).to.deep.equal([["2026-02", "2026-01", "2025-12"]]);
    const refusal = await requireCountedCategories(["Home", "Fun"], OWN, "2026-02-28", read).catch(
      (error) => error,
    );
    expect(refusal).to.deep.include({
      code: "category.gone",
      field: "categories",
      values: { category: "Fun" },
    });
  });
});
