import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { createConnection } from "mysql2/promise";
import { COLUMNS } from "../../domain/backup/backupRow";
import { parseMigrations } from "../../domain/backup/migrations";
import { ADMIN, useDatabase } from "../helpers/database";

const FIRST = "-- migration 1: a table\nCREATE TABLE IF NOT EXISTS a (id INT PRIMARY KEY);\n";
const SECOND =
  "-- migration 2: a column, and a row\nALTER TABLE a ADD COLUMN note TEXT;\nINSERT INTO a VALUES (1, 'x');\n";

/** The versions that schema.sql goes through. */
const SCHEMA = readFileSync(join(__dirname, "../../schema.sql"), "utf8");
const VERSIONS = parseMigrations(SCHEMA).map(({ version }) => version);

describe("schema", () => {
  const database = useDatabase();

  it("is read as migrations with everything up to the next heading", () => {
    expect(parseMigrations(`-- About.\n\n${FIRST}${SECOND}`)).to.deep.equal([
      { version: 1, title: "a table", sql: FIRST },
      { version: 2, title: "a column, and a row", sql: SECOND },
    ]);
    expect(() => parseMigrations(SECOND + FIRST)).to.throw(
      "schema.sql: migration 2 is out of order; number them 1, 2, 3 … as they stand.",
    );
  });

  it("is in a database that no other user of the machine can reach, though its users have no password", async () => {
    const [settings] = await database().select("SELECT @@skip_networking AS isClosed");
    expect(settings).to.include({ isClosed: 1 });
    const { mode } = statSync(dirname(database().address.host));
    expect(mode & 0o077).to.equal(0);
  });

  it("is applied once, whoever asks at the same time", async () => {
    const version = VERSIONS.at(-1);
    expect(await database().applySchema()).to.deep.equal({ version, applied: [] });
    await database().select("DELETE FROM schema_version");
    const results = await Promise.all([1, 2, 3].map(() => database().applySchema()));
    expect(results).to.deep.include.members([
      { version, applied: VERSIONS },
      { version, applied: [] },
    ]);
  });

  it("is in words that MySQL has: IF NOT EXISTS in ALTER TABLE is MariaDB's", () => {
    const altered = SCHEMA.replace(/^--.*$/gm, "").match(/ALTER TABLE[^;]+/gi) ?? [];
    for (const statement of altered) expect(statement).to.not.match(/IF (NOT )?EXISTS/i);
  });

  it("goes forward by what is new, also after a migration that was cut off", async () => {
    await database().select("DELETE FROM schema_version");
    expect(await database().applySchema(FIRST)).to.deep.equal({ version: 1, applied: [1] });
    const broken = `${SECOND}SYNTAX ERROR;\n`;
    const error: Error = await database()
      .applySchema(FIRST + broken)
      .then(
        () => expect.fail("It was applied."),
        (reason) => reason,
      );
    expect(error.message).to.include("You have an error in your SQL syntax");
    expect(await database().select("SELECT version FROM schema_version")).to.deep.equal([{ version: 1 }]);
    await database().select("DELETE FROM a");
    expect(await database().applySchema(FIRST + SECOND)).to.deep.equal({ version: 2, applied: [2] });
    expect(await database().select("SELECT * FROM a")).to.deep.equal([{ id: 1, note: "x" }]);
  });

  it("has a column for every field of an expense", async () => {
    const columns = await database().select("SHOW COLUMNS FROM expenses");
    expect(columns.map(({ Field }) => Field)).to.have.members([...COLUMNS, "seen_run"]);
  });

  it("lets the backup's user change rows, and nothing else", async () => {
    const grants = await database().select("SHOW GRANTS FOR expenses_backup@'%'");
    expect(grants.map((grant) => Object.values(grant)[0])).to.deep.equal([
      "GRANT USAGE ON *.* TO `expenses_backup`@`%`",
      "GRANT SELECT, INSERT, UPDATE, DELETE ON `expenses`.* TO `expenses_backup`@`%`",
    ]);
  });

  it("lets its migrator change tables and hand on the backup's rights, in this database alone", async () => {
    const grants = await database().select("SHOW GRANTS FOR expenses_migrator@'%'");
    expect(grants.map((grant) => Object.values(grant)[0])).to.deep.equal([
      "GRANT USAGE ON *.* TO `expenses_migrator`@`%`",
      "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER ON `expenses`.* " +
        "TO `expenses_migrator`@`%` WITH GRANT OPTION",
    ]);
  });

  it("takes the master password away, so that the deployment's state opens nothing", async () => {
    const { host: socketPath } = database().address;
    const connect = () => createConnection({ ...ADMIN, socketPath });
    await database().restart();
    // As after the creation of the instance, or a restore: the first password works once.
    await (await connect()).end();
    await database().applySchema();
    const error: Error = await connect().then(
      () => expect.fail("It was let in."),
      (reason) => reason,
    );
    expect(error.message).to.include("Access denied for user 'admin'");
    expect(await database().applySchema()).to.deep.equal({ version: VERSIONS.at(-1), applied: [] });
  });
});
