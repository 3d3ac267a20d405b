import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** Invoked by the deployment once all functions are those of its release: migrates the stored data. */
export const migrateData = job({
  description: "Migrates the stored data to the shape of this release",
  invocation: "call",
  uses: {
    ledgers: ["BatchGetItem", "PutItem", "UpdateItem"],
    "ledgers.byKind": ["Query"],
  },
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { hasTime } = await import("../../domain/jobs/jobInput.js");
    const { dataMigrations } = await import("../../domain/ledgers/dataMigrations.js");
    const { DataMigrator } = await import("../../domain/ledgers/dataMigrator.js");
    const { DataVersion } = await import("../../domain/ledgers/dataVersion.js");

    const db = documentClient();
    const table = env.ledgers;
    const migrations = dataMigrations(db, table);
    const migrator = new DataMigrator({ db, table, version: new DataVersion(db, table), migrations });

    return async (_event: unknown, context: Context) => {
      const result = await migrator.run(hasTime(context), new Date());
      if (result.finished) return result;
      // Fails the deployment, so that nobody assumes that the data are migrated.
      throw new Error(
        "There is more data to migrate than one run can. Run `npx pulumi up` again: it continues.",
      );
    };
  },
});
