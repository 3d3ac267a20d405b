type Row = Readonly<Record<string, unknown>>;

/** The fields that make the key of a row, by its table. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  receipts: ["receiptId"],
  outbox: ["key"],
  months: ["userId", "month"],
  answers: ["owner", "request"],
};

const placeOf = (key: unknown) => JSON.stringify([key].flat());

class FakeRequest extends EventTarget {
  constructor(readonly result: FakeDatabase) {
    super();
  }
}

/** A connection to tables, as far as the page uses it. */
class FakeDatabase extends EventTarget {
  isClosed = false;
  readonly objectStoreNames = { contains: (table: string) => table in KEYS };

  constructor(readonly tables: Map<string, Map<string, Row>>) {
    super();
  }

  close() {
    this.isClosed = true;
  }

  private async table(name: string): Promise<Map<string, Row>> {
    if (this.isClosed) throw new DOMException("The database connection is closing.", "InvalidStateError");
    const rows = this.tables.get(name) ?? new Map<string, Row>();
    this.tables.set(name, rows);
    return rows;
  }

  put = async (name: string, row: Row) =>
    void (await this.table(name)).set(placeOf(KEYS[name]?.map((field) => row[field])), row);
  get = async (name: string, key: unknown) => (await this.table(name)).get(placeOf(key));
  delete = async (name: string, key: unknown) => void (await this.table(name)).delete(placeOf(key));
  clear = async (name: string) => (await this.table(name)).clear();
  getAllFromIndex = async (name: string, index: string, value: string) =>
    [...(await this.table(name)).values()].filter((row) => row[index] === value);
}

/**
 * The IndexedDB of a browser, in memory: Node.js has none. The names are those that its library looks for.
 */
export class DeviceStorage {
  readonly rows = new Map<string, Row>();
  private readonly tables = new Map([["receipts", this.rows]]);
  private connections: FakeDatabase[] = [];
  readonly names = {
    indexedDB: { open: (name: string) => this.open(name) },
    IDBRequest: FakeRequest,
    IDBDatabase: FakeDatabase,
    ...Object.fromEntries(
      ["IDBObjectStore", "IDBIndex", "IDBCursor", "IDBTransaction"].map((name) => [name, class {}]),
    ),
  };

  /** @param databases The ones that the browser does not refuse. */
  constructor(private readonly databases: readonly string[] = ["receipts"]) {}

  install(): void {
    Object.assign(globalThis, this.names);
  }

  remove(): void {
    for (const name of Object.keys(this.names)) Reflect.deleteProperty(globalThis, name);
  }

  /** The rows of a table. */
  rowsOf(table: string): Row[] {
    return [...(this.tables.get(table)?.values() ?? [])];
  }

  /** The connections break without an event. */
  disconnect(): void {
    for (const one of this.connections) one.close();
  }

  /** The user clears the data of the site. */
  clear(): void {
    for (const rows of this.tables.values()) rows.clear();
    this.disconnect();
    for (const one of this.connections.splice(0)) one.dispatchEvent(new Event("close"));
  }

  /** Another tab asks for the database, to delete it or to change its layout. */
  ask(): void {
    for (const one of this.connections.splice(0)) one.dispatchEvent(new Event("versionchange"));
  }

  private open(name: string): FakeRequest {
    if (!this.databases.includes(name)) throw new DOMException("The browser refuses.", "InvalidStateError");
    const connection = new FakeDatabase(this.tables);
    this.connections.push(connection);
    const request = new FakeRequest(connection);
    queueMicrotask(() => request.dispatchEvent(new Event("success")));
    return request;
  }
}
