import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { QUOTAS, type Quota } from "../domain/quotas/quotaKinds";
import { RECOVERY_CODE_COUNT, RECOVERY_DAYS, SIGN_UP_HOURS } from "../domain/values/limits";
import { declinedControls, exceptions } from "../policy/exceptions";
import type { Rule } from "../policy/rule";
import { rulesByService } from "../policy/rules";
import { CLOSING } from "./closingSecurity";
import { FRAMES } from "./frameSecurity";
import { RECEIPTS } from "./receiptSecurity";

/** The page that `npm run docs:security` writes. */
export const SECURITY_PAGE = join(__dirname, "./security.md");

const INTRODUCTION = `# Security controls

Every rule below is checked twice: by \`npx pulumi up --policy-pack policy\` before anything is deployed, and by \`npm test\`
against everything that the program declares in each of its configurations. For every rule, a test also breaks the program in
one place and expects a violation.

Each rule implements public controls: \`AwsSolutions-…\` and \`Serverless-…\` are
[cdk-nag's](https://github.com/cdklabs/cdk-nag/blob/main/RULES.md), names such as \`S3.5\` are
[Security Hub's](https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html),
\`CKV_…\` are [Checkov's](https://www.checkov.io/5.Policy%20Index/terraform.html), \`WA …\` are practices of the
[Well-Architected Framework](https://docs.aws.amazon.com/wellarchitected/latest/framework/).

This page is generated from \`policy/\` and the settings by \`npm run docs:security\`. Do not edit it.
`;

const AUTHORIZATION = `## Authorization

API Gateway verifies the signature and the expiry of every ID token. It cannot see that a user was disabled or demoted since the
token was issued, so each operation also reads two items of the \`Ledgers\` table with one consistent \`BatchGetItem\`: the
user and the ledger. Nothing is cached between requests.

- A session that began before the user's \`validAfter\` gets 401, however new its token: refreshing tokens keeps \`auth_time\`. Every
  action that ends sessions sets \`validAfter\` and revokes all refresh tokens: disabling, demoting and closing an account, changing or
  resetting the password, and signing out everywhere.
- A closed account gets 401 for every operation.
- A user's own ledger is theirs alone. In other ledgers, the ledger's item holds the role, so removing or demoting a member takes effect
  on their next request. A page that has the ledger open then shows nothing of it any more, and deletes what the browser keeps of it,
  except entries that were not sent. A ledger that does not exist, is deleted or belongs to others returns 404 with one code, and so
  does a malformed ID: IDs cannot be probed. An insufficient role returns 403, writing to an archived ledger 409.
- A calendar program sends no token, so the address of a calendar feed (\`GET /calendar.ics\`) contains a secret, as no other address
  does. It has 256 bits, is shown once, and only its SHA-256 is stored. It is part of the query: the access log contains only the path of
  the route, X-Ray records
  [addresses without their query](https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html), API Gateway logs no requests
  (\`dataTraceEnabled\` is off, the level is \`ERROR\`), and the firewall samples none and logs those that it blocks without their
  query. A feed contains days and descriptions of recurring expenses, and amounts if its user chose so. It has the rights of a session
  of its user that began when it was created: it ends when they revoke it, create another one, leave the ledger, end their sessions or
  change their password. A revoked feed returns the same 404 as one that never existed.
- An admin is a user with the group \`admin\` in the token, unless the user's item denies it. The group is the only place
  where the right is granted, by the page or by \`aws cognito-idp admin-add-user-to-group\`.
- An admin also needs a second factor (setting \`requireAdminSecondFactor\`). Each admin operation asks Cognito for it, because the factor
  can be turned off without the API. Without one it returns 403 with the code \`secondFactor.required\`, and the
  page leads to the setup. All other operations work as before, so nobody is locked out.
- Changing or deleting another user requires a sign-in within the last five minutes, as a change of one's own credentials does.
- A change of rights first denies them in the table, then changes Cognito, and lifts the denial last. A failure in between leaves the
  user with fewer rights, never with more, and the same change can be repeated.
- Changes of rights and closings of accounts run one at a time, under a lease that expires after 20 seconds. The last admin can
  be neither disabled nor demoted nor deleted, and cannot close the account. An admin who has never signed in does not count.

A user who is disabled or removed from the group by the AWS CLI or console keeps the rights of the last token until it expires,
after at most ten minutes. The invitations and calendar feeds of a disabled user work, and emails are sent to them, until the next run of
the daily job \`accounts\`, which finds out. \`PATCH /admin/users/{id}\` has no such delay.

The tests call every operation as every kind of principal (\`test/security/access.test.ts\`), in every role
(\`test/security/ledgerAccess.test.ts\`) and with others' IDs (\`test/security/isolation.test.ts\`); read a feed, revoke it,
replace it, end the sessions of its user and search every file for its secret (\`test/handlers/recurringCalendar.test.ts\`); send
admins without a second factor (\`test/security/secondFactor.test.ts\`); let admins change each other at once and outlast the lease
(\`test/security/lastAdmin.test.ts\`, \`test/security/lease.test.ts\`); and kill the function between all steps of each change
(\`test/faults/adminChanges.test.ts\`). They take the role from an owner at the moment at which a change of the ledger is written, which is
then refused (\`test/tables/ledgers/sharedLedgers.test.ts\`), and let a member leave whose calendar feed was read a moment before.

An expense, a budget or a recurring expense is written by who had the role when the request was let in: a demotion after that does
not stop it.`;

