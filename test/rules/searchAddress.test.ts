import { expect } from "chai";
import { listQuery } from "../../domain/expenses/expense";
import { filterIn, filterOf } from "../../site/data/lists/listFilter";
import { hrefOf } from "../../site/lib/page/pageRoute";

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

  it("takes no more of an address than the API does, such as the link of an alert with a long description", () => {
    const { q, category, sort } = filterOf({ q: "日本".repeat(250), sort: "sideways" });
    expect([q, category, sort]).to.deep.equal(["日本".repeat(50), "", "newest"]);
    expect(listQuery.safeParse({ q }).success).to.equal(true);
  });
});
