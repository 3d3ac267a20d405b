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
  type Item = Record<string, unknown>;
  type Failure = Error & { body: Record<string, unknown> };
  const db: {
    checkConditional(
      request: Record<string, unknown>,
      existing: Item | undefined,
    ): Failure | null | undefined;
  };
  export = db;
}

declare module "dynalite/validations/*" {
  export const types: Record<string, unknown>;
}
