import { expect } from "chai";
import * as fc from "fast-check";
import type { LedgerSettings } from "../../domain/ledgers/settings";
import { type OwnCategory, putCategory, removeCategory } from "../../site/data/categories/categorySet";
import { countUnsent } from "../../site/data/offline/unsentData";
import { ledgerSettings } from "../../site/data/settings/ledgerSettingsSync";
import { mergedCategories } from "../../site/data/settings/mergedCategories";
import { inWords } from "../../site/i18n";
import { signOut } from "../../site/lib/auth/signInAndOut";
import { rememberLedger, resumeLedger, shared } from "../../site/lib/ledger/openLedger";
import { keepSettings } from "../../site/lib/ledger/shownSettings";
import { toast } from "../../site/lib/page/toasts";
import { runs } from "../helpers/runs";
import { broken, openPage, settled } from "./openPage";
import { type Server, usePage } from "./page";

const named = (name: string, colour = "#c8626d"): OwnCategory => ({ name, colour, sign: "food" });
const namesOf = (categories: readonly OwnCategory[] = []) => categories.map(({ name }) => name);

describe("Settings that several tabs and devices change", () => {
  const page = usePage();
  let stored: LedgerSettings;
  let version: number;

  const serve: Server = (url, { method, body }) => {
    if (url.pathname === "/account/settings") return Response.json({}, { headers: { ETag: '"1"' } });
    if (method === "PUT") {
      stored = JSON.parse(String(body));
      version += 1;
    }
    return Response.json(stored, { headers: { ETag: `"${version}"` } });
  };

  let stop: () => void;
  before(() => {
    stop = ledgerSettings.follow();
  });
  after(() => stop());
  beforeEach(() => {
    stored = { currency: "USD", categories: ["Food", "Home"].map((name) => named(name)) };
    version = 1;
  });
  afterEach(async () => {
    page.serve(serve);
    shared.value = undefined;
    await signOut();
    page.localStorage.clear();
    keepSettings({});
    toast.value = undefined;
    await settled();
  });

  const open = (server: Server) => openPage(page, server);
  const set = (values: LedgerSettings) => ledgerSettings.change((before) => ({ ...before, ...values }));

  it("stay kept as the other tab's while this one keeps and sends its own", async () => {
    await open(serve);
    page.serve(broken);
    set({ currency: "EUR" });
    await settled();
    const kept = JSON.parse(page.localStorage.getItem("settings-unsent") ?? "");
    const both = { ...kept, values: { ...kept.values, timezone: "Asia/Tokyo" } };
    page.localStorage.setItem("settings-unsent", JSON.stringify(both));
    set({ monthStartsOn: 5 });
    await settled();
    expect(countUnsent()).to.equal(3);
    page.serve(serve);
    await ledgerSettings.send();
    expect([stored.currency, stored.monthStartsOn, stored.timezone]).to.deep.equal(["EUR", 5, undefined]);
    expect(countUnsent()).to.equal(1);
    await open(serve);
    expect([stored.timezone, countUnsent()]).to.deep.equal(["Asia/Tokyo", 0]);
  });

  it("stay kept of one ledger while another one's change", async () => {
    await open(serve);
    page.serve(broken);
    set({ currency: "EUR" });
    await settled();
    rememberLedger({ id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "Home", role: "owner" });
    resumeLedger();
    await settled();
    set({ timezone: "Asia/Tokyo" });
    await settled();
    expect(countUnsent()).to.equal(1);
    shared.value = undefined;
    await settled();
    expect(countUnsent()).to.equal(1);
    page.serve(serve);
    await ledgerSettings.send();
    expect([stored.currency, stored.timezone]).to.deep.equal(["EUR", undefined]);
  });

  it("leave a category that another device added, or changed, while a change waited for the next start", async () => {
    await open(serve);
    page.serve(broken);
    ledgerSettings.change(putCategory(named("Pets")));
    ledgerSettings.change(removeCategory("Home"));
    await settled();
    stored = { ...stored, categories: [named("Food", "#418ad1"), named("Home"), named("Garden")] };
    version += 1;
    await open(broken);
    ledgerSettings.change(putCategory(named("Books")));
    await open(serve);
    expect(namesOf(stored.categories)).to.have.members(["Food", "Pets", "Books", "Garden"]);
    expect(stored.categories?.[0]?.colour).to.equal("#418ad1");
    expect(countUnsent()).to.equal(0);
  });

  it("leave a group that another device added, and ungroup a category whose group is gone", async () => {
    const inGroup = (name: string, group: string) => ({ ...named(name), group });
    stored = { categories: [named("Food"), inGroup("Rent", "Flat")], categoryGroups: ["Flat"] };
    await open(serve);
    page.serve(broken);
    ledgerSettings.change(({ categories = [], categoryGroups = [], ...others }) => ({
      ...others,
      categories: [...categories, inGroup("Power", "Flat"), inGroup("Toys", "Fun")],
      categoryGroups: [...categoryGroups, "Fun"],
    }));
    await settled();
    stored = { categories: [named("Food"), inGroup("Gym", "Sport")], categoryGroups: ["Sport"] };
    version += 1;
    await open(serve);
    expect(stored.categoryGroups).to.have.members(["Sport", "Fun"]);
    const groups = stored.categories?.map(({ name, group }) => [name, group]);
    expect(groups).to.have.deep.members([
      ["Food", undefined],
      ["Gym", "Sport"],
      ["Power", undefined],
      ["Toys", "Fun"],
    ]);
  });

  it("become one group where two devices added it, each in its own spelling", async () => {
    const inGroup = (name: string, group: string) => ({ ...named(name), group });
    stored = { categories: [named("Food")] };
    await open(serve);
    page.serve(broken);
    ledgerSettings.change(({ categories = [], ...others }) => ({
      ...others,
      categories: [...categories, inGroup("Espresso", "Cafés")],
      categoryGroups: ["Cafés"],
    }));
    await settled();
    stored = { categories: [named("Food"), inGroup("Tea", "CAFE\u0301S")], categoryGroups: ["CAFE\u0301S"] };
    version += 1;
    await open(serve);
    expect(stored.categoryGroups).to.have.length(1);
    const [group] = stored.categoryGroups ?? [];
    expect(stored.categories?.filter((one) => one.group === group).map(({ name }) => name)).to.have.members([
      ...["Espresso", "Tea"],
    ]);
  });

  it("are kept as before for the release before, which replaces the list", async () => {
    await open(serve);
    page.serve(broken);
    ledgerSettings.change(putCategory(named("Pets")));
    await settled();
    const { userId, values } = JSON.parse(page.localStorage.getItem("settings-unsent") ?? "");
    expect([userId, namesOf(values.categories)]).to.deep.equal(["ada", ["Food", "Home", "Pets"]]);
  });

  it("are told at once if the browser refuses to keep them", async () => {
    await open(serve);
    page.serve(broken);
    const { setItem } = page.localStorage;
    page.localStorage.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    try {
      set({ currency: "EUR" });
      expect(toast.value && inWords(toast.value.text)).to.match(/^This browser could not store “Settings”/);
    } finally {
      page.localStorage.setItem = setItem;
    }
  });

  it("merge by category: each is as whoever changed it left it", () => {
    const set = fc.uniqueArray(
      fc.tuple(fc.constantFrom("A", "B", "C", "D", "E"), fc.constantFrom("#c8626d", "#418ad1")),
      { selector: ([name]) => name },
    );
    const sets = set.map((all) => all.map(([name, colour]) => named(name, colour)));
    fc.assert(
      fc.property(sets, sets, sets, (before, ours, theirs) => {
        const merged = mergedCategories({ categories: theirs }, before, ours);
        const find = (of: readonly OwnCategory[], name: string) => of.find((one) => one.name === name);
        const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
        for (const name of ["A", "B", "C", "D", "E"]) {
          const [was, is] = [find(before, name), find(ours, name)];
          expect(find(merged, name), name).to.deep.equal(same(was, is) ? find(theirs, name) : is);
        }
        expect(new Set(namesOf(merged)).size).to.equal(merged.length);
        expect(mergedCategories({ categories: before }, before, ours)).to.deep.equal(ours);
      }),
      { numRuns: runs(300, 3_000) },
    );
  });
});
