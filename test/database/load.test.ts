import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { LOAD, linesOf } from "../../domain/backup/load";
import { MysqlSession } from "../../domain/backup/mysqlSession";
import { useBackup } from "./fixture";

const HOUR = 60 * 60 * 1000;

describe("a full backup that finds rows", function () {
  this.timeout(120_000);
  const backup = useBackup();

  it("never takes a later version back, and changes and adds the others", async () => {
    const { book, database } = backup();
    for (let index = 0; index < 30; index += 1) book.write({ expenseId: `E${index}`, description: "first" });
    book.now += 2 * HOUR;
    await backup().run();
    // Rows 0 to 9 are gone, 10 to 19 earlier than their expenses, 20 to 29 later, as when the table was restored from before.
    await database.select(`
      DELETE FROM expenses WHERE CAST(SUBSTR(expense_id, 2) AS INT) < 10;
      UPDATE expenses SET description = 'later', updated_at = updated_at + INTERVAL 1 DAY
      WHERE CAST(SUBSTR(expense_id, 2) AS INT) >= 20`);
    for (let index = 10; index < 20; index += 1)
      book.write({ expenseId: `E${index}`, description: "second" });
    expect(await backup().run({ mode: "full" }, { batchRows: 7 })).to.include({
      read: 30,
      written: 30,
      removed: 0,
    });
    const found = await database.select(
      "SELECT description, COUNT(*) AS count FROM expenses GROUP BY description ORDER BY description",
    );
    expect(found).to.deep.equal([
      { description: "first", count: 10 },
      { description: "later", count: 10 },
      { description: "second", count: 10 },
    ]);
  });
});

describe("a server that asks for a local file", () => {
  it("gets the rows of the statement that loads, and nothing elsewhere", async () => {
    const server = await askingServer("/etc/passwd");
    let session: MysqlSession | undefined;
    try {
      session = await MysqlSession.open({
        ...{ host: server.path, port: 0, database: "expenses", user: "backup" },
        ...{ region: "us-east-1", certificates: "" },
      });
      server.ask();
      const error = await session.select("SELECT 1").catch((reason) => reason);
      expect(error.message).to.contain("server wants to read /etc/passwd file");
      await session.load(LOAD, linesOf([["a\tb", null, 3]]));
      expect(server.files).to.deep.equal(["", "a\\\tb\t\\N\t3\n"]);
    } finally {
      session?.close();
      await server.stop();
    }
  });
});

/** A stand-in for a server: it accepts anybody, and from `ask` on it answers each statement with a request for a file. */
async function askingServer(file: string) {
  const files: string[] = [];
  let asks = false;
  const serve = (socket: Socket) => {
    let received: string | undefined;
    const send = (sequence: number, payload: Buffer) => {
      const header = Buffer.from([payload.length, payload.length >> 8, 0, sequence]);
      socket.write(Buffer.concat([header, payload]));
    };
    const answer = (sequence: number, payload: Buffer) => {
      if (received !== undefined && payload.length > 0) received += payload.toString();
      else if (received !== undefined) {
        files.push(received);
        received = undefined;
        send(sequence + 1, OK);
      } else if (asks) {
        received = "";
        send(sequence + 1, Buffer.concat([Buffer.from([0xfb]), Buffer.from(file)]));
      } else send(sequence + 1, OK);
    };
    let pending = Buffer.alloc(0);
    socket.on("data", (data) => {
      pending = Buffer.concat([pending, data]);
      while (pending.length >= 4 && pending.length >= 4 + pending.readUIntLE(0, 3)) {
        const length = pending.readUIntLE(0, 3);
        answer(pending.readUInt8(3), pending.subarray(4, 4 + length));
        pending = pending.subarray(4 + length);
      }
    });
    socket.on("error", () => {});
    send(0, GREETING);
  };
  const folder = await mkdtemp(join(tmpdir(), "expenses-test-"));
  const path = join(folder, "mysql.sock");
  const server = createServer(serve).listen(path);
  await once(server, "listening");
  const stop = async () => {
    await once(server.close(), "close");
    await rm(folder, { recursive: true });
  };
  const ask = () => {
    asks = true;
  };
  return { path, files, ask, stop };
}

// https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html
const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
// https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html
const GREETING = Buffer.concat([
  Buffer.from([10]),
  Buffer.from("8.4.0\0"),
  Buffer.from([1, 0, 0, 0]),
  Buffer.from("12345678\0"),
  // Protocol 4.1, local files, secure connection, authentication plugins.
  Buffer.from([0x80, 0x82, 45, 2, 0, 0x08, 0, 21]),
  Buffer.alloc(10),
  Buffer.from("901234567890\0mysql_native_password\0"),
]);
