import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** Started by an operator: gives the ledgers of the users of a lost user pool to the users who have their addresses now. */
export const readmitUsers = job({
  description: "Gives the ledgers of a lost user pool's users to the users who have their addresses",
  invocation: "call",
  uses: {
    "ledgers.byKind": ["Query"],
    ledgers: ["BatchGetItem", "DeleteItem", "PutItem", "Query", "UpdateItem"],
    users: ["ListUsers"],
  },
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  memoryMb: 1024,
  handler: (env) => async () => {
    const { readmissionRequest, readmitUsers } = await import("../../domain/accounts/readmission.js");
    const { UserPool } = await import("../../domain/accounts/userPool.js");
    const { UserRecords } = await import("../../domain/accounts/userRecords.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { hasTime, parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");
    const { UserAddresses } = await import("../../domain/ledgers/userAddresses.js");
    const { UserSettingsRepository } = await import("../../domain/ledgers/userSettings.js");

    const db = documentClient();
    const options = {
      users: new UserPool(env.users),
      records: new UserRecords(db, env.ledgers),
      addresses: new UserAddresses(db, env.ledgers),
      settings: new UserSettingsRepository(db, env.ledgers),
      shared: sharedLedgersOf(env),
    };

    return async (event: unknown, context: Context) => {
      const request = parseEvent(readmissionRequest, event);
      return readmitUsers(request, { ...options, now: new Date(), hasTime: hasTime(context) });
    };
  },
});
