import { randomUUID } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { listQuery } from "../../domain/expenses/expense";
import { FILTERS } from "../../domain/expenses/search";
import { MAX_CATEGORIES } from "../../domain/values/limits";
import { filterIn, filterOf, namesIn } from "../../site/data/lists/listFilter";
import { personsIn } from "../../site/data/lists/personChoices";
import { soundQuery } from "../../site/data/lists/soundFilters";
import { hrefOf } from "../../site/lib/page/pageRoute";
import { runs } from "../helpers/runs";

describe("The search in an address", () => {
  it("stays when the month changes, and nothing else of an address does", () => {
    const query = {
      q: "tea",
      tag: "work",
      sort: "largest",
      from: "2026-11-01",
      to: "2026-11-07",
      expense: "1",
    };
    expect(hrefOf("2026-10", filterIn(query))).to.equal("#/2026-10?tag=work&q=tea&sort=largest");
  });

  it("leaves out days that are none", () => {
    const { from, to } = filterOf({ from: "foo", to: "2026-02-30" });
    expect([from, to]).to.deep.equal(["", ""]);
    expect(filterOf({ from: "2026-02-28" }).from).to.equal("2026-02-28");
  });

  it("is what the API takes, whatever is typed", () => {
    const value = fc.oneof(
      fc.constantFrom(
        "2026-11-01",
        "2026-10-31",
        "foo",
        "expense",
        "USD",
        "usd",
        "Food\nHome",
        " ",
        "x".repeat(999),
      ),
      fc.string({ unit: "binary" }),
    );
    const query = fc.dictionary(fc.constantFrom(...FILTERS), value);
    fc.assert(
      fc.property(query, (typed) => {
        const sound = soundQuery(typed);
        const { sort: _, q: __, ...filters } = filterOf(sound);
        const given = Object.entries(filters).filter(([, text]) => text !== "");
        const asked = given.map(([name, text]) => [
          name,
          ["from", "to"].includes(name) ? text : namesIn(text),
        ]);
        const { error } = listQuery.safeParse(Object.fromEntries(asked));
        expect(error?.issues ?? []).to.deep.equal([]);
        expect(soundQuery(sound)).to.equal(sound);
      }),
      { numRuns: runs(100) },
    );
  });

  it("keeps the names that are sound, and everything else of the address", () => {
    const query = {
      kind: "foo\nrefund",
      currency: "EUR",
      from: "2026-11-07",
      to: "2026-11-01",
      sort: "name",
      q: "tea",
    };
    expect(hrefOf("all", soundQuery(query))).to.equal(
      "#/all?kind=refund&currency=EUR&from=2026-11-07&sort=name&q=tea",
    );
    const sound = { category: "Food\nHome", from: "2026-11-01" };
    expect(soundQuery(sound)).to.equal(sound);
  });

  it("keeps what the page fills in itself: every category of a ledger, and all who left, in parts if need be", () => {
    const category = Array.from({ length: MAX_CATEGORIES }, (_, index) => `Category ${index}`);
    const left = Array.from({ length: 250 }, () => randomUUID());
    const people = personsIn({ emails: new Map() }, left).map(namesIn);
    expect(people.flat()).to.deep.equal(left.toSorted());
    for (const createdBy of people) {
      const typed = { category: category.join("\n"), createdBy: createdBy.join("\n") };
      expect(soundQuery(typed)).to.equal(typed);
      expect(listQuery.safeParse({ category, createdBy }).error).to.equal(undefined);
      // The request has to fit into 10,240 bytes with its headers, of which the token is the longest.
      const query = new URLSearchParams(createdBy.map((id) => ["createdBy", id]));
      expect(query.toString()).to.have.length.below(5000);
    }
    expect(listQuery.safeParse({ category: [...category, "One more"] }).success).to.equal(false);
  });

  it("takes no more of an address than the API does, such as the link of an alert with a long description", () => {
    const { q, category, sort } = filterOf({ q: "日本".repeat(250), sort: "sideways" });
    expect([q, category, sort]).to.deep.equal(["日本".repeat(50), "", "newest"]);
    expect(listQuery.safeParse({ q }).success).to.equal(true);
  });
});
