import { Readable } from "node:stream";
import {
  type Connection,
  createConnection,
  type QueryOptions,
  type ResultSetHeader,
  type RowDataPacket,
} from "mysql2/promise";
import { connectionOptions, type DatabaseAddress, SESSION_SETTINGS } from "./mysqlConnection";

/** ER_LOCK_WAIT_TIMEOUT and ER_LOCK_DEADLOCK: the transaction was rolled back and can be retried. */
const TRANSIENT = [1205, 1213];
const MAX_ATTEMPTS = 5;

/** Statements over one connection. */
export class MysqlSession {
  private constructor(private readonly connection: Connection) {}

  static async open(address: DatabaseAddress): Promise<MysqlSession> {
    const session = new MysqlSession(await createConnection(await connectionOptions(address)));
    for (const setting of SESSION_SETTINGS) await session.execute(setting);
    return session;
  }

  /** Ends the connection, which releases its locks. */
  close(): void {
    // Not `end`, which waits for the server's answer: the server may be gone.
    this.connection.destroy();
  }

  /** Runs several statements in a transaction; retries on lock conflicts. */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.execute("START TRANSACTION");
        const result = await work();
        await this.execute("COMMIT");
        return result;
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isTransient(error)) throw error;
        // A lock wait timeout rolls back its statement only.
        await this.execute("ROLLBACK");
      }
    }
  }

  async select<Row = RowDataPacket>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.query<RowDataPacket[]>(sql, values)) as Row[];
  }

  execute(sql: string, values: unknown[] = []): Promise<ResultSetHeader> {
    return this.query<ResultSetHeader>(sql, values);
  }

  /**
   * Executes a `LOAD DATA LOCAL`. A server can request a local file in its answer to any statement; here it receives
   * the data of this statement, whatever it asks for, and an error elsewhere.
   */
  load(sql: string, chunks: Iterable<Buffer>): Promise<ResultSetHeader> {
    return this.query<ResultSetHeader>({ sql, infileStreamFactory: () => Readable.from(chunks) });
  }

  private async query<Result extends RowDataPacket[] | ResultSetHeader>(
    statement: string | QueryOptions,
    values: unknown[] = [],
  ): Promise<Result> {
    try {
      const options = typeof statement === "string" ? { sql: statement } : statement;
      const [result] = await this.connection.query<Result>(options, values);
      return result;
    } catch (error) {
      // The driver's errors contain the whole statement with its rows, which must not be logged.
      if (error instanceof Error && "sql" in error) delete error.sql;
      throw error;
    }
  }
}

function isTransient(error: unknown): boolean {
  return error instanceof Error && "errno" in error && TRANSIENT.includes(Number(error.errno));
}
