import { SETTLED_SECONDS } from "../domain/accounts/accountEraser";
import { MANY_MISSING, MISSING_DAYS, MUCH_MISSING, STALE_DAYS } from "../domain/accounts/accountReconciler";
import { MARKER_DAYS } from "../domain/accounts/userRecords";
import {
  ACCESS_LOG_DAYS,
  DATABASE_BACKUP_DAYS,
  EXECUTION_DAYS,
  LOG_DAYS,
  RECOVERY_DAYS,
  TRASH_DAYS,
} from "../domain/values/limits";

/** The section of the security page about accounts that are closed. */
export const CLOSING = `## Closing an account

\`DELETE /account\`, and \`DELETE /admin/users/{id}\` by an admin, mark the user's item as closed. Every request reads it, so from
the next one on, no token of the user is accepted. Then the state machine \`erasure\` disables the user, signs them out and sweeps:

- expenses, live or in the trash: descriptions, amounts, categories and days are blanked, and histories removed. An empty entry stays
  for ${TRASH_DAYS} days, so that the next backup empties its row in MySQL; a backup removes the row once the entry has expired;
- every item of the ledger in the \`Ledgers\` table: settings, the address, sums of months, sent alerts, requests for reports and exports,
  quotas, recovery codes. The next backup removes the copies of settings and address in MySQL;
- every version of every report, export and file of a receipt in S3, with the delete markers, and incomplete uploads;
- the subscription to alerts. SNS refuses to delete an unconfirmed one, and deletes it by itself after 48 hours; until then it is
  checked again, and deleted if it was confirmed;
- the user in Cognito.

The user leaves all other ledgers. The daily job \`accounts\` erases those that are left without members. \`GET /ledgers\` marks
these beforehand (\`endsWithAccount\`), the dialog names them and those that stay, and the export of the user's own ledger contains
them (\`endingLedgers\`).

A request or a job that was let in before may still store something. Jobs check whether the account is closed right before they store.
An answered request makes no more AWS calls, even if its instance was frozen in between and is thawed hours later
(\`test/domain/http/httpHandler.test.ts\`).
The sweep is repeated after ${SETTLED_SECONDS / 60} minutes, when every function that was running has ended and the indexes show its
writes, and until it finds nothing. The user's item stays as a bare marker for another ${MARKER_DAYS} days, so that a
restored table can be cleared of the account ([runbook](runbook.md#data-was-deleted-or-overwritten)). A failed execution
raises an alarm, and its input is kept for a replay.

Cognito's public \`DeleteUser\` needs only an access token and notifies nobody. The daily job \`accounts\` marks accounts whose user is
gone, and closes them once the user has been missing for ${MISSING_DAYS} days. A lost or replaced user pool would look the same: if more than
${MANY_MISSING} users are missing, or more than ${100 * MUCH_MISSING} % of all, an alarm tells the operator every day, who has these days to repair it.
The job also records each user's address in the table, by which an operator can give ledgers to the users of a new pool: the function
\`readmitUsers\`, which no route and no schedule starts, trusts confirmed addresses only, skips everybody who is in the pool or has
closed the account, and offers a dry run (\`test/handlers/readmitUsers.test.ts\`).
Deleting many users does not hold the job up. It also restarts erasures that are still incomplete after ${STALE_DAYS} days.

AWS keeps copies that cannot be changed individually. The dialog lists them before an account is deleted:

| Copy | Kept for |
| --- | --- |
| point-in-time recovery of the tables | ${RECOVERY_DAYS} days |
| automated backups of the backup's database | ${DATABASE_BACKUP_DAYS} days |
| logs of functions, of the API and of state machines, with user IDs and IP addresses, without expenses | ${LOG_DAYS} days |
| records of reads of the buckets' files, whose keys contain user IDs | ${ACCESS_LOG_DAYS} days |
| Step Functions' history of the erasure, with the user ID | ${EXECUTION_DAYS} days |
| emails that were sent | by their recipients |

The tests attack with the token from before, during and after the closing (\`test/security/closing.test.ts\`), and kill the erasure
between all of its steps (\`test/faults/erasure.test.ts\`).`;
