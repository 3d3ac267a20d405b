interface Row {
  receiptId: string;
  owner: string;
}

class FakeRequest extends EventTarget {
  constructor(readonly result: FakeDatabase) {
    super();
  }
}

/** A connection to the one table of a database, as far as the page uses it. */
class FakeDatabase extends EventTarget {
  isClosed = false;

  constructor(readonly rows: Map<string, Row>) {
    super();
  }

  close() {
    this.isClosed = true;
  }

  private async table(): Promise<Map<string, Row>> {
    if (this.isClosed) throw new DOMException("The database connection is closing.", "InvalidStateError");
    return this.rows;
  }

  put = async (_: string, row: Row) => void (await this.table()).set(row.receiptId, row);
  get = async (_: string, id: string) => (await this.table()).get(id);
  delete = async (_: string, id: string) => void (await this.table()).delete(id);
  getAllFromIndex = async (_table: string, _index: string, owner: string) =>
    [...(await this.table()).values()].filter((row) => row.owner === owner);
}

/**
 * The IndexedDB of a browser for receipts, in memory: Node.js has none. The names are those that its library looks for.
 */
export class DeviceStorage {
  readonly rows = new Map<string, Row>();
  private readonly connections: FakeDatabase[] = [];
  private readonly names = {
    indexedDB: { open: (name: string) => this.open(name) },
    IDBRequest: FakeRequest,
    IDBDatabase: FakeDatabase,
    ...Object.fromEntries(
      ["IDBObjectStore", "IDBIndex", "IDBCursor", "IDBTransaction"].map((name) => [name, class {}]),
    ),
  };

  install(): void {
    Object.assign(globalThis, this.names);
  }

  remove(): void {
    for (const name of Object.keys(this.names)) Reflect.deleteProperty(globalThis, name);
  }

  /** The connections break without an event. */
  disconnect(): void {
    for (const one of this.connections) one.close();
  }

  /** The user clears the data of the site. */
  clear(): void {
    this.rows.clear();
    this.disconnect();
    for (const one of this.connections.splice(0)) one.dispatchEvent(new Event("close"));
  }

  /** Another tab asks for the database, to delete it or to change its layout. */
  ask(): void {
    for (const one of this.connections.splice(0)) one.dispatchEvent(new Event("versionchange"));
  }

  private open(name: string): FakeRequest {
    if (name !== "receipts") throw new DOMException("The browser refuses.", "InvalidStateError");
    const connection = new FakeDatabase(this.rows);
    this.connections.push(connection);
    const request = new FakeRequest(connection);
    queueMicrotask(() => request.dispatchEvent(new Event("success")));
    return request;
  }
}
