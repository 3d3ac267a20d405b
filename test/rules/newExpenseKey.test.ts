import { expect } from "chai";
import { adding } from "../../site/data/forms/openForms";
import { shared } from "../../site/lib/ledger/openLedger";
import { route } from "../../site/lib/page/pageRoute";
import { newExpense } from "../../site/screens/keyboard/shortcuts";
import { usePage } from "./page";

describe("The key for a new expense", () => {
  usePage();
  let isNarrow = true;
  const globals = {
    matchMedia: () => ({ matches: isNarrow }),
    document: { querySelector: () => null },
    requestAnimationFrame: () => 0,
  };
  before(() => Object.assign(globalThis, globals));
  after(() => {
    for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name);
  });
  afterEach(() => {
    shared.value = undefined;
    adding.value = false;
  });
  const open = (role: "viewer" | "contributor") => {
    shared.value = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "Home", role };
    route.value = { path: "2026-10", query: { category: "Food" } };
    newExpense();
  };

  it("opens the form of those who may add one", () => {
    isNarrow = true;
    open("contributor");
    expect(adding.value).to.equal(true);
    isNarrow = false;
    open("contributor");
    expect(route.value).to.deep.equal({ path: "", query: {} });
  });

  it("does nothing for those who only look", () => {
    isNarrow = true;
    open("viewer");
    expect(adding.value).to.equal(false);
    isNarrow = false;
    open("viewer");
    expect(route.value.path).to.equal("2026-10");
  });
});
