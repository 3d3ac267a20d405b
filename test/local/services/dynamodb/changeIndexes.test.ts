import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { LocalCloudError } from "../../../../local/engine/localCloudError";
import { changeIndexes, type Database } from "../../../../local/services/dynamodb/changeIndexes";
import {
  indexChanges,
  type StoredTable,
  type TableInputs,
  tableDefinition,
} from "../../../../local/services/dynamodb/definition";
import { contentsOf, type Item, startTables, withDatabase, withTables } from "./tables";

const ATTRIBUTES = { id: "S", owner: "S", at: "N" };

/** A table by `id` with indexes: on AWS, exactly the attributes of keys are declared. */
function table(...globalSecondaryIndexes: NonNullable<TableInputs["globalSecondaryIndexes"]>): TableInputs {
  const names = new Set([
    "id",
    ...globalSecondaryIndexes.flatMap(({ hashKey, rangeKey }) => [hashKey, rangeKey]),
  ]);
  const attributes = Object.entries(ATTRIBUTES)
    .filter(([name]) => names.has(name))
    .map(([name, type]) => ({ name, type }));
  return { hashKey: "id", attributes, globalSecondaryIndexes };
}

const byOwner = { name: "byOwner", hashKey: "owner", rangeKey: "at", projectionType: "KEYS_ONLY" };
const byTime = { name: "byTime", hashKey: "at", projectionType: "INCLUDE", nonKeyAttributes: ["text"] };
const ofOwner = { name: "ofOwner", hashKey: "owner", projectionType: "ALL" };

const thing = (number: number): Item => ({ id: `thing-${number}`, owner: "Ada", at: number, text: "x" });
const keysOf = ({ id, owner, at }: Item): Item => ({ id, owner, at });
const things = (count: number) => Array.from({ length: count }, (_, number) => thing(number));

