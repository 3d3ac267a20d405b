import { mock } from "node:test";
import { expect } from "chai";
import type { LedgerSettings, UserSettings } from "../../domain/ledgers/settings";
import {
  dismissFinding,
  letPhrase,
  mailLetterOf,
  markOneOff,
  restoreFinding,
} from "../../site/data/insights/ledgerInsights";
import { seal, unseal } from "../../site/data/offline/sealUnsent";
import { countUnsent } from "../../site/data/offline/unsentData";
import { ledgerSettings } from "../../site/data/settings/ledgerSettingsSync";
import { userSettings } from "../../site/data/settings/userSettingsSync";
import { signOut } from "../../site/lib/auth/signInAndOut";
import { setPreference } from "../../site/lib/config/preferences";
import { today } from "../../site/lib/formatting/clock";
import { keepSettings } from "../../site/lib/ledger/shownSettings";
import { broken, openPage, settled } from "./openPage";
import { type Server, usePage } from "./page";

const shown = (key: string) => ({ key, ledgerId: "home", currency: "EUR" });
const keysOf = ({ quietInsights = [] }: UserSettings) => quietInsights.map(({ key }) => key);

describe("Settings that a page changes before it has read them", () => {
  const page = usePage();
  const ofUser = { settings: {} as UserSettings, version: 0 };
  const ofLedger = { settings: {} as LedgerSettings, version: 0 };

  const serve: Server = (url, { method, body }) => {
    const of = url.pathname === "/account/settings" ? ofUser : ofLedger;
    if (method === "PUT") Object.assign(of, { settings: JSON.parse(String(body)), version: of.version + 1 });
    return Response.json(of.settings, { headers: { ETag: `"${of.version}"` } });
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
    const quietInsights = [shown("a:1"), shown("b:2")];
    const settings = {
      quietInsights,
      monthlyLetter: { ledgerId: "home" },
      phrasedLetters: true,
      phrasedBy: "model",
    };
    Object.assign(ofUser, { settings, version: 3 });
    Object.assign(ofLedger, { settings: { currency: "EUR" }, version: 3 });
    setPreference("language", "system");
  });
  afterEach(async () => {
    page.serve(serve);
    await signOut();
    keepSettings({});
    await settled();
  });

  const open = (server: Server) => openPage(page, server);

  it("add a dismissal to those that are stored, and take back only the one that is meant", async () => {
    await open(broken);
    await dismissFinding(shown("c:3"), today.peek(), true);
    expect(countUnsent()).to.equal(1);
    await open(serve);
    expect(keysOf(ofUser.settings)).to.deep.equal(["a:1", "b:2", "c:3"]);
    expect(countUnsent()).to.equal(0);
    await open(broken);
    await restoreFinding(shown("a:1"));
    await open(serve);
    expect(keysOf(ofUser.settings)).to.deep.equal(["b:2", "c:3"]);
  });

  it("send no more letters, and no more facts to a model, though the page did not know of them", async () => {
    await open(broken);
    await letPhrase(undefined);
    await mailLetterOf(undefined);
    await open(broken);
    await open(serve);
    expect(ofUser.settings).to.have.all.keys("quietInsights", "phrasedBy");
    await letPhrase("other");
    expect(ofUser.settings).to.include({ phrasedLetters: true, phrasedBy: "other" });
  });

  it("leave what another device added while a change waited for the next start", async () => {
    await open(serve);
    page.serve(broken);
    await dismissFinding(shown("c:3"), today.peek(), true);
    await markOneOff({ key: `unusual:ROOF:1:${today.peek()}` });
    ofUser.settings = {
      ...ofUser.settings,
      quietInsights: [...(ofUser.settings.quietInsights ?? []), shown("d:4")],
    };
    ofLedger.settings = { ...ofLedger.settings, oneOffs: [`unusual:CAR:1:${today.peek()}`] };
    ofUser.version += 1;
    ofLedger.version += 1;
    await open(serve);
    expect(keysOf(ofUser.settings)).to.deep.equal(["a:1", "b:2", "d:4", "c:3"]);
    expect(ofLedger.settings.oneOffs).to.have.length(2);
  });

  it("are sealed on a shared device, and sent after the next sign-in", async () => {
    const key = "ab".repeat(32);
    const withKey: Server = (url, init) =>
      url.pathname === "/account/device-key" ? Response.json({ key }) : broken(url, init);
    await open(withKey);
    await dismissFinding(shown("c:3"), today.peek(), true);
    await letPhrase(undefined);
    expect([await seal("ada"), countUnsent()]).to.deep.equal([true, 0]);
    page.serve(withKey);
    const warn = mock.method(console, "warn", () => undefined); // Node.js has no IndexedDB for receipts.
    await unseal("ada");
    warn.mock.restore();
    expect(countUnsent()).to.equal(2);
    await open(serve);
    expect(keysOf(ofUser.settings)).to.deep.equal(["a:1", "b:2", "c:3"]);
    expect(ofUser.settings).not.to.have.property("phrasedLetters");
  });

  it("are read from what the release before kept, whose lists may lack what is stored", async () => {
    const values = { quietInsights: [shown("c:3")], phrasedLetters: null, language: "de" };
    page.localStorage.setItem("user-settings-unsent", JSON.stringify({ userId: "ada", values }));
    await open(serve);
    expect(keysOf(ofUser.settings)).to.deep.equal(["a:1", "b:2", "c:3"]);
    expect(ofUser.settings).to.include({ language: "de" }).and.not.to.have.property("phrasedLetters");
  });

  it("are left out where what the browser kept is no edit", async () => {
    const edits = [
      7,
      null,
      { name: "quietInsights", add: 7 },
      { name: "theme", add: "dark" },
      { name: "oneOffs" },
    ];
    page.localStorage.setItem("user-settings-unsent", JSON.stringify({ userId: "ada", values: {}, edits }));
    await open(serve);
    expect([keysOf(ofUser.settings), ofUser.version]).to.deep.equal([["a:1", "b:2"], 3]);
  });

  it("tell which mark of a one-off made room for another", async () => {
    const key = (name: string, day = today.peek()) => ({ key: `unusual:${name}:1:${day}` });
    const full = Array.from({ length: 50 }, (_, index) => key(`CAR ${index}`).key);
    ofLedger.settings = { oneOffs: full };
    await open(serve);
    const dropped = await markOneOff(key("ROOF"));
    expect(dropped).to.deep.equal([{ key: full[0], day: today.peek() }]);
    expect(ofLedger.settings.oneOffs).to.have.length(50).and.not.include(full[0]);
    // Outdated ones make room without a word.
    ofLedger.settings = { oneOffs: [key("OLD", "2020-01-01").key, ...full.slice(1)] };
    ofLedger.version += 1;
    await open(serve);
    expect(await markOneOff(key("ROOF"))).to.deep.equal([]);
    expect(await markOneOff(key("ROOF"))).to.deep.equal([]);
    expect(ofLedger.settings.oneOffs).to.have.length(50).and.not.include(key("OLD", "2020-01-01").key);
  });
});
