import { expect } from "chai";
import type { LedgerSettings } from "../../domain/ledgers/settings";
import { lockOut } from "../../site/data/ledgers/lockedOut";
import { countUnsent, forgetUnsent } from "../../site/data/offline/unsentData";
import { ledgerSettings } from "../../site/data/settings/ledgerSettingsSync";
import { userSettings } from "../../site/data/settings/userSettingsSync";
import { inWords } from "../../site/i18n";
import { expired } from "../../site/lib/auth/session";
import { signOut } from "../../site/lib/auth/signInAndOut";
import { loadPreferences, preferences, setPreference } from "../../site/lib/config/preferences";
import { goneLedger } from "../../site/lib/ledger/goneLedger";
import { rememberLedger, resumeLedger, shared } from "../../site/lib/ledger/openLedger";
import { keepSettings, settings } from "../../site/lib/ledger/shownSettings";
import { toast } from "../../site/lib/page/toasts";
import { problem } from "../helpers/problem";
import { broken, openPage, settled } from "./openPage";
import { type Server, usePage } from "./page";

const set = (values: LedgerSettings) => ledgerSettings.change((before) => ({ ...before, ...values }));

describe("The page's settings", () => {
  const page = usePage();
  let stored: LedgerSettings;
  let version: number;
  let saves: number;

  /** Answers as the API does, which refuses a time zone that it does not know. */
  const serve: Server = (url, { method, body }) => {
    if (url.pathname === "/account/settings") return serveUser(method, body);
    if (method === "PUT") {
      saves += 1;
      const wanted = JSON.parse(String(body));
      if (wanted.timezone === "Moon/Tranquility") {
        return Response.json(problem("timezone.invalid", { field: "timezone" }), { status: 400 });
      }
      stored = wanted;
      version += 1;
    }
    return Response.json(stored, { headers: { ETag: `"${version}"` } });
  };

  /** The settings of the user: another resource, with versions of its own. */
  const ofUser = { settings: {}, version: 0 };
  const serveUser = (method: string | undefined, body: unknown) => {
    if (method === "PUT") {
      ofUser.settings = JSON.parse(String(body));
      ofUser.version += 1;
    }
    return Response.json(ofUser.settings, { headers: { ETag: `"${ofUser.version}"` } });
  };

  let stop: () => void;
  before(() => {
    const stops = [ledgerSettings.follow(), userSettings.follow()];
    stop = () => {
      for (const end of stops) end();
    };
  });
  after(() => stop());
  beforeEach(() => {
    stored = { currency: "USD" };
    version = 1;
    saves = 0;
    Object.assign(ofUser, { settings: {}, version: 0 });
    setPreference("language", "system");
    page.serve(serve);
  });
  afterEach(async () => {
    shared.value = undefined;
    await signOut();
    keepSettings({});
    toast.value = undefined;
    await settled();
  });

  const open = (server: Server) => openPage(page, server);

  it("are read at once when the user may enter a ledger again, such as one that was deleted and restored", async () => {
    shared.value = { id: "home", name: "Home", role: "editor" };
    stored = { currency: "EUR" };
    await open(serve);
    expect(settings.value.currency).to.equal("EUR");
    await lockOut();
    expect(settings.value).to.deep.equal({});
    goneLedger.value = undefined;
    await settled();
    expect(settings.value.currency).to.equal("EUR");
    // And what is changed from now on is sent.
    set({ currency: "CHF" });
    await settled();
    expect(stored.currency).to.equal("CHF");
  });

  it("are read at once of another ledger, also while those of the one before are still being read", async () => {
    let isFirst = true;
    await open((url, init) => {
      if (!isFirst || url.pathname !== "/ledger/settings") return serve(url, init);
      isFirst = false;
      return new Promise(() => undefined);
    });
    stored = { currency: "EUR" };
    shared.value = { id: "home", name: "Home", role: "editor" };
    await settled();
    expect(settings.value.currency).to.equal("EUR");
  });

  it("show a change at once, and keep changes of several starts without a network until all can be sent", async () => {
    await open(broken);
    set({ timezone: "Asia/Tokyo" });
    expect(settings.value.timezone).to.equal("Asia/Tokyo");
    await open(broken);
    set({ currency: "EUR" });
    set({ timezone: "Europe/Berlin" });
    expect(settings.value).to.include({ timezone: "Europe/Berlin", currency: "EUR" });
    expect(countUnsent()).to.equal(2);
    await open(serve);
    expect(stored).to.include({ timezone: "Europe/Berlin", currency: "EUR" });
    expect(countUnsent()).to.equal(0);
  });

  it("keep a setting that was removed without a network removed", async () => {
    stored = { currency: "USD", categories: [{ name: "Food", colour: "#c8626d", sign: "food" }] };
    await open(serve);
    await open(broken);
    ledgerSettings.change(({ categories: _, ...others }) => others);
    await open(serve);
    expect(stored).not.to.have.property("categories");
  });

  it("count as unsent, and stay so while their user is signed out, unless they are thrown away", async () => {
    await open(serve);
    page.serve(broken);
    set({ currency: "EUR" });
    await settled();
    expect(countUnsent()).to.equal(1);
    await open(serve);
    expect([stored.currency, countUnsent()]).to.deep.equal(["EUR", 0]);
    page.serve(broken);
    set({ currency: "JPY" });
    await settled();
    forgetUnsent();
    await open(serve);
    expect([stored.currency, countUnsent()]).to.deep.equal(["EUR", 0]);
  });

  it("of the user follow them into a ledger that others share, where the ledger's are the ledger's", async () => {
    await open(serve);
    const HOME = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "Home", role: "viewer" } as const;
    rememberLedger(HOME);
    resumeLedger();
    stored = { currency: "CHF" };
    await settled();
    expect(settings.value.currency).to.equal("CHF");
    userSettings.change((before) => ({ ...before, language: "de" }));
    await settled();
    expect([ofUser.settings, stored]).to.deep.equal([
      { theme: "system", language: "de" },
      { currency: "CHF" },
    ]);
    shared.value = undefined;
    ofUser.settings = { language: "en" };
    await open(serve);
    expect(preferences.value.language).to.equal("en");
  });

  it("of the user are the device's, so that its next start has their language before the server answers", async () => {
    Object.assign(ofUser, { settings: { language: "de" }, version: 1 });
    await open(serve);
    page.serve(broken);
    preferences.value = { ...preferences.value, language: "system" }; // As a start finds them.
    loadPreferences();
    expect(preferences.value.language).to.equal("de");
  });

  it("of the user that a former page left unsent with the ledger's are sent as the user's", async () => {
    const values = { language: "de", currency: "EUR" };
    page.localStorage.setItem("settings-unsent", JSON.stringify({ userId: "ada", values }));
    await open(serve);
    expect([ofUser.settings, stored]).to.deep.equal([
      { theme: "system", language: "de" },
      { currency: "EUR" },
    ]);
    expect(countUnsent()).to.equal(0);
  });

  const said = () => toast.value && inWords(toast.value.text);

  for (const start of ["in one page", "after a start"] as const) {
    it(`lose the one change that is refused, and say why, and no other: ${start}`, async () => {
      await open(serve);
      page.serve(broken);
      set({ currency: "EUR" });
      set({ timezone: "Moon/Tranquility" });
      set({ categories: [] });
      await settled();
      toast.value = undefined;
      if (start === "after a start") await open(serve);
      page.serve(serve);
      await ledgerSettings.send();
      await settled();
      expect(stored).to.deep.equal({ currency: "EUR", categories: [] });
      expect(said()).to.equal(problem("timezone.invalid").message);
      expect([countUnsent(), expired.value]).to.deep.equal([0, false]);
      expect(saves).to.be.at.most(5);
    });
  }
});
