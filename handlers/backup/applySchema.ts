import { job } from "../job";

/** Invoked by the deployment with the first password of the master user: creates the database's users and applies the schema. */
export const applySchema = job({
  description: "Applies schema.sql to the backup database",
  pipeline: "backup",
  invocation: "call",
  uses: { databaseAdmin: [], databaseMigrator: ["connect"] },
  settings: ["schema", "backupUser"],
  timeoutSeconds: 300,
  handler: (env) => async () => {
    const { parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { applySchema, schemaRequest } = await import("../../domain/backup/migrations.js");

    return async (event: unknown) => {
      const { password } = parseEvent(schemaRequest, event);
      const { databaseAdmin: master, databaseMigrator: migrator, backupUser } = env;
      return applySchema({ master, migrator, backupUser }, password, env.schema);
    };
  },
});
