import { BatchWriteCommand, type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { dataMigrations } from "../../../domain/ledgers/dataMigrations";
import { DataMigrator } from "../../../domain/ledgers/dataMigrator";
import { DataVersion } from "../../../domain/ledgers/dataVersion";
import { UserSettingsRepository } from "../../../domain/ledgers/userSettings";
import { STORED_DATA_VERSION } from "../../../domain/values/storedDataVersion";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";

type Item = Record<string, unknown> & { ledgerId: string; sk: string };

const HOME = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const NOW = new Date("2026-11-27T12:00:00.000Z");
const createdAt = "2026-11-01T00:00:00.000Z";
const LATEST = STORED_DATA_VERSION;

/** Items of the release before, and of those before it: every shape that settings had. */
const FORMER: Item[] = [
  { ledgerId: "ada", sk: "profile", version: 3, createdAt, settings: { currency: "EUR", theme: "dark" } },
  { ledgerId: "ben", sk: "settings", version: 7, settings: { timezone: "Europe/Rome", language: "de" } },
  { ledgerId: "ben", sk: "profile", createdAt },
  { ledgerId: "cem", sk: "profile", version: 1, createdAt, settings: { currency: "CHF" } },
  { ledgerId: "dan", sk: "profile", version: 4, createdAt, settings: { theme: "dark" } },
  { ledgerId: "dan", sk: "userSettings", version: 2, settings: { theme: "light" } },
  { ledgerId: "eve", sk: "profile", version: 4, createdAt, settings: { theme: "dark" } },
  { ledgerId: "eve", sk: "user", closed: createdAt, validAfter: 1 },
  {
    ledgerId: HOME,
    sk: "profile",
    version: 2,
    createdAt,
    settings: { currency: "USD", theme: "dark" },
    members: {},
  },
];

const MIGRATED: Item[] = [
  { ledgerId: "ada", sk: "profile", version: 4, createdAt, settings: { currency: "EUR" } },
  { ledgerId: "ada", sk: "userSettings", version: 1, settings: { theme: "dark" } },
  { ledgerId: "ben", sk: "profile", version: 8, createdAt, settings: { timezone: "Europe/Rome" } },
  { ledgerId: "ben", sk: "settings", version: 7, settings: { timezone: "Europe/Rome", language: "de" } },
  { ledgerId: "ben", sk: "userSettings", version: 1, settings: { language: "de" } },
  { ledgerId: "cem", sk: "profile", version: 1, createdAt, settings: { currency: "CHF" } },
  { ledgerId: "dan", sk: "profile", version: 5, createdAt, settings: {} },
  { ledgerId: "dan", sk: "userSettings", version: 2, settings: { theme: "light" } },
  { ledgerId: "eve", sk: "profile", version: 4, createdAt, settings: { theme: "dark" } },
  { ledgerId: "eve", sk: "user", closed: createdAt, validAfter: 1 },
  { ledgerId: HOME, sk: "profile", version: 3, createdAt, settings: { currency: "USD" }, members: {} },
  { ledgerId: "system", sk: "dataVersion", version: LATEST },
];

describe("migrations of the stored data", () => {
  let table: LocalTable;
  before(async () => {
    table = await startLedgersTable();
  });
  after(() => table.close());

  const all = async () => {
    const { Items = [] } = await table.db.send(new ScanCommand({ TableName: "Ledgers" }));
    return sorted(Items as Item[]);
  };
  const sorted = (items: readonly Item[]) =>
    [...items].sort((a, b) => (`${a.ledgerId} ${a.sk}` < `${b.ledgerId} ${b.sk}` ? -1 : 1));

  /** Puts the table back to what the release before has left of some ledgers. */
  async function reset(items: readonly Item[] = FORMER): Promise<void> {
    const gone = (await all()).map(({ ledgerId, sk }) => ({ DeleteRequest: { Key: { ledgerId, sk } } }));
    for (const Ledgers of [gone, items.map((Item) => ({ PutRequest: { Item } }))]) {
      if (Ledgers.length > 0) await table.db.send(new BatchWriteCommand({ RequestItems: { Ledgers } }));
    }
  }

  const migrate = (db: DynamoDBDocumentClient, hasTime = () => true) => {
    const version = new DataVersion(db, "Ledgers");
    const migrations = dataMigrations(db, "Ledgers");
    return new DataMigrator({ db, table: "Ledgers", version, migrations }).run(hasTime, NOW);
  };

  /** A client whose calls fail after a number of them, like those of a function that is killed there. */
  function killedAfter(most: number): { db: DynamoDBDocumentClient; calls: () => number } {
    let calls = 0;
    const db = Object.create(table.db) as DynamoDBDocumentClient;
    db.send = (async (command: never) => {
      calls += 1;
      if (calls > most) throw new Error("killed");
      const answer = await table.db.send(command);
      // It never learns what its last call did.
      if (calls >= most) throw new Error("killed");
      return answer;
    }) as typeof db.send;
    return { db, calls: () => calls };
  }

  it("bring what earlier releases have left into today's shape, once", async () => {
    await reset();
    const applied = Array.from({ length: LATEST }, (_, index) => index + 1);
    expect(await migrate(table.db)).to.deep.equal({ version: LATEST, applied, finished: true });
    expect(await all()).to.deep.equal(sorted(MIGRATED));
    expect(await migrate(table.db)).to.deep.equal({ version: LATEST, applied: [], finished: true });
    expect(await all()).to.deep.equal(sorted(MIGRATED));
  });

  it("that are cut off at any await are finished by the next run, with the same result", async function () {
    this.timeout(60_000);
    const isChosen = ({ ledgerId }: Item) => ["ada", "ben", "system"].includes(ledgerId);
    await reset(FORMER.filter(isChosen));
    const whole = killedAfter(Number.POSITIVE_INFINITY);
    await migrate(whole.db);
    expect(whole.calls()).to.be.greaterThan(15);
    for (let calls = 0; calls <= whole.calls(); calls += 1) {
      await reset(FORMER.filter(isChosen));
      const cut = await migrate(killedAfter(calls).db).catch((error: Error) => error.message);
      expect(cut, `${calls}`).to.equal("killed");
      expect(await migrate(table.db), `${calls}`).to.include({ finished: true, version: LATEST });
      expect(await all(), `${calls}`).to.deep.equal(sorted(MIGRATED.filter(isChosen)));
    }
  });

  it("continue where time ran out, and bear to be run by two at once", async () => {
    await reset();
    const first = await migrate(table.db, () => false);
    expect(first).to.deep.equal({ version: 0, applied: [], finished: false });
    const results = await Promise.all([migrate(table.db), migrate(table.db)]);
    expect(results.map(({ finished }) => finished)).to.deep.equal([true, true]);
    expect(results.flatMap(({ applied }) => applied).sort()).to.include.members([1, 2]);
    expect(await all()).to.deep.equal(sorted(MIGRATED));
  });

  it("refuse nothing meanwhile: at each step the user's settings are what they were", async () => {
    await reset();
    const users = new UserSettingsRepository(table.db, "Ledgers");
    const seen: unknown[] = [];
    const db = Object.create(table.db) as DynamoDBDocumentClient;
    db.send = (async (command: never) => {
      const answer = await table.db.send(command);
      const profile = (await all()).find(({ ledgerId, sk }) => ledgerId === "ada" && sk === "profile");
      seen.push((await users.read({ id: "ada", settings: Object(profile).settings })).settings);
      return answer;
    }) as typeof db.send;
    await migrate(db);
    expect(seen.length).to.be.greaterThan(20);
    expect(new Set(seen.map((one) => JSON.stringify(one)))).to.deep.equal(new Set(['{"theme":"dark"}']));
  });
});
