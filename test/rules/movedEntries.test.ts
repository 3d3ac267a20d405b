import { mock } from "node:test";
import { expect } from "chai";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import { renameUnsent } from "../../site/data/categories/renameInUnsent";
import { listOf } from "../../site/data/lists/expenseLists";
import { rowsOf } from "../../site/data/lists/listRows";
import { outbox } from "../../site/data/outbox/outbox";
import { post } from "../../site/data/outbox/outboxEdits";
import { keepUnsentEntry } from "../../site/data/storage/outboxBackup";
import { moveToOwn } from "../../site/data/writes/moveEntry";
import { sendNow, startSending } from "../../site/data/writes/sendOutbox";
import { shared } from "../../site/lib/ledger/openLedger";
import { online } from "../../site/lib/network/reach";
import { problem } from "../helpers/problem";
import { FakeLedger } from "./ledger";
import { settled } from "./openPage";
import type { Server } from "./page";
import { useWrites } from "./writesFixture";

const HOME = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "Home" } as const;

describe("An expense that the open ledger refuses, and its user moves to their own", () => {
  const { page, broken } = useWrites();
  let ledgers: Record<"home" | "own", FakeLedger>;
  let mayAdd: boolean;
  /** The requests whose answer is lost. */
  let isLost: (method: string, ledger: "home" | "own") => boolean;
  let stop: () => void;

  beforeEach(async () => {
    mock.method(console, "warn", () => undefined);
    ledgers = { home: new FakeLedger(), own: new FakeLedger() };
    mayAdd = true;
    isLost = () => false;
    shared.value = { ...HOME, role: "contributor" };
    page.serve(serve);
    await settled();
    stop = startSending();
  });
  afterEach(() => {
    stop();
    outbox.value = [];
    shared.value = undefined;
    online.value = true;
    mock.restoreAll();
  });

  /** Both ledgers, which name expenses as the API does. */
  const serve: Server = async (url, init) => {
    const { method = "GET" } = init;
    const headers = new Headers(init.headers);
    const name = headers.get("Ledger-Id") === HOME.id ? "home" : "own";
    const ledger = ledgers[name];
    if (name === "home" && !mayAdd && method !== "GET")
      return Response.json(problem("role.tooLow"), { status: 403 });
    if (url.pathname === "/expenses" && method === "POST") {
      const id = expenseIdFor(name === "home" ? HOME.id : "ada", headers.get("Idempotency-Key") ?? "");
      const stored = ledger.expenses.get(id) ?? ledger.add(id, JSON.parse(String(init.body)));
      return isLost(method, name) ? broken() : Response.json(stored);
    }
    const answer = await ledger.serve(url, init);
    return isLost(method, name) ? broken() : answer;
  };

  const entry = () => outbox.peek()[0] ?? expect.fail("nothing waits");
  const counts = () => [ledgers.home.list().length, ledgers.own.list().length];
  const rows = () => rowsOf(listOf({ month: "2026-11" })).map(({ expense }) => expense.description);

  /** Adds one whose answer is lost if `isStored`, and that is refused then because the user may only read by now. */
  async function addHeld({ isStored }: { isStored: boolean }): Promise<void> {
    mayAdd = isStored;
    isLost = (method) => isStored && method === "POST";
    post({ description: "Tea", amount: "2.00", currency: "USD", category: "Food", date: "2026-11-20" });
    await settled();
    mayAdd = false;
    isLost = () => false;
    await sendNow();
    await settled();
    expect([entry().state, entry().problem === undefined]).to.deep.equal(["waiting", false]);
  }

  it("goes there if the open one does not have it", async () => {
    await addHeld({ isStored: false });
    expect(await moveToOwn(entry())).to.equal(true);
    expect([outbox.value, counts()]).to.deep.equal([[], [0, 1]]);
  });

  it("is deleted in the open one, which has it though the answer was lost", async () => {
    await addHeld({ isStored: true });
    mayAdd = true;
    shared.value = { ...HOME, role: "contributor" };
    expect(await moveToOwn(entry())).to.equal(true);
    await settled();
    expect([outbox.value, counts(), rows()]).to.deep.equal([[], [0, 1], []]);
  });

  it("stays in the open one, and goes nowhere, if its user may not delete it there", async () => {
    await addHeld({ isStored: true });
    shared.value = { ...HOME, role: "viewer" };
    expect(await moveToOwn(entry())).to.equal(false);
    rows();
    await settled();
    expect([outbox.value, counts(), rows()]).to.deep.equal([[], [1, 0], ["Tea"]]);
  });

  it("is in no list of the open ledger once it may be in the other, and is moved under the same key again", async () => {
    await addHeld({ isStored: false });
    isLost = (method) => method === "POST";
    const failure = await moveToOwn(entry()).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    renameUnsent({ from: "Food", to: "Groceries" });
    mayAdd = true;
    isLost = () => false;
    await sendNow();
    await settled();
    expect([rows(), entry().moving, counts()]).to.deep.equal([[], true, [0, 1]]);
    expect(await moveToOwn(entry())).to.equal(true);
    expect([outbox.value, counts(), ledgers.own.list()[0]?.category]).to.deep.equal([[], [0, 1], "Food"]);
  });

  it("has been moved if an earlier attempt arrived, and its user erased it there since", async () => {
    await addHeld({ isStored: false });
    isLost = (method) => method === "POST";
    await moveToOwn(entry()).catch(() => undefined);
    page.serve((url, init) =>
      init.method === "POST" ? Response.json(problem("expense.notFound"), { status: 404 }) : serve(url, init),
    );
    expect(await moveToOwn(entry())).to.equal(true);
    expect(outbox.value).to.deep.equal([]);
  });

  it("stays if it was erased in the open one while it was looked for there", async () => {
    await addHeld({ isStored: true });
    mayAdd = true;
    page.serve((url, init) =>
      init.method === "DELETE"
        ? Response.json(problem("expense.notFound"), { status: 404 })
        : serve(url, init),
    );
    expect(await moveToOwn(entry()).catch((error: unknown) => error)).to.be.instanceOf(Error);
    expect([entry().moving, counts()[1]]).to.deep.equal([undefined, 0]);
  });

  it("is not moved while another page of the browser sends it, and not sent once it may be in the other", async () => {
    await addHeld({ isStored: false });
    const turn = Promise.withResolvers<void>();
    const sending = navigator.locks.request(`unsent:${HOME.id}`, () => turn.promise);
    isLost = (method, ledger) => method === "POST" && ledger === "own";
    const moved = moveToOwn(entry()).catch((error: unknown) => error);
    await settled();
    expect([entry().moving, counts()]).to.deep.equal([undefined, [0, 0]]);
    turn.resolve();
    await sending;
    expect(await moved).to.be.instanceOf(Error);
    // A page that has not heard of it yet.
    keepUnsentEntry(HOME.id, entry());
    outbox.value = [{ ...entry(), state: "waiting", moving: undefined, unwanted: undefined }];
    mayAdd = true;
    await sendNow();
    await settled();
    expect([entry().moving, entry().state, counts()]).to.deep.equal([true, "refused", [0, 1]]);
    expect(ledgers.home.expenses.size).to.equal(0);
  });

  it("waits for the open one again if the other refuses it", async () => {
    await addHeld({ isStored: false });
    page.serve((url, init) =>
      init.method === "POST" ? Response.json(problem("request.invalid"), { status: 400 }) : serve(url, init),
    );
    await moveToOwn(entry()).catch(() => undefined);
    expect([entry().moving, entry().unwanted]).to.deep.equal([undefined, undefined]);
  });
});
