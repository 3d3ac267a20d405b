import { job } from "../job";

/** Invoked by the deployment with the master password, which is nowhere else: brings the database to the schema. */
export const applySchema = job({
  description: "Applies schema.sql to the backup database",
  pipeline: "backup",
  invocation: "call",
  uses: { databaseAdmin: [] },
  settings: ["schema", "backupUser"],
  timeoutSeconds: 300,
  handler: (env) => async () => {
    const { parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { applySchema, schemaRequest } = await import("../../domain/backup/migrations.js");

    return async (event: unknown) => {
      const { password } = parseEvent(schemaRequest, event);
      return applySchema(env.databaseAdmin, password, env.schema, env.backupUser);
    };
  },
});
