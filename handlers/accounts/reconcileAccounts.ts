import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/**
 * On schedule: closes the accounts of users who were deleted in Cognito, starts the erasure of deleted ledgers, and
 * resumes incomplete erasures.
 */
export const reconcileAccounts = job({
  description: "Closes the accounts of users who are gone",
  invocation: "call",
  schedule: {
    name: "accounts",
    job: "accounts",
    expression: "cron(30 5 * * ? *)",
    overdueHours: 36,
  },
  uses: {
    "ledgers.byKind": ["Query"],
    ledgers: ["BatchGetItem", "PutItem", "UpdateItem"],
    users: ["ListUsers"],
    eraseAccount: ["StartExecution"],
  },
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  memoryMb: 1024,
  runbook: {
    accounts: {
      means: `
        the daily job that closes the accounts of deleted users failed, and so did its retries. If the error is
        \`MissingUsersError\`, more than 20 accounts, or more than a tenth of all, have no user in Cognito: users may have been deleted by
        mistake, or the user pool replaced or lost. Nothing is erased until a user has been missing for seven days.`,
      response: `
        find the error. If it is the wrong pool, postpone the job (\`npx pulumi config set accountsSchedule "cron(30 5 1 1 ? 2199)"\`
        and \`npx pulumi up\`) until the program's state or the users are restored. Meanwhile
        \`accounts-overdue\` is in ALARM, as a reminder. Then run \`npx pulumi config rm accountsSchedule\` and \`npx pulumi up\`. If the users really left, there is nothing to do:
        their accounts are closed when the seven days are over, or at once by the last command.`,
      commands: `
        aws logs filter-log-events --log-group-name /expenses/dev/reconcileAccounts --filter-pattern '{ $.level = "ERROR" }' --limit 20
        aws cognito-idp describe-user-pool --user-pool-id "$(out userPoolId)" --query 'UserPool.[CreationDate,EstimatedNumberOfUsers]'
        aws lambda invoke --function-name "$(fn reconcileAccounts)" --cli-read-timeout 900 result.json \\
          --payload fileb://<(echo '{"missingDays":0}') && cat result.json`,
    },
  },
  handler: (env) => async () => {
    const { reconcileAccounts, reconcileRequest } = await import(
      "../../domain/accounts/accountReconciler.js"
    );
    const { UserPool } = await import("../../domain/accounts/userPool.js");
    const { UserRecords } = await import("../../domain/accounts/userRecords.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { StateMachines } = await import("../../domain/aws/stateMachines.js");
    const { hasTime, parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { JobLog } = await import("../../domain/jobs/jobLog.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { UserAddresses } = await import("../../domain/ledgers/userAddresses.js");

    const db = documentClient();
    const machines = new StateMachines();
    const jobs = new JobLog(db, env.ledgers);
    const options = {
      ledgers: new LedgerRepository(db, env.ledgers),
      users: new UserPool(env.users),
      records: new UserRecords(db, env.ledgers),
      addresses: new UserAddresses(db, env.ledgers),
      erase: (request: object) => machines.start(env.eraseAccount, request),
    };

    return async (event: unknown, context: Context) => {
      const request = parseEvent(reconcileRequest, event);
      const now = new Date();
      const step = await reconcileAccounts(request, { ...options, now, hasTime: hasTime(context) });
      if (step.next === undefined) await jobs.succeeded(env.job, now);
      return step;
    };
  },
});