const CREDENTIALS = `## Credentials and sessions

Changing the password or the email address, turning the second factor on or off and deleting the account go through the API. They
require a sign-in within the last five minutes (\`auth_time\`), so an open session or stolen tokens are not enough. Otherwise they return
403 with the code \`signIn.notRecent\`, and the page asks for the password and continues.

- Changing the password ends all sessions. The page signs in again with the new password. The response waits for the next full
  second, because \`auth_time\` and \`validAfter\` are in whole seconds.
- Resetting the password ends all sessions, too, whichever client resets it: Cognito calls the trigger
  \`endSessionsAfterReset\` and waits for it before it answers. If the trigger fails three times, Cognito answers with an error,
  although the new password is already set; resetting it once more, or changing it, ends the sessions.
- A new email address takes effect once the user has entered the code that was emailed to it. The response is the same, and takes full
  seconds, if the address belongs to another user. The old address is told first, with a code to set another password, which ends all sessions and
  so the change; after the change only an operator can return the account. These emails have quotas (\`emailChanges\`) by user, by
  address and for the stack.

Refresh tokens rotate: each use returns another one, for the rest of the session's 30 days, and the old one is refused after a minute.
Within that minute it can be used again, so that a lost response does not end the session. The tabs of a browser take
turns.

Signing out removes all of the user's data from the browser. If there are unsent entries, the page asks whether to send, delete or
encrypt them (XChaCha20-Poly1305). The API creates the key, keeps it in the user's item and gives it only to signed-in sessions of that
user, so the next user of the browser cannot read the entries. It is deleted when the account is closed.

Cognito accepts some actions with nothing but an access token, whose scope cannot be narrowed for users who sign in by password.
A thief of a token can call these until it expires, after at most ten minutes, or is revoked:

| Action | Requirements and effect |
| --- | --- |
| \`ChangePassword\` | Also requires the current password. Other sessions continue. |
| \`UpdateUserAttributes\` | Changes \`locale\`, which nothing reads. The client cannot write any other attribute. |
| \`VerifyUserAttribute\` | Also requires the code from the new address. |
| \`AssociateSoftwareToken\`, \`VerifySoftwareToken\`, \`SetUserMFAPreference\` | Turns the second factor on, with another app, or off. The next sign-in still requires the password. Recovery codes remain valid, and remove an app that somebody else added. |
| \`GlobalSignOut\`, \`RevokeToken\` | Ends sessions. |
| \`DeleteUser\` | Deletes the user. The job \`accounts\` erases the ledger (see below). |
| \`GetUser\` | Reads the email address. |
| \`GetUserAttributeVerificationCode\` | Emails a code to the user's own address, as often as Cognito allows. |

Actions for devices and passkeys are refused, because the pool uses neither.

The tests try all of these except \`RevokeToken\` and \`GetUserAttributeVerificationCode\` with tokens of the deployed
client (\`test/security/sessions.test.ts\`, \`test/security/changedEmail.test.ts\`, \`test/security/secondFactor.test.ts\`, \`test/handlers/reconcileAccounts.test.ts\`). Tabs that
refresh at the same time are tested in \`test/rules/session.test.ts\`, and the data left after signing out in \`test/site/sharedComputer.test.ts\` and
\`test/security/deviceKey.test.ts\`.`;

