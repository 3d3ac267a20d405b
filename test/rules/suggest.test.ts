import { mock } from "node:test";
import { computed } from "@preact/signals";
import { expect } from "chai";
import type { Suggestions } from "../../domain/suggestions/suggestionSchemas";
import { forgetKnown, learn } from "../../site/data/expenses/learnedCategories";
import { forgetLists } from "../../site/data/lists/expenseLists";
import { followHabits, habits, refreshHabits } from "../../site/data/suggestions/ledgerHabits";
import { likelyCategories } from "../../site/data/suggestions/likelyCategories";
import { suggestCategory, suggestDescriptions, usualAmount } from "../../site/data/suggestions/suggest";
import { lookUpUsed } from "../../site/data/suggestions/usedValues";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { settings } from "../../site/lib/ledger/shownSettings";
import { problem } from "../helpers/problem";
import { settled } from "./openPage";
import { tokensOf, usePage } from "./page";

const ANSWER: Suggestions = {
  habits: [
    {
      ...{ description: "Corner bakery", category: "Leisure", merchant: "Corner", amount: "3.50" },
      ...{ currency: "USD", count: 9, lastOn: "2026-10-30" },
    },
    { description: "Rent", category: "Castle", count: 2, lastOn: "2026-10-01" },
  ],
  categories: ["Travel", "LEISURE", "Castle"],
  tags: ["summer", "kids"],
};

describe("Suggestions of the page", () => {
  const page = usePage();
  let stop: () => void;
  let requests: number;
  beforeEach(() => {
    requests = 0;
    // Node has neither a page nor IndexedDB.
    Object.defineProperty(globalThis, "document", {
      configurable: true,
      value: { querySelector: () => null },
    });
    mock.method(console, "warn", () => undefined);
    answer(() => Response.json(ANSWER));
    startSession(tokensOf("ada"));
    stop = followHabits();
  });
  afterEach(async () => {
    stop();
    settings.value = {};
    forgetLists();
    await signOut();
    await settled();
    mock.restoreAll();
    Reflect.deleteProperty(globalThis, "document");
  });

  function answer(decide: () => Response): void {
    page.serve((url) => {
      if (url.pathname !== "/suggestions") return Response.error();
      requests += 1;
      return decide();
    });
  }

  it("come from the history of the ledger before anything was seen, and from common words where it tells nothing", async () => {
    expect(suggestCategory("Corner bakery")).to.equal("Groceries"); // A guess: nothing is known yet.
    await settled();
    expect(suggestCategory("CORNER BAKERY")).to.equal("Leisure");
    expect(suggestCategory("corner")).to.equal("Leisure");
    expect(suggestCategory("Zahnarzt")).to.equal("Health");
    expect(suggestCategory("Xyz")).to.equal(undefined);
    expect(suggestDescriptions("co")).to.deep.equal(["Corner bakery"]);
    expect([usualAmount("corner bakery", "USD"), usualAmount("corner bakery", "EUR")]).to.deep.equal([
      "3.50",
      undefined,
    ]);
    expect(usualAmount("Rent", "USD")).to.equal(undefined);
    expect(likelyCategories(3)).to.deep.equal(["Travel", "Leisure", "Groceries"]);
    expect(await lookUpUsed()).to.deep.equal({
      ...{ texts: { merchant: ["Corner"] }, tags: ["kids", "summer"], people: [] },
    });
  });

  it("follow what was entered since, and each description is offered once", async () => {
    await settled();
    learn([{ description: "Rice", category: "Groceries" }]);
    const followed = computed(() => suggestCategory("Corner bakery"));
    expect(followed.value).to.equal("Leisure");
    learn(
      [
        { description: "corner bakery", category: "Groceries" },
        { description: "Cola", category: "Groceries" },
      ],
      true,
    );
    expect(followed.value).to.equal("Groceries");
    expect(suggestDescriptions("co")).to.deep.equal(["Corner bakery", "Cola"]);
    forgetKnown();
    expect(followed.value).to.equal("Leisure");
  });

  it("name categories as the ledger does, and none that it has not", async () => {
    await settled();
    settings.value = {
      categories: [
        { name: "Lebensmittel", colour: "#aabbcc", sign: "cart" },
        { name: "castle", colour: "#aabbcc", sign: "house" },
      ],
    };
    expect(suggestCategory("rent")).to.equal("castle");
    expect(suggestCategory("Corner bakery")).to.equal("Lebensmittel");
    expect(suggestCategory("Dentist")).to.equal(undefined);
    expect(likelyCategories(2)).to.deep.equal(["castle", "Lebensmittel"]);
  });

  it("are read anew after an hour, and forgotten with their user", async () => {
    await settled();
    await refreshHabits();
    expect(requests).to.equal(1);
    const later = performance.now() + 3_700_000;
    mock.method(performance, "now", () => later);
    await refreshHabits();
    expect([requests, habits.value]).to.deep.equal([2, ANSWER]);
    await signOut();
    expect(habits.value).to.deep.equal({ habits: [], categories: [], tags: [] });
    expect([suggestDescriptions("co"), usualAmount("corner bakery", "USD")]).to.deep.equal([[], undefined]);
  });

  it("come once a ledger of many years is summed, and are missed by nobody if they fail", async () => {
    await settled();
    stop();
    const refusals = [problem("sums.unfinished"), problem("sums.unfinished")];
    answer(() => {
      const refusal = refusals.pop();
      return refusal ? Response.json(refusal, { status: 503 }) : Response.json(ANSWER);
    });
    requests = 0;
    stop = followHabits();
    await settled();
    expect([requests, habits.value]).to.deep.equal([3, ANSWER]);
    stop();
    answer(() => Response.json(problem("server.busy"), { status: 500 }));
    stop = followHabits();
    await settled();
    expect(habits.value.habits).to.deep.equal([]);
    expect(suggestCategory("Coffee")).to.equal("Eating out");
  });
});
