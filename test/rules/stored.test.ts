import { expect } from "chai";
import fc from "fast-check";
import { categoriesOf } from "../../site/data/ownCategories";
import { unsentOf } from "../../site/data/unsentSettings";
import { thisMonth, today } from "../../site/lib/clock";
import { money } from "../../site/lib/format";
import { loadPreferences, preferences } from "../../site/lib/preferences";
import { currency, loadSettings, settings, timezone, unknownZone } from "../../site/lib/settings";
import { readStored, store } from "../../site/lib/storage";
import { CONFIG, usePage } from "./page";

describe("What the page kept in the browser", () => {
  const page = usePage();
  afterEach(() => {
    page.localStorage.clear();
    loadSettings();
    loadPreferences();
  });

  /** Starts the page and asks for all that its first screen computes from what is kept. */
  function start() {
    loadSettings();
    loadPreferences();
    return {
      today: today.value,
      month: thisMonth.value,
      total: money("12.50", currency()),
      zone: timezone(),
      categories: categoriesOf(settings.value).map(({ name }) => name.length),
      changes: unsentOf("ada").map((change) => change({})),
    };
  }

  it("never stops a start, whatever it is", () => {
    const keys = ["settings", "preferences", "settings-unsent"];
    const names = [
      "currency",
      "timezone",
      "theme",
      "language",
      "categories",
      "currencyDisplay",
      "userId",
      "values",
    ];
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom("ada", "XXX", "Mars/Olympus", "tlh"));
    const kept = fc.oneof(
      fc.string(),
      fc.json(),
      fc.dictionary(fc.constantFrom(...names), value).map((one) => JSON.stringify(one)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...keys), kept, (key, text) => {
        page.localStorage.clear();
        page.localStorage.setItem(key, text);
        start();
      }),
    );
  });

  it("counts days in the deployment's zone if this browser does not know the one that was chosen, and tells so", () => {
    page.localStorage.setItem(
      "settings",
      JSON.stringify({ timezone: "America/Coyhaique_2", currency: "EUR" }),
    );
    expect(start().zone).to.equal(CONFIG.timezone);
    expect([unknownZone(), currency()]).to.deep.equal(["America/Coyhaique_2", "EUR"]);
    page.localStorage.setItem("settings", JSON.stringify({ timezone: "Asia/Tokyo" }));
    expect([start().zone, unknownZone()]).to.deep.equal(["Asia/Tokyo", undefined]);
  });

  it("is used where it is valid, setting by setting", () => {
    page.localStorage.setItem(
      "preferences",
      JSON.stringify({ theme: "dark", language: "tlh", currencyDisplay: 7, other: 1 }),
    );
    loadPreferences();
    expect(preferences.value).to.deep.equal({
      theme: "dark",
      language: "system",
      currencyDisplay: "narrowSymbol",
    });
    const food = { name: "Food", colour: "#c8626d", sign: "food" };
    page.localStorage.setItem(
      "settings",
      JSON.stringify({ currency: "XXX", theme: "dark", categories: [food, { name: 7 }, null] }),
    );
    loadSettings();
    expect(JSON.parse(JSON.stringify(settings.value))).to.deep.equal({ theme: "dark", categories: [food] });
  });

  it("is nothing where the browser refuses, and the page is told", () => {
    const refuse = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    const { getItem, setItem } = page.localStorage;
    Object.assign(page.localStorage, { getItem: refuse, setItem: refuse });
    expect([store("settings", {}), readStored("settings")]).to.deep.equal([false, undefined]);
    Object.assign(page.localStorage, { getItem, setItem });
    expect([store("settings", { a: 1 }), readStored("settings")]).to.deep.equal([true, { a: 1 }]);
  });
});