const SECOND_FACTOR = `## Second factor

Users can require a code of an authenticator app (TOTP) for signing in. The page sets the app up at Cognito, which creates the key and
verifies a code; \`PUT /account/secondFactor\` turns it on.

- Turning it on ends all sessions, because one that began with the password alone could belong to somebody else. The page then asks for
  the next code, which proves that the app works.
- Turning it on creates ${RECOVERY_CODE_COUNT} recovery codes of 80 random bits, which are shown once. Only their SHA-256 hashes are stored, in an item
  of the user's ledger in the \`Ledgers\` table. The hashes need be neither slow nor salted, since nobody can try 2^80 codes.
- A user who has lost the app sends \`POST /secondFactorReset\`, which needs no token, but the password and a recovery code. A
  conditional update first uses up the code; then the second factor is removed, with all codes and all sessions.
- A refusal is the same for an unknown address, a wrong password, a wrong code and an account without a second factor, and takes full
  seconds. Attempts have quotas (\`recoveries\`): ${QUOTAS.recoveries.perAddress} an hour for an address, whether or not it has an account, and
  ${QUOTAS.recoveries.perStack} for all; an attacker who uses them up prevents the owner of an address from recovering for that hour. Cognito limits attempts with a
  wrong password and with a wrong code of the app.
- Without app and codes, only an operator can help, after verifying the identity ([runbook](runbook.md#users-who-cannot-sign-in)).

The password is verified with \`AdminInitiateAuth\` by a client of its own (\`users-recovery\`), whose only flow takes AWS credentials.

Recovery codes are deleted with the second factor and with the account. An export contains the number of unused ones. The backup in MySQL does not
contain them; point-in-time recovery of the table does, for ${RECOVERY_DAYS} days. Turning the factor on and off and replacing the codes is logged with the
user ID.

Passkeys are not supported yet. Cognito supports them only in its choice-based sign-in, on a domain with HTTPS, which \`siteAccess: website\`
does not have, and the local cloud cannot verify them.

The tests enroll, sign in and recover with real tokens (\`test/security/secondFactor.test.ts\`) and in a browser
(\`test/site/secondFactor.test.ts\`).`;

const SIGN_UP = `## Signing up

Only admins and the API create users: Cognito's own sign-up is closed, because it reveals who has an account, and because users who never
confirm would block an address. \`POST /signup\` and \`POST /passwordReset\` need no token. They return 202 with the same text for every
address, and in the same time, because their functions only pass the address to the job \`sendSignInMail\`. It sends, through Cognito:

- to an address without an account, an invitation with a one-time password, if somebody signs up;
- to an address with an open invitation, another one, which replaces the one-time password;
- to an address with an account, a code to set a new password. After a sign-up the email says that there is an account already.

The owner of the address chooses a password at the first sign-in. Users who never sign in are deleted ${SIGN_UP_HOURS} hours after
the last invitation, by the hourly job \`removeUnusedSignUps\`, unless an admin has invited them, too, or made them an admin. Users of whom anything is stored stay,
even if an operator gives them a one-time password, by which Cognito takes them for new. Invitations and codes
have quotas by address (\`signUps\`, ${QUOTAS.signUps.perAddress} a day, and \`codeMails\`, ${QUOTAS.codeMails.perAddress} an hour), and invitations one for the stack (${QUOTAS.signUps.perStack} a
day). A request above them gets the same response, and no email is sent. A sign-in with a wrong password gets the same refusal for
every address (\`preventUserExistenceErrors\`).

What remains: Cognito's own \`ForgotPassword\` and \`ConfirmForgotPassword\` are open to anybody who knows the ID of the site's client, which
is public. Neither can be closed for one client.

- \`ForgotPassword\` answers addresses with and without an account alike, but refuses one with an open invitation. So it reveals that
  somebody has signed up during the last day, or was invited by an admin and has not signed in yet. It has Cognito's own limits.
- \`ConfirmForgotPassword\` with a made-up code answers \`ExpiredCodeException\` for an account that has not requested a code, and
  \`CodeMismatchException\` for an address without an account
  ([AWS](https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html)), so a direct caller of Cognito
  can tell them apart.

Account recovery by admins only (\`admin_only\`) is not documented to change the second, and would leave no code to email: Cognito
then sends none, and everything else that it emails goes to invited users or new addresses. The one setting that closes both is a client
secret, without which Cognito refuses these actions for every address. A browser cannot keep one. So every sign-in and every renewal of
tokens would have to pass the API, whose rate strangers can use up (see Limits), and Cognito would see one address for all users.

The tests compare whole responses, and read the emails (\`test/security/signUp.test.ts\`, \`test/security/signUpLimits.test.ts\`).`;

