// The parts of dynalite, which has no types, that the local cloud uses.

declare module "dynalite" {
  import type { Server } from "node:http";

  function dynalite(options: {
    path: string;
    createTableMs: number;
    updateTableMs: number;
    deleteTableMs: number;
  }): Server;
  export = dynalite;
}

declare module "dynalite/db" {
  import type { Level } from "level";

  export type Item = Record<string, unknown>;
  type Failure = Error & { body: Record<string, unknown> };
  type Key = { AttributeName: string; KeyType: string }[];
  type Table = { KeySchema: Key; AttributeDefinitions: { AttributeName: string; AttributeType: string }[] };
  type Index = { IndexName: string; KeySchema: Key; Projection: { ProjectionType: string } };

  const db: {
    /** Opens the database of a server. */
    create(options: object): { db: Level<string, unknown> };
    checkConditional(
      request: Record<string, unknown>,
      existing: Item | undefined,
    ): Failure | null | undefined;
    /** Returns the entries of indexes that change with an item. */
    getIndexActions(
      indexes: readonly Index[],
      existing: Item | undefined,
      item: Item | undefined,
      table: Table,
    ): { puts: { index: string; key: string; item: Item }[] };
    /** Writes the entries of a table's indexes, before the item itself. */
    updateIndexes(
      store: object,
      table: Table & { GlobalSecondaryIndexes?: Index[] },
      existing: Item | undefined,
      item: Item | undefined | null,
      done: (failure?: Failure) => void,
    ): void;
    validationError(message: string): Failure;
    /** Returns the first failure that `visit` returns for the attributes of a key. */
    traverseKey(
      table: Table,
      key: Key,
      visit: (attribute: string, type: string, isHash: boolean) => Failure | undefined,
    ): Failure | undefined;
    validateKeyPiece(item: Item, attribute: string, type: string, isHash: boolean): Failure | undefined;
  };
  export default db;
}

declare module "dynalite/validations/*" {
  export const types: Record<string, unknown>;
}
