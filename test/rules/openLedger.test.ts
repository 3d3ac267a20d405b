import { mock } from "node:test";
import { expect } from "chai";
import fc from "fast-check";
import { linksInto } from "../../domain/ledgers/ledgerLink";
import { LEDGER_ROLES, type LedgerRole } from "../../domain/ledgers/roles";
import { followLink } from "../../site/data/ledgers/followLink";
import { lookAtPeople, renewPeople } from "../../site/data/ledgers/ledgerPeople";
import { switchTo } from "../../site/data/ledgers/switchLedger";
import { isSealed, sealedKey } from "../../site/data/offline/sealedKey";
import { outbox } from "../../site/data/outbox/outbox";
import { newKey } from "../../site/data/outbox/outboxEdits";
import { exporting, startExport } from "../../site/data/reports/dataExport";
import { dropUnsentEntry, keepUnsentEntry, unsentEntries } from "../../site/data/storage/outboxBackup";
import { sendNow, startSending } from "../../site/data/writes/sendOutbox";
import { begin, end, unsentWrites } from "../../site/data/writes/writeJournal";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { call } from "../../site/lib/ledger/api";
import { isGone } from "../../site/lib/ledger/goneLedger";
import {
  authorOf,
  closeLedger,
  isOwner,
  ledgerId,
  mayAdd,
  mayEdit,
  people,
  rememberLedger,
  resumeLedger,
  shared,
} from "../../site/lib/ledger/openLedger";
import { currency, keepSettings, loadSettings, settings } from "../../site/lib/ledger/shownSettings";
import { parseRoute } from "../../site/lib/page/pageRoute";
import { toast } from "../../site/lib/page/toasts";
import { forgetTyped, keepTyped, typedInto } from "../../site/lib/storage/typedForms";
import { store } from "../../site/lib/storage/webStorage";
import { problem } from "../helpers/problem";
import { tokensOf, usePage } from "./page";

const HOME = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "Home", role: "editor", colour: "#a86ab6" } as const;
const DRAFT = { description: "Tea", amount: "2", currency: "USD", category: "Food", date: "2026-11-26" };

