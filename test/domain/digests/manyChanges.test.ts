import { expect } from "chai";
import { beginSums, firstIdOf as idOf, ledgerOf, readToEnd, requireExact } from "../../helpers/digestReaders";
import type { LedgerInMemory } from "../../helpers/ledgerInMemory";

const MINUTE = 60_000;

describe("month digests after more changes than are followed", () => {
  const rowsReadBy = async (ledger: LedgerInMemory, time = 100) => {
    const before = ledger.rowsRead;
    await readToEnd(ledger, ["2026-11"], time);
    return ledger.rowsRead - before;
  };
  async function changedLedger(): Promise<LedgerInMemory> {
    const ledger = ledgerOf(30);
    ledger.maxChanges = 20;
    await requireExact(ledger);
    for (let index = 0; index < 30; index += 1) {
      ledger.edit(idOf(index), { category: "Travel" }, 0);
      ledger.time += 1;
    }
    return ledger;
  }

  it("are made anew once clocks leave no doubt, and again when what an index showed late may be missing", async () => {
    const ledger = await changedLedger();
    expect([await rowsReadBy(ledger), await rowsReadBy(ledger)]).to.deep.equal([30, 30]);
    ledger.time += 2 * MINUTE;
    const read = [await rowsReadBy(ledger), await rowsReadBy(ledger)];
    ledger.time += 11 * MINUTE;
    read.push(await rowsReadBy(ledger), await rowsReadBy(ledger));
    expect(read).to.deep.equal([30, 0, 30, 0]);
    ledger.time += 45 * MINUTE;
    await requireExact(ledger);
  });

  it("have a change that follows", async () => {
    const ledger = await changedLedger();
    await requireExact(ledger);
    ledger.time += MINUTE;
    ledger.edit(idOf(3), { amount: 7 }, 0);
    await requireExact(ledger);
  });

  it("have a change that follows by a clock that is behind", async () => {
    for (const wait of [0, 2 * MINUTE]) {
      const ledger = await changedLedger();
      ledger.time += wait;
      await requireExact(ledger);
      ledger.time += 1000;
      ledger.edit(idOf(3), { amount: 7 }, -MINUTE);
      await requireExact(ledger);
    }
  });

  it("are made by several requests", async () => {
    const ledger = await changedLedger();
    await beginSums(ledger);
    // Each request ends after a page; the next goes on there.
    expect(await rowsReadBy(ledger, 0)).to.equal(30 - ledger.pageSize * 2);
    await requireExact(ledger);
  });
});
