import { expect } from "chai";
import { NO_LEDGERS } from "../../bench/expenses";
import { BACKED_UP_KINDS, type LedgerItem, type LedgerSource } from "../../domain/ledgers/ledgerSource";
import { useBackup } from "./fixture";

const IDS = ["A", "B", "C", "D", "E"];

/** Ledgers with an item of each kind, in pages of two. */
class FiveLedgers implements LedgerSource {
  readonly queued = NO_LEDGERS.queued;
  readonly present = NO_LEDGERS.present;
  /** Items that were read, in order. */
  readonly read: string[] = [];

  async *items(kind: string, after = ""): AsyncGenerator<LedgerItem[]> {
    const ids = IDS.filter((id) => id > after);
    for (let start = 0; start < ids.length; start += 2) {
      const page = ids.slice(start, start + 2);
      this.read.push(...page.map((id) => `${kind} ${id}`));
      yield page.map((ledgerId) => ({ ledgerId, sk: kind, version: 1 }));
    }
  }

  async *closed(): AsyncGenerator<string[]> {
    yield ["C"];
  }
}

describe("the copy of what belongs to ledgers", function () {
  this.timeout(120_000);
  const backup = useBackup();
  beforeEach(() => backup().database.select("TRUNCATE ledger_items"));

  for (const mode of ["full", "changes"]) {
    it(`goes on where time was up, reads nothing twice and then ends a run (${mode})`, async () => {
      if (mode === "changes") await backup().run();
      const ends = backup().succeeded.length;
      await backup().database.select("INSERT INTO ledger_items VALUES ('B2', 'profile', 1, '{}')");
      const ledgers = new FiveLedgers();
      const calls = await backup().runToEnd({ mode }, { ledgers, hasTime: () => false });
      const positions = calls.map(({ next }) => next).filter((next) => next?.mode === "ledgers");
      const { run } = calls[0] ?? { run: 0 };
      expect(positions).to.deep.equal(
        BACKED_UP_KINDS.flatMap((kind) =>
          ["B", "D", "E"].map((after) => ({ mode: "ledgers", run, kind, after })),
        ),
      );
      // A full run first sees from one page that there are enough ledgers to remove the others.
      const seen = mode === "full" ? ["profile A", "profile B"] : [];
      const copied = BACKED_UP_KINDS.flatMap((kind) => IDS.map((id) => `${kind} ${id}`));
      expect(ledgers.read).to.deep.equal([...seen, ...copied]);
      expect(calls.at(-1)).to.include({ finished: true, mode });
      expect(backup().succeeded).to.have.length(ends + 1);
      const rows = await backup().database.select("SELECT DISTINCT ledger_id FROM ledger_items ORDER BY 1");
      // Without the closed account; the row without an item goes with a full run.
      const others = mode === "full" ? [] : ["B2"];
      expect(rows.map(({ ledger_id }) => ledger_id)).to.deep.equal(["A", "B", ...others, "D", "E"]);
    });
  }

  it("is refused for a run or a kind that does not exist", async () => {
    const refusal = (event: object) =>
      backup()
        .run({ mode: "ledgers", after: "", ...event })
        .catch((error) => error.message);
    expect(await refusal({ run: 77, kind: "profile" })).to.contain("there is no run 77.");
    expect(await refusal({ run: 1, kind: "quota" })).to.contain("`kind`: must be one of profile, ");
  });
});