/** Accounts that use up the quota of all users together that the fewest use up. */
const ACCOUNTS_FOR_ALL = Math.min(
  ...Object.values<Quota>(QUOTAS).map(({ perUser, perStack = Infinity }) =>
    perUser === undefined ? Infinity : Math.ceil(perStack / perUser),
  ),
);
const daysForAll = Math.ceil(ACCOUNTS_FOR_ALL / QUOTAS.signUps.perStack);
const DAYS_FOR_ALL = daysForAll === 1 ? "one day" : `${daysForAll} days`;

const LIMITS = `## Limits

If \`signUp\` is \`open\`, anybody can sign up, so the usage of one person is limited in three places.

- Work that costs money or sends email has quotas by user and for all users together (setting \`quotas\`). They are counted by
  conditional updates before the work begins, so that concurrent requests cannot exceed them. Emails that anybody can have sent to an
  address also have a quota by address, counted under its SHA-256, which is deleted when the period is over. Alert emails are
  counted by user and ledger (${QUOTAS.alerts.perLedger} a day), so that a member of one ledger cannot silence another, and those of budgets
  apart from those of expenses; a budget alert above the limit is emailed once the limit allows it. Those to \`alertEmails\` are counted by
  who added the expense (${QUOTAS.operatorAlerts.perUser} a day), in however many ledgers, and for all users together.
- Each route accepts \`requestsPerSecond\` with bursts of \`requestBurst\` for all callers together; API Gateway cannot count requests by
  user.
- With \`waf: true\` an address gets at most half of \`requestsPerSecond\`, over all routes. The count depends only
  on the source address: no header or token changes it.

What remains: without the firewall one user can use up the rate of a route, and others then get 429 until the user stops. With it,
that takes two addresses at once, and WAF notices an address only after some seconds. Everybody behind one address, such as an office's,
shares its half. The quotas of all users together can be used up as well: ${ACCOUNTS_FOR_ALL} accounts suffice, which somebody with as many email
addresses can create in ${DAYS_FOR_ALL}; others then get 429 until the period ends. To prevent this, set \`signUp\` to \`invite\`, and have
admins delete the accounts. An invitation to a shared ledger then still lets its recipient sign up: one address, at
most ${QUOTAS.newcomers.perUser} a day per inviting user; \`invitationsAdmit: false\` prevents that, too. Until the user of that address signs in, another address can take its
place, since the first may have been mistyped; the user is deleted, so that one invitation makes one account. An invitation ends with the sessions of the owner who
created it: when they change their password, sign out everywhere, are disabled or close the account. API Gateway also charges for refused requests;
\`monthlyBudget\` notifies you if they add up.

Alert emails also go to \`alertEmails\`, whose readers may not know the user: they contain at most 100 characters of what the user
wrote, without links and without characters that change the direction of text (\`test/domain/alerts/alerts.test.ts\`).

The tests use up every quota (\`test/security/quotaRoutes.test.ts\`, \`test/security/alertQuotas.test.ts\`), also by many requests at once (\`test/security/quotas.test.ts\`). In
\`test/security/strangers.test.ts\`, ten users who have signed up, at ten addresses, ask for everything that has a quota and that a user
can ask for, as fast as one route allows, while another works and sees no error; and a flood from one address, which the firewall would
stop, does use up the rate of a route. The firewall itself
is not part of the local cloud, so only its declaration is tested.`;

/** The expected text of the page. */
export function securityPage(): string {
  return [
    INTRODUCTION.trimEnd(),
    AUTHORIZATION,
    CREDENTIALS,
    FRAMES,
    SECOND_FACTOR,
    SIGN_UP,
    RECEIPTS,
    CLOSING,
    LIMITS,
    "## Controls",
    ...Object.entries(rulesByService).map(([service, rules]) => `### ${service}\n\n${ruleTable(rules)}`),
    "## Exceptions",
    "Resources that are exempt from a rule.",
    table(
      ["Rule", "Resources", "Reason"],
      exceptions.map(({ rule, resources, reason }) => [
        code(rule),
        resources === "all" ? "all" : resources.map(code).join(", "),
        reason,
      ]),
    ),
    "## Controls that are not implemented",
    table(
      ["Controls", "Reason"],
      declinedControls.map(({ controls, reason }) => [controls.join(", "), reason]),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

function ruleTable(rules: readonly Rule[]): string {
  return table(
    ["Rule", "Requirement", "Controls"],
    rules.map(({ name, meaning, controls }) => [code(name), meaning, controls.join(", ")]),
  );
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}

if (require.main === module) writeFileSync(SECURITY_PAGE, securityPage());
