import { type Connection, createConnection, type ResultSetHeader, type RowDataPacket } from "mysql2/promise";
import { connectionOptions, type DatabaseAddress, SESSION_SETTINGS } from "./mysqlConnection";

/** Another run is at the same work; nothing was done. */
export class BusyError extends Error {
  override readonly name = "BusyError";
}

/** ER_LOCK_WAIT_TIMEOUT and ER_LOCK_DEADLOCK: the server undid the transaction, and it can be tried again. */
const TRANSIENT = [1205, 1213];
const MAX_ATTEMPTS = 5;

/** The server lets go of an ended connection's locks in its own time, and the next call of a job may follow at once. */
const LOCK_SECONDS = 3;

/** One connection to MySQL. */
export class MysqlSession {
  private constructor(
    private readonly connection: Connection,
    private readonly database: string,
  ) {}

  static async open(address: DatabaseAddress): Promise<MysqlSession> {
    const connection = await createConnection(await connectionOptions(address));
    const session = new MysqlSession(connection, address.database);
    for (const setting of SESSION_SETTINGS) await session.execute(setting);
    return session;
  }

  /** Ends the connection, and with it the locks it holds. */
  close(): void {
    // Not `end`, which waits for the server's answer: there may be no server any more.
    this.connection.destroy();
  }

  /**
   * Keeps others from the same work until the connection ends.
   * @throws BusyError when somebody else is at it.
   */
  async lock(work: string): Promise<void> {
    const [row] = await this.select("SELECT GET_LOCK(?, ?) AS granted", [
      `${this.database}.${work}`,
      LOCK_SECONDS,
    ]);
    if (row?.granted !== 1) throw new BusyError(`Another run is at the same work (${work}).`);
  }

  /** Does several statements, all or none; tries again when others were in the way. */
  async transaction(work: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.execute("START TRANSACTION");
        await work();
        await this.execute("COMMIT");
        return;
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isTransient(error)) throw error;
        // A lock wait that timed out undid its statement only.
        await this.execute("ROLLBACK");
      }
    }
  }

  /** The rows of a query. */
  async select<Row = RowDataPacket>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.query<RowDataPacket[]>(sql, values)) as Row[];
  }

  /** Changes rows. */
  execute(sql: string, values: unknown[] = []): Promise<ResultSetHeader> {
    return this.query<ResultSetHeader>(sql, values);
  }

  private async query<Result extends RowDataPacket[] | ResultSetHeader>(
    sql: string,
    values: unknown[],
  ): Promise<Result> {
    try {
      const [result] = await this.connection.query<Result>(sql, values);
      return result;
    } catch (error) {
      // The driver's errors hold the whole statement, with the rows in it, which is not for the log.
      if (error instanceof Error && "sql" in error) delete error.sql;
      throw error;
    }
  }
}

function isTransient(error: unknown): boolean {
  return error instanceof Error && "errno" in error && TRANSIENT.includes(Number(error.errno));
}
