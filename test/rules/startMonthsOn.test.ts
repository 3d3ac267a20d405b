import { expect } from "chai";
import { startMonthsOn } from "../../site/data/budgets/startMonthsOn";
import { inWords } from "../../site/i18n";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { settings } from "../../site/lib/ledger/shownSettings";
import { hideToast, toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import { tokensOf, usePage } from "./page";

const budget = (id: string, period: string, startsOn: number) => ({
  ...{ id, version: 3, name: id, amount: "400.00", currency: "EUR", period, startsOn, from: "2026-09-01" },
  ...{ rollover: "none", thresholds: [80, 100] },
});

describe("The start of a ledger's months", () => {
  const page = usePage();
  let saved: [id: string, version: string | null, startsOn: number][];
  let refused: string | undefined;
  let budgets: ReturnType<typeof budget>[];

  beforeEach(() => {
    startSession(tokensOf("ada"));
    saved = [];
    refused = undefined;
    budgets = [
      ...[budget("food", "month", 1), budget("fun", "month", 15)],
      ...[budget("car", "year", 1), budget("lunch", "week", 1)],
    ];
    page.serve((url, { method, body, headers }) => {
      const [, route, id = ""] = url.pathname.split("/");
      if (route !== "budgets") return Response.json({}, { headers: { ETag: '"1"' } });
      if (method !== "PUT") return Response.json({ today: "2026-11-20", budgets });
      if (id === refused) return Response.json(problem("version.conflict"), { status: 412 });
      const version = new Headers(headers).get("If-Match");
      if (version !== `"${budgets.find((one) => one.id === id)?.version}"`)
        return Response.json(problem("version.conflict"), { status: 412 });
      saved.push([id, version, JSON.parse(String(body)).startsOn]);
      return Response.json(budget(id, "month", 1));
    });
  });
  afterEach(() => hideToast());

  const said = () => inWords(toast.value?.text ?? "");

  it("is offered to the budgets that start where the months did, each a change of its own", async () => {
    await startMonthsOn(25, 1);
    expect(settings.value.monthStartsOn).to.equal(25);
    expect(saved).to.deep.equal([]);
    expect(said()).to.equal("2 budgets still start on day 1.");
    await toast.value?.actions[0]?.run();
    expect(saved).to.deep.equal([
      ["food", '"3"', 25],
      ["car", '"3"', 25],
    ]);
    expect(said()).to.equal("2 budgets start on day 25 now");
  });

  it("is offered to nothing where no budget starts with the months", async () => {
    await startMonthsOn(25, 7);
    expect(toast.value).to.equal(undefined);
  });

  it("says why a budget does not move that is refused, and how many did", async () => {
    refused = "car";
    await startMonthsOn(25, 1);
    await toast.value?.actions[0]?.run();
    expect(saved.map(([id]) => id)).to.deep.equal(["food"]);
    expect(said()).to.match(/^1 budget starts on day 25 now\. It was changed in the meantime/);
  });

  it("takes other changes of somebody else along, and leaves a budget that starts on another day by now", async () => {
    await startMonthsOn(25, 1);
    const [food, fun, car] = budgets;
    if (!food || !fun || !car) throw new Error("There are no budgets.");
    budgets = [{ ...food, version: 4, startsOn: 20 }, fun, { ...car, version: 5, name: "Cars" }];
    await toast.value?.actions[0]?.run();
    expect(saved).to.deep.equal([["car", '"5"', 25]]);
    expect(said()).to.equal("1 budget starts on day 25 now");
  });
});
