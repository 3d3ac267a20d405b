import type { DatabaseAddress } from "../../domain/backup/mysqlConnection";

export interface ApplySchemaEnv {
  /** Of the master user. */
  address: DatabaseAddress;
  /** The text of schema.sql. */
  schema: string;
  /** The user to make for the backup functions. */
  backupUser: string;
}

/** Invoked by the deployment with the master password, which is nowhere else: brings the database to the schema. */
export const applySchema = (env: ApplySchemaEnv) => async () => {
  const { parseEvent } = await import("../../domain/jobs/jobInput.js");
  const { applySchema, schemaRequest } = await import("../../domain/backup/migrations.js");

  return async (event: unknown) => {
    const { password } = parseEvent(schemaRequest, event);
    return applySchema(env.address, password, env.schema, env.backupUser);
  };
};
