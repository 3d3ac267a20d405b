import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { Accounts } from "../../domain/accounts/accounts";
import { type PoolUser, UserPool } from "../../domain/accounts/userPool";
import { UserRecords } from "../../domain/accounts/userRecords";
import { LateCallError } from "../../domain/aws/callLimit";
import { Lease } from "../../domain/jobs/lease";
import { type LocalTable, startLedgersTable } from "../helpers/localTable";

const [ROOT, OTHER]: PoolUser[] = ["root", "other"].map((id) => ({
  id,
  name: id,
  email: `${id}@example.com`,
  status: "CONFIRMED",
  enabled: true,
  isEmailVerified: true,
  createdAt: "2026-11-26T00:00:00Z",
}));
const { now: trueNow } = Date;

/** A pool of two admins, which holds its answers back. */
class HeldPool extends UserPool {
  constructor(private readonly held: () => Promise<void>) {
    super("pool");
  }

  override async admins(): Promise<PoolUser[]> {
    await this.held();
    return [ROOT, OTHER] as PoolUser[];
  }

  override async find(id: string): Promise<PoolUser | undefined> {
    return [ROOT, OTHER].find((user) => user?.id === id);
  }
}

describe("a holder of the lease of admin changes", () => {
  let table: LocalTable;
  before(async () => {
    table = await startLedgersTable();
  });
  afterEach(() => {
    Date.now = trueNow;
  });
  after(() => table.close());

  const newLease = () => new Lease(table.db, "Ledgers", "admins");
  const accounts = (held: () => Promise<void>) =>
    new Accounts(new HeldPool(held), new UserRecords(table.db, "Ledgers"), newLease());
  const erase = async ({ ledgerId }: { ledgerId: string }) => {
    await table.db.send(new PutCommand({ TableName: "Ledgers", Item: { ledgerId, sk: "erasure" } }));
  };
  const stored = async () => {
    const { Items = [] } = await table.db.send(new ScanCommand({ TableName: "Ledgers" }));
    return Items.map(({ ledgerId, sk }) => `${ledgerId} ${sk}`);
  };

  const CHANGES: Record<string, (accounts: Accounts) => Promise<unknown>> = {
    demotion: (all) => all.change("other", { admin: false }, "root"),
    promotion: (all) => all.change("other", { admin: true, enabled: true }, "root"),
    "closing of the own account": (all) => all.close({ id: "root", name: "root" }, erase),
    "deletion of a user": (all) => all.closeAnother("other", "root", erase),
  };

  for (const [what, change] of Object.entries(CHANGES)) {
    it(`writes nothing for a ${what} once the term is over: the next one may change admins by then`, async () => {
      const frozen = async () => {
        Date.now = () => trueNow() + 21_000;
        // Somebody else has the lease now, and keeps it.
        const other = newLease();
        expect(await other.hold(async () => "held")).to.equal("held");
      };
      const error = await change(accounts(frozen)).catch((thrown) => thrown);
      expect(error).to.be.instanceOf(LateCallError);
      expect(await stored()).to.deep.equal([]);
    });
  }

  it("writes it within the term, and lets go of the lease", async () => {
    await CHANGES["deletion of a user"]?.(accounts(async () => undefined));
    expect(await stored()).to.have.members(["other user", "other erasure"]);
  });
});