describe("The ledger that the page shows", () => {
  const page = usePage();
  let headers: Headers[] = [];
  beforeEach(() => {
    headers = [];
    page.serve((_url, init) => {
      headers.push(new Headers(init.headers));
      return Response.json({ theme: "dark", currency: "EUR" }, { headers: { ETag: '"1"' } });
    });
    startSession(tokensOf("ada"));
  });
  afterEach(async () => {
    outbox.value = [];
    shared.value = undefined;
    await signOut();
    settings.value = {}; // The page's modules are one for all tests.
  });

  it("is the user's own, without a header, until another one is opened", async () => {
    resumeLedger();
    expect([ledgerId.value, isOwner()]).to.deep.equal(["ada", true]);
    await call("GET /reports");
    rememberLedger(HOME);
    expect(shared.value).to.equal(undefined);
    resumeLedger();
    expect([ledgerId.value, isOwner(), shared.value]).to.deep.equal([HOME.id, false, HOME]);
    await call("GET /reports");
    expect(headers.map((one) => one.get("Ledger-Id"))).to.deep.equal([null, HOME.id]);
  });

  it("is not the one that another user opened on this device, nor anything that was never one", async () => {
    rememberLedger(HOME);
    await signOut();
    startSession(tokensOf("ada"));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('{"userId":"bob","id":"x"}')), (text) => {
        page.localStorage.setItem("ledger", text);
        resumeLedger();
        expect(ledgerId.value).to.equal("ada");
      }),
    );
  });

  it("is the only one whose unsent work and settings are taken up", () => {
    const entry = { key: newKey(), draft: DRAFT, order: 1, state: "waiting" } as const;
    keepUnsentEntry("ada", entry);
    keepSettings({ currency: "JPY" });
    const own = begin({ kind: "rename", from: "Food", to: "Meals" });
    store(sealedKey("ada"), "00");
    rememberLedger(HOME);
    resumeLedger();
    loadSettings();
    const id = ledgerId.value ?? "";
    expect([unsentEntries(id), unsentWrites(), isSealed(id)]).to.deep.equal([[], [], false]);
    expect(currency()).to.equal("USD");
    keepSettings({ currency: "CHF" });
    const theirs = begin({ kind: "rename", from: "Food", to: "Shopping" });
    expect(unsentWrites().map(({ key }) => key)).to.deep.equal([theirs.key]);
    shared.value = undefined;
    loadSettings();
    expect(currency()).to.equal("JPY");
    expect([unsentEntries("ada").length, unsentWrites().map(({ key }) => key)]).to.deep.equal([1, [own.key]]);
    for (const one of [own, theirs]) end(one);
  });

  it("is not left while something waits to be sent, which belongs to it", () => {
    const reloads = page.reloads;
    outbox.value = [{ key: newKey(), draft: DRAFT, order: 1, state: "waiting" }];
    expect([switchTo(HOME), page.reloads - reloads]).to.deep.equal([false, 0]);
    outbox.value = [];
    // The page was just opened, and has not read all that is kept.
    const key = newKey();
    keepUnsentEntry("ada", { key, draft: DRAFT, order: 1, state: "waiting" });
    expect([switchTo(HOME), page.reloads - reloads]).to.deep.equal([false, 0]);
    dropUnsentEntry(key);
    expect([switchTo(HOME), page.reloads - reloads]).to.deep.equal([true, 1]);
    resumeLedger();
    expect(shared.value).to.deep.equal(HOME);
    expect(switchTo()).to.equal(true);
    expect(page.localStorage.getItem("ledger")).to.equal(null);
  });

  it("has the input of its own forms, which is there again when it is opened again, until its user signs out", async () => {
    const typed = () => [typedInto("new"), typedInto("budget:")];
    keepTyped("new", { amount: "12" });
    page.serve(() => Response.json({ ledgers: [{ ...HOME, own: false }] }));
    await followLink(parseRoute(new URL(linksInto("https://site.example", HOME.id)("budgets")).hash));
    resumeLedger();
    expect(typed()).to.deep.equal([{}, {}]);
    keepTyped("budget:", { name: "Food" });
    switchTo();
    shared.value = undefined;
    expect(typed()).to.deep.equal([{ amount: "12" }, {}]);
    switchTo(HOME);
    resumeLedger();
    expect(typed()).to.deep.equal([{}, { name: "Food" }]);
    forgetTyped();
    switchTo();
    expect(typed()).to.deep.equal([{}, {}]);
  });

  it("is the one of a link in an email, at whose place the page goes on", async () => {
    const ledgers = [
      { id: "ada", own: true, role: "owner" },
      { ...HOME, own: false, role: "viewer", colour: undefined },
      { ...HOME, id: "gone", own: false, erasesAt: "2026-12-01T00:00:00Z" },
    ];
    page.serve(() => Response.json({ ledgers }));
    const follow = async (id: string, place: string) => {
      const reloads = page.reloads;
      await followLink(parseRoute(new URL(linksInto("https://site.example", id)(place)).hash));
      return [page.reloads - reloads, page.href];
    };
    expect(await follow("ada", "budgets")).to.deep.equal([0, "#/budgets"]);
    expect(await follow(HOME.id, "2026-11?expense=E1")).to.deep.equal([1, "#/2026-11?expense=E1"]);
    resumeLedger();
    expect([shared.value?.id, shared.value?.role]).to.deep.equal([HOME.id, "viewer"]);
    for (const id of ["gone", "never"]) {
      expect(await follow(id, "budgets")).to.deep.equal([0, "#/settings/ledgers"]);
      expect(toast.value?.text).to.match(/^You are not a member/);
    }
    outbox.value = [{ key: newKey(), draft: DRAFT, order: 1, state: "waiting" }];
    expect(await follow("ada", "budgets")).to.deep.equal([0, "#/settings/ledgers"]);
    expect(toast.value?.text).to.match(/not sent yet/);
    outbox.value = [];
    expect(await follow("ada", "reports/insights")).to.deep.equal([1, "#/reports/insights"]);
    expect(page.localStorage.getItem("ledger")).to.equal(null);
  });

  it("offers what the user's role may do with what they and others added", () => {
    const rights = (role?: LedgerRole, archived?: true) => {
      shared.value = role && { ...HOME, role, archived };
      return { add: mayAdd(), own: mayEdit("ada"), others: mayEdit("ben"), settings: isOwner() };
    };
    expect([rights(), ...LEDGER_ROLES.map((role) => rights(role))]).to.deep.equal([
      { add: true, own: true, others: true, settings: true },
      { add: false, own: false, others: false, settings: false },
      { add: true, own: true, others: false, settings: false },
      { add: true, own: true, others: true, settings: false },
      { add: true, own: true, others: true, settings: true },
    ]);
    // Nobody changes what an archived ledger holds.
    expect(new Set(LEDGER_ROLES.map((role) => JSON.stringify(rights(role, true))))).to.deep.equal(
      new Set([JSON.stringify(rights("viewer"))]),
    );
  });

  it("is archived as soon as the page learns of it, also at the next start", async () => {
    rememberLedger({ ...HOME, role: "owner" });
    resumeLedger();
    expect(mayAdd()).to.equal(true);
    const archivedAt = "2026-11-27T00:00:00.000Z";
    page.serve(({ pathname }) =>
      Response.json(
        pathname === "/ledgers" ? { ledgers: [{ ...HOME, role: "owner", archivedAt }] } : { members: [] },
      ),
    );
    await lookAtPeople();
    expect([mayAdd(), isOwner()]).to.deep.equal([false, false]);
    shared.value = undefined;
    resumeLedger();
    expect(mayAdd()).to.equal(false);
  });

  it("has its people read again when it has another version: somebody joined, or has another role", async () => {
    let members = ["ada"];
    let role: LedgerRole = "viewer";
    let reads = 0;
    page.serve(({ pathname }) => {
      if (pathname === "/ledgers") return Response.json({ ledgers: [{ ...HOME, role }] });
      reads += 1;
      return Response.json({ members: members.map((id) => ({ id, email: `${id}@example.com` })) });
    });
    rememberLedger({ ...HOME, role });
    resumeLedger();
    await renewPeople(3);
    expect([authorOf("ben"), mayAdd(), reads]).to.deep.equal(["former member", false, 1]);
    [members, role] = [["ada", "ben"], "editor"];
    await renewPeople(3);
    expect(reads).to.equal(1);
    await renewPeople(4);
    expect([authorOf("ben"), mayAdd(), reads]).to.deep.equal(["ben@example.com", true, 2]);
  });

  it("is not what is exported as the data of the account, though it is open", async () => {
    rememberLedger(HOME);
    resumeLedger();
    const files: object[] = [];
    page.serve((_url, init) => {
      headers.push(new Headers(init.headers));
      return Response.json({ exportId: "one", state: "ready", files });
    });
    for (const id of ["ada", HOME.id]) {
      headers = [];
      await startExport(id);
      expect(exporting.value?.ledgerId).to.equal(id);
      expect(headers.map((one) => one.get("Ledger-Id"))).to.deep.equal([id, id]);
    }
  });

  it("is locked once its user is not in it any more, which sends nothing to it until they are again", async () => {
    mock.method(console, "warn", () => undefined); // Node.js has no IndexedDB.
    const sent: string[] = [];
    let isMember = false;
    page.serve(({ pathname }, { method }) => {
      if (!isMember) return Response.json(problem("ledger.notFound"), { status: 404 });
      if (method === "POST") sent.push(pathname);
      return Response.json(pathname === "/ledgers" ? { ledgers: [HOME] } : { members: [] });
    });
    rememberLedger(HOME);
    resumeLedger();
    await lookAtPeople();
    const stop = startSending();
    outbox.value = [{ key: newKey(), draft: DRAFT, order: 1, state: "waiting" }];
    await sendNow();
    expect([isGone.value, mayAdd(), currency(), outbox.value[0]?.tried]).to.deep.equal([
      true,
      false,
      "USD",
      undefined,
    ]);
    isMember = true;
    await lookAtPeople();
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect([isGone.value, mayAdd(), sent]).to.deep.equal([false, true, ["/expenses"]]);
    stop();
    mock.restoreAll();
  });

  it("is closed with all that the page knows of it and of its people when the user signs out", async () => {
    page.serve((url) => {
      if (url.pathname === "/ledgers") return Response.json({ ledgers: [{ ...HOME, name: "Flat" }] });
      const members = ["ada", "ben"].map((id) => ({ id, email: `${id}@example.com` }));
      return url.pathname === "/ledger/members" ? Response.json({ members }) : Response.json({});
    });
    rememberLedger(HOME);
    resumeLedger();
    await lookAtPeople();
    expect(shared.value).to.deep.equal({ ...HOME, name: "Flat" });
    expect(["ada", "ben", "eve"].map(authorOf)).to.deep.equal([
      undefined,
      "ben@example.com",
      "former member",
    ]);
    closeLedger();
    await signOut();
    startSession(tokensOf("ada"));
    resumeLedger();
    expect([shared.value, people.value, page.localStorage.getItem("ledger")]).to.deep.equal([
      undefined,
      undefined,
      null,
    ]);
    expect(["ada", "ben", "eve"].map(authorOf)).to.deep.equal([undefined, undefined, undefined]);
  });
});
