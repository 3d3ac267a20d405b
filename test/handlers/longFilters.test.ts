import { expect } from "chai";
import type { ExpensePage } from "../../domain/expenses/expense";
import { MAX_CATEGORIES } from "../../domain/values/limits";
import { signUpUser } from "../helpers/api";
import { useCloud } from "../helpers/useCloud";
import { get, log } from "./listing";

/** As many as a ledger has, each as long as it may be: 36 KB in an address. */
const LONG = Array.from({ length: MAX_CATEGORIES }, (_, index) => `${index}`.padStart(40, "支"));

describe("POST /expenses/search", () => {
  const cloud = useCloud();

  it("lists what GET /expenses lists, by filters for which an address has no room", async () => {
    const user = await signUpUser(cloud());
    const [first, , last] = [
      await log(user, { category: LONG[0] }),
      await log(user, { category: "Home" }),
      await log(user, { category: LONG.at(-1) }),
    ];
    const search = (body: object) => user.api<ExpensePage>("POST", "/expenses/search", { body });
    const all = await search({ category: LONG });
    expect(all.body.expenses).to.deep.equal([last, first]);
    const page = (await search({ category: LONG, limit: 1 })).body;
    expect(page.expenses).to.deep.equal([last]);
    const rest = (await search({ category: LONG, limit: 1, cursor: page.cursor })).body;
    expect(rest.expenses).to.deep.equal([first]);
    const month = { month: "2026-05", sums: true };
    expect((await search({ ...month, category: LONG })).body.summary?.currencies[0]?.total).to.equal("3.00");
    const { expenses, summary } = await get(user, "/expenses?month=2026-05&sums=true");
    const { body } = await search(month);
    expect([body.expenses, body.summary]).to.deep.equal([expenses, summary]);
  });

  it("refuses what GET /expenses refuses", async () => {
    const user = await signUpUser(cloud());
    for (const [body, code, field] of [
      [{ category: [...LONG, "Home"] }, "parameter.tooMany", "category"],
      [{ limit: 0 }, "limit.invalid", "limit"],
      [{ from: "2026-05-02", to: "2026-05-01" }, "days.reversed", "to"],
      [{ sums: true }, "parameter.missing", "month"],
      [{ colour: "red" }, "property.unknown", "colour"],
    ] as const) {
      const answer = await user.api<object>("POST", "/expenses/search", { body });
      expect(answer.status).to.equal(400);
      expect(answer.body).to.include({ code, field });
    }
  });
});
