import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteTableCommand,
  DescribeTableCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { refused } from "../../refused";
import { type Tables, withTables } from "./tables";

const TableName = "Things";
const declared = {
  attributes: [{ name: "id", type: "S" }],
  hashKey: "id",
  deletionProtectionEnabled: true,
};

describe("UpdateTable of the local DynamoDB", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "table-settings-"));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const change = ({ db }: Tables, input: Partial<UpdateTableCommandInput>) =>
    db.send(new UpdateTableCommand({ TableName, ...input }));
  const drop = ({ db }: Tables) => db.send(new DeleteTableCommand({ TableName }));
  async function isProtected({ db }: Tables): Promise<boolean | undefined> {
    const { Table } = await db.send(new DescribeTableCommand({ TableName }));
    return Table?.DeletionProtectionEnabled;
  }
  const isHeld = (tables: Tables) =>
    refused(
      drop(tables),
      "ValidationException",
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );

  it("turns the protection of a table off, which then can be deleted, and on again", async () => {
    await withTables(dataDir, async (tables) => {
      await tables.declare(TableName, declared);
      await isHeld(tables);
      const { TableDescription } = await change(tables, { DeletionProtectionEnabled: false });
      expect(TableDescription).to.deep.include({ TableName, DeletionProtectionEnabled: false });
      expect(await isProtected(tables)).to.equal(false);
      await change(tables, { DeletionProtectionEnabled: true });
      expect(await isProtected(tables)).to.equal(true);
      await isHeld(tables);
      await change(tables, { DeletionProtectionEnabled: false });
      await drop(tables);
      // As on AWS, it is being deleted for a moment first.
      const { state } = await waitUntilTableNotExists(
        { client: tables.db, maxWaitTime: 30, minDelay: 1 },
        { TableName },
      );
      expect(state).to.equal("SUCCESS");
    });
  });

  it("holds for a table that the program no longer has", async () => {
    await withTables(dataDir, (tables) => tables.declare(TableName, declared));
    await withTables(dataDir, async (tables) => {
      await isHeld(tables);
      await change(tables, { DeletionProtectionEnabled: false });
    });
    await withTables(dataDir, async (tables) => {
      expect(await isProtected(tables)).to.equal(false);
      await drop(tables);
    });
  });

  it("gives way to the program at its next start", async () => {
    await withTables(dataDir, async (tables) => {
      await tables.declare(TableName, declared);
      await change(tables, { DeletionProtectionEnabled: false });
    });
    await withTables(dataDir, async (tables) => {
      await tables.declare(TableName, declared);
      await isHeld(tables);
      await tables.declare(TableName, { ...declared, deletionProtectionEnabled: false });
      await drop(tables);
    });
  });

  it("refuses what it would not do, and what is not there", async () => {
    await withTables(dataDir, async (tables) => {
      await tables.declare(TableName, declared);
      await refused(
        change(tables, { DeletionProtectionEnabled: false, BillingMode: "PAY_PER_REQUEST" }),
        "ValidationException",
        "The local cloud does not support the parameter BillingMode of UpdateTable.",
      );
      expect(await isProtected(tables)).to.equal(true);
      const none = change(tables, { TableName: "None", DeletionProtectionEnabled: false });
      expect(await none.catch(({ name }) => name)).to.equal("ResourceNotFoundException");
    });
  });
});
