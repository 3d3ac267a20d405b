import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { restoreLedgers } from "../../domain/backup/ledgerRestore";
import { toLedgerRow } from "../../domain/backup/ledgerTable";
import { type LocalTable, startLedgersTable } from "../helpers/localTable";

const HOME = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const member = (role: string, since: string) => ({ role, since, email: `${since}@example.com` });

describe("shared ledgers that are restored", () => {
  let table: LocalTable;
  before(async () => {
    table = await startLedgersTable();
  });
  after(() => table.close());

  const itemsOf = async (ledgerId: string) => {
    const { Items = [] } = await table.db.send(
      new QueryCommand({
        TableName: "Ledgers",
        KeyConditionExpression: "ledgerId = :id",
        ExpressionAttributeValues: { ":id": ledgerId },
      }),
    );
    return Items;
  };

  it("have their members and are found by them, without whose account was closed and without invitations", async () => {
    const profile = {
      ledgerId: HOME,
      sk: "profile",
      version: 7,
      createdAt: "2026-11-01T00:00:00.000Z",
      settings: { currency: "EUR" },
      name: "Home",
      members: { ada: member("owner", "1"), bob: member("editor", "2"), cleo: member("viewer", "3") },
      invitations: { one: { hash: "#", role: "owner", by: "ada", createdAt: "", expiresAt: "2099" } },
    };
    const closed = { ledgerId: "ada", sk: "user", closed: "2026-11-02T00:00:00.000Z" };
    await table.db.send(new PutCommand({ TableName: "Ledgers", Item: closed }));
    const rows = {
      rowsAfter: async (kind: string, after: string) =>
        kind === profile.sk && after === "" ? [toLedgerRow(profile)] : [],
    };
    const restore = () => restoreLedgers(rows, { db: table.db, table: "Ledgers", onlyMissing: true });
    expect(await restore()).to.equal(1);
    const { invitations: _invitations, ...kept } = profile;
    const members = { bob: member("owner", "2"), cleo: member("viewer", "3") };
    expect(await itemsOf(HOME)).to.deep.equal([{ ...kept, members }]);
    expect((await itemsOf("bob")).map(({ sk }) => sk)).to.deep.equal([`in#${HOME}`]);
    expect(await itemsOf("ada")).to.deep.equal([closed]);
    expect(await restore()).to.equal(0);
  });

  it("have their budgets as they were, due to be evaluated when they were, and not over later ones", async () => {
    const terms = { unit: "month", startsOn: 1, amount: 40_000, currency: "EUR", rollover: "rest" };
    const budgets = {
      food: { name: "Food", version: 2, terms: [{ ...terms, from: "2026-11-01", thresholds: [80] }] },
    };
    const due = { dueQueue: "budgets", dueAt: "2026-12-01T00:00:00.000Z" };
    const book = { ledgerId: "home", sk: "budgets", version: 5, budgets, ...due };
    const rows = {
      rowsAfter: async (kind: string, after: string) =>
        kind === book.sk && after === "" ? [toLedgerRow(book)] : [],
    };
    const restore = () => restoreLedgers(rows, { db: table.db, table: "Ledgers", onlyMissing: true });
    expect([await restore(), await itemsOf("home"), await restore()]).to.deep.equal([1, [book], 0]);
  });
});
