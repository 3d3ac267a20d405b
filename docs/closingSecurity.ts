import { SETTLED_SECONDS } from "../domain/accounts/accountEraser";
import { MANY_MISSING, MISSING_DAYS, STALE_DAYS } from "../domain/accounts/accountReconciler";
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

\`DELETE /account\`, and \`DELETE /admin/users/{id}\` by an admin, mark the user's item as closed, which every request reads: from the next
one on, no token of the user is accepted. Then the state machine \`erasure\` disables the user, signs them out and sweeps:

- expenses, live or in the trash: descriptions, amounts, categories and days are blanked, and histories go. An empty entry stays for ${TRASH_DAYS} days, by
  which the next backup empties its row in MySQL, and removes it once the entry has expired;
- every item of the ledger in the \`Ledgers\` table: settings, the address, sums of months, sent alerts, requests for reports and exports,
  quotas, recovery codes. The next backup removes the copies of settings and address in MySQL;
- every version of every report, export and file of a receipt in S3, with the delete markers, and uploads that were not completed;
- the subscription to alerts. SNS refuses to delete one that is not confirmed, and deletes it by itself after 48 hours; until then it
  is looked at again, and deleted if it was confirmed;
- the user in Cognito.

A request or a job that was let in before may still store something. Jobs look whether the account is closed right before they store.
A request that has been answered calls no AWS service any more, even if its instance was frozen in its midst and is thawed hours later
(\`test/domain/http/httpHandler.test.ts\`).
The sweep is repeated after ${SETTLED_SECONDS / 60} minutes, when every function has ended that was running then and the indexes show
what it wrote, and until it finds nothing. The user's item stays as a bare marker for another ${TRASH_DAYS} days. An execution that fails
raises an alarm, and its input is kept for a replay.

Cognito's public \`DeleteUser\` takes an access token alone and tells nobody. The daily job \`accounts\` marks accounts whose user is
gone, and closes them once the user has been missing for ${MISSING_DAYS} days. A lost or replaced user pool would look the same: if more than
${MANY_MISSING} users are missing, or more than are left, an alarm tells the operator every day, who has these days to repair it.
The job also notes each user's address in the table, which is how an operator can give ledgers to the users of a new pool: the function
\`readmitUsers\`, which no route and no schedule starts, trusts confirmed addresses only, leaves everybody alone who is in the pool or
has closed the account, and tells what it would do before it does it (\`test/handlers/readmitUsers.test.ts\`).
Deleting many users does not hold the job up. It also starts erasures again that are not complete after ${STALE_DAYS} days.

AWS keeps copies that cannot be changed one by one. They are listed in the dialog before an account is deleted:

| Copy | Kept for |
| --- | --- |
| point-in-time recovery of the tables | ${RECOVERY_DAYS} days |
| automated backups of the backup's database | ${DATABASE_BACKUP_DAYS} days |
| logs of functions, of the API and of state machines, with user IDs and IP addresses, without expenses | ${LOG_DAYS} days |
| records of reads of the buckets' files, whose keys contain user IDs | ${ACCESS_LOG_DAYS} days |
| Step Functions' history of the erasure, with the user ID | ${EXECUTION_DAYS} days |
| emails that were sent | by whoever received them |

The tests attack with the token from before, during and after the closing (\`test/security/closing.test.ts\`), and kill the erasure
between all of its steps (\`test/faults/erasure.test.ts\`).`;
