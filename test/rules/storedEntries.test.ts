import { mock } from "node:test";
import { expect } from "chai";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import { renameUnsent } from "../../site/data/categories/renameInUnsent";
import { listOf, refresh } from "../../site/data/lists/expenseLists";
import { catchUp } from "../../site/data/lists/listRefresh";
import { rowsOf, summaryOf } from "../../site/data/lists/listRows";
import { outbox } from "../../site/data/outbox/outbox";
import { post } from "../../site/data/outbox/outboxEdits";
import { discardEntry } from "../../site/data/writes/discardUnsent";
import { startSettling } from "../../site/data/writes/followStored";
import { sendNow, startSending } from "../../site/data/writes/sendOutbox";
import { settleFound, storedId } from "../../site/data/writes/storedEntries";
import { online } from "../../site/lib/network/reach";
import { problem } from "../helpers/problem";
import { settled } from "./openPage";
import type { Server } from "./page";
import { kept, MONTH, said, useWrites } from "./writesFixture";

describe("An expense that is stored though its answer was lost", () => {
  const { page, current, openMonth, broken } = useWrites();
  let stops: (() => void)[] = [];

  beforeEach(() => {
    mock.method(console, "warn", () => undefined);
    stops = [startSending(), startSettling(settleFound)];
  });
  afterEach(() => {
    for (const stop of stops) stop();
    outbox.value = [];
    online.value = true;
    mock.restoreAll();
  });

  const list = () => listOf({ month: MONTH });
  const rows = () => rowsOf(list()).map(({ expense }) => `${expense.description}: ${expense.category}`);
  const sums = () => summaryOf(list())?.currencies.map(({ count, total }) => `${count}: ${total}`);
  const entry = () => outbox.peek()[0] ?? expect.fail("nothing waits");
  const id = () => storedId("ada", entry().key);

  const unheard: Server = async (url, init) => {
    const answer = await current().serve(url, init);
    return init.method === "POST" ? broken() : answer;
  };

  /** Adds an expense whose answer is lost, if it arrives at all. No answer to another POST comes after it. */
  async function add({ date = "2026-11-20", server = unheard } = {}): Promise<void> {
    rows();
    await settled();
    page.serve(server);
    post({ description: "Coffee", amount: "3.00", currency: "USD", category: "Food", date });
    await settled();
    page.serve((url, init) => (init.method === "POST" ? broken() : current().serve(url, init)));
    expect(outbox.value.length).to.equal(1);
  }

  const looks = async () => {
    await catchUp();
    await settled();
  };
  const reads = async () => {
    await refresh(list());
    await settled();
  };

  it("is known by the ID that the API gives it", () => {
    expect(storedId("ada", "key")).to.equal(expenseIdFor("ada", "key"));
  });

  for (const [way, see] of Object.entries({ "a look at changes": looks, "a reading": reads })) {
    it(`shows and counts once as soon as ${way} brings it`, async () => {
      await add();
      await see();
      expect([rows(), sums(), outbox.value]).to.deep.equal([["Coffee: Food"], ["1: 3.00"], []]);
    });

    it(`does not come back with ${way} if it was given up`, async () => {
      await add();
      discardEntry(entry());
      await see();
      expect([rows(), sums(), outbox.value, current().list()]).to.deep.equal([[], [], [], []]);
      expect(current().expenses.size).to.equal(1);
    });
  }

  it("stays an entry as long as nothing shows that it is stored", async () => {
    await add({ server: broken });
    await looks();
    await reads();
    expect([rows(), sums(), outbox.value.length]).to.deep.equal([["Coffee: Food"], ["1: 3.00"], 1]);
  });

  it("is dropped if it was deleted or erased elsewhere by then", async () => {
    for (const end of [
      () => current().change(id(), { deletedAt: "2026-11-20T10:00:00.000Z" }),
      () => current().forget(id()),
    ]) {
      await add();
      end();
      await looks();
      expect([rows(), sums() ?? [], outbox.value]).to.deep.equal([[], [], []]);
    }
  });

  it("takes the new name of its category along, without another word", async () => {
    await add();
    renameUnsent({ from: "Food", to: "Groceries" });
    await looks();
    expect([rows(), outbox.value, kept(), said()]).to.deep.equal([["Coffee: Groceries"], [], [], undefined]);
    expect(current().list()).to.have.length(1);
    expect(current().list()[0]).to.include({ category: "Groceries", version: 2 });
  });

  it("counts once though no row shows it, and the ledger refuses its retry", async () => {
    await openMonth();
    await add({ date: "2026-11-01" });
    page.serve((url, init) =>
      init.method === "POST"
        ? Response.json(problem("role.tooLow"), { status: 403 })
        : current().serve(url, init),
    );
    await sendNow();
    await settled();
    expect([sums(), outbox.value]).to.deep.equal([["151: 153.00"], []]);
    await reads();
    expect(sums()).to.deep.equal(["151: 153.00"]);
  });

  it("is asked for once, and waits on, if the ledger that refuses it does not have it", async () => {
    await add({ server: broken });
    page.serve((url, init) =>
      init.method === "POST"
        ? Response.json(problem("role.tooLow"), { status: 403 })
        : current().serve(url, init),
    );
    const path = `GET /expenses/${id()}`;
    for (let times = 0; times < 2; times++) {
      await sendNow();
      await settled();
    }
    expect(current().requests.filter((request) => request === path)).to.have.length(1);
    expect([rows(), outbox.value.length]).to.deep.equal([["Coffee: Food"], 1]);
  });
});