describe("local DynamoDB, when the program declares other indexes than a stored table has", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tables-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A stored table without the index, and items in it. */
  async function store(items: readonly Item[], inputs = table()): Promise<void> {
    await withTables(folder, async (tables) => {
      await tables.declare("Things", inputs);
      await tables.put("Things", ...items);
    });
  }

  it("adds the index: it has the old items, and follows what is written", async () => {
    await store(things(1203));
    await withTables(folder, async (tables) => {
      await tables.declare("Things", table(byOwner));
      expect(await tables.query("Things", "byOwner", { owner: "Ada" })).to.deep.equal(
        things(1203).map(keysOf),
      );
      await tables.put("Things", thing(1203), { ...thing(0), owner: "Bob" });
      await tables.db.send(new DeleteCommand({ TableName: "Things", Key: { id: "thing-1" } }));
      expect(await tables.query("Things", "byOwner", { owner: "Ada" })).to.deep.equal(
        things(1204).slice(2).map(keysOf),
      );
      expect(await tables.query("Things", "byOwner", { owner: "Bob" })).to.have.length(1);
    });
  });

  it("changes nothing at the next start", async () => {
    await store(things(3));
    await store([], table(byOwner));
    const contents = await contentsOf(folder);
    await store([], table(byOwner));
    expect(await contentsOf(folder)).to.deep.equal(contents);
  });

  it("drops an index with its entries, so that nothing old is in it when it is added again", async () => {
    await store(things(2));
    const before = await contentsOf(folder);
    await store([], table(byOwner, ofOwner));
    await store([], table(ofOwner));
    await withTables(folder, async (tables) => {
      await tables.declare("Things", table(ofOwner));
      expect(await tables.query("Things", "ofOwner", { owner: "Ada" })).to.deep.equal(things(2));
      const refused = await tables.query("Things", "byOwner", { owner: "Ada" }).catch(({ name }) => name);
      expect(refused).to.equal("ValidationException");
    });
    await store([], table());
    expect(await contentsOf(folder)).to.deep.equal(before);
  });

  it("fills an index as if it had been there from the start; items without a valid key are left out", async () => {
    const value = fc.oneof(fc.constantFrom("Ada", "Bob"), fc.nat(3), fc.constant(null));
    const item = fc
      .record({ id: fc.nat(99).map(String), owner: value, at: value, text: value })
      .map((whole) => Object.fromEntries(Object.entries(whole).filter(([, one]) => one !== null)) as Item);
    const items = fc.uniqueArray(item, { maxLength: 10, selector: ({ id }) => id });
    await withTables(folder, async (tables) => {
      const scan = async (TableName: string, IndexName: string) =>
        (await tables.db.send(new ScanCommand({ TableName, IndexName }))).Items;
      let run = 0;
      await fc.assert(
        fc.asyncProperty(items, fc.constantFrom(byOwner, byTime, ofOwner), async (stored, index) => {
          run++;
          const [late, early] = [`late-${run}`, `early-${run}`];
          await tables.declare(late, table());
          await tables.put(late, ...stored);
          await tables.declare(late, table(index));
          await tables.declare(early, table(index));
          for (const one of stored) await tables.put(early, one).catch(onlyInvalid);
          expect(await scan(late, index.name)).to.deep.equal(await scan(early, index.name));
        }),
      );
    });
  });

  it("takes up an interrupted change at any write, whatever the earlier release wrote in between", async () => {
    const [earlier, wanted] = [table(ofOwner), table(byOwner)];
    let items = things(503);
    await store(items, earlier);
    let finished = false;
    for (let writes = 0; !finished; writes++) {
      await withDatabase(folder, async (database) => {
        const found = (await database.get("table~Things")) as StoredTable;
        const definition = tableDefinition("Things", wanted);
        finished = await changeIndexes(
          cutOff(database, writes),
          definition,
          indexChanges(found, definition),
        ).then(
          () => true,
          (error) => error !== CUT && Promise.reject(error),
        );
      });
      const [first, ...rest] = items;
      const added = thing(1000 + writes);
      items = [...rest, added];
      await withTables(folder, async (tables) => {
        if (writes % 2 === 0) await tables.declare("Things", earlier);
        await tables.db.send(new DeleteCommand({ TableName: "Things", Key: { id: first?.id } }));
        await tables.put("Things", added);
      });
      await withTables(folder, async (tables) => {
        await tables.declare("Things", wanted);
        expect(await tables.query("Things", "byOwner", { owner: "Ada" })).to.deep.equal(items.map(keysOf));
        await tables.declare("Things", earlier);
        expect(await tables.query("Things", "ofOwner", { owner: "Ada" })).to.have.deep.members(items);
      });
    }
  });

  it("completes a table whose creation was interrupted", async () => {
    await store([], table(byOwner));
    await withDatabase(folder, async (database) => {
      const stored = (await database.get("table~Things")) as StoredTable;
      await database.put("table~Things", { ...stored, TableStatus: "CREATING" });
    });
    await store([thing(1)], table(byOwner));
  });

  it("lets writes wait for the change", async () => {
    await store(things(800));
    await withTables(folder, async (tables) => {
      let isDeclared = false;
      const declared = tables.declare("Things", table(byOwner)).then(() => {
        isDeclared = true;
      });
      let count = 800;
      while (!isDeclared) {
        await Promise.all([1, 2, 3].map(() => tables.put("Things", thing(count++))));
      }
      await declared;
      expect(await tables.query("Things", "byOwner", { owner: "Ada" })).to.deep.equal(
        things(count).map(keysOf),
      );
    });
  });

  it("reports its progress once a second", async () => {
    await store(things(6));
    const { now } = Date;
    for (const [passing, expected] of [
      [0, []],
      [400, [3, 6].map((count) => `Adding the index byOwner to the table Things (${count} items)`)],
    ] as const) {
      await store([], table());
      const steps: string[] = [];
      const tables = await startTables(folder, (text) => steps.push(text));
      let time = now();
      try {
        Date.now = () => {
          time += passing;
          return time;
        };
        await tables.declare("Things", table(byOwner));
      } finally {
        Date.now = now;
        await tables.stop();
      }
      expect(steps).to.deep.equal(expected);
    }
  });

  const refusals: [string, TableInputs, TableInputs][] = [
    ["another key", table(byOwner), { ...table(byOwner), hashKey: "owner" }],
    ["a sort key", table(byOwner), { ...table(byOwner), rangeKey: "at" }],
    ["another type of a key", table(), { hashKey: "id", attributes: [{ name: "id", type: "N" }] }],
    ["another key of an index", table(byOwner), table({ ...byOwner, hashKey: "at", rangeKey: "owner" })],
    ["an index without its sort key", table(byOwner), table({ ...byOwner, rangeKey: undefined })],
    ["another projection", table(byOwner), table({ ...byOwner, projectionType: "ALL" }, ofOwner)],
    ["another projected attribute", table(byTime), table({ ...byTime, nonKeyAttributes: ["note"] })],
  ];
  for (const [what, stored, wanted] of refusals) {
    it(`refuses ${what}, and leaves the data alone`, async () => {
      await store(things(2), stored);
      const before = await contentsOf(folder);
      const error = await store([], wanted).catch((reason) => reason);
      expect(error).to.be.instanceOf(LocalCloudError);
      expect(error.message).to.equal(
        "The table Things in the local data has another key, or an index with another key or projection, than the " +
          "program declares. Start with --fresh to delete the data.",
      );
      expect(await contentsOf(folder)).to.deep.equal(before);
    });
  }
});

function onlyInvalid(error: Error): void {
  if (error.name !== "ValidationException") throw error;
}

const CUT = new Error("The process has ended.");

/** A database whose process ends in a write after so many others. */
function cutOff(database: Database, writes: number): Database {
  let left = writes;
  return new Proxy(database, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        const isWrite = name === "put" || name === "batch" || name === "clear";
        if (!isWrite || left-- > 0) return Reflect.apply(member, target, args);
        // Clearing is the only write that can be half done.
        const done =
          name === "clear" ? target.clear({ ...(args[0] as object), limit: 3 }) : Promise.resolve();
        return done.then(() => Promise.reject(CUT));
      };
    },
  });
}
