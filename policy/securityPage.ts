import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { declinedControls, exceptions } from "./exceptions";
import type { Rule } from "./rule";
import { rulesByService } from "./rules";

/** The page that this module writes when it is run by `npm run docs:security`. */
export const SECURITY_PAGE = join(__dirname, "../docs/security.md");

const INTRODUCTION = `# Security controls

Every rule below is checked twice: by \`npx pulumi up --policy-pack policy\` before anything is deployed, and by \`npm test\`
against everything that the program declares in each of its configurations. For every rule, a test also breaks the program in
one place and expects a violation.

Each rule implements public controls: \`AwsSolutions-…\` and \`Serverless-…\` are
[cdk-nag's](https://github.com/cdklabs/cdk-nag/blob/main/RULES.md), names such as \`S3.5\` are
[Security Hub's](https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html),
\`CKV_…\` are [Checkov's](https://www.checkov.io/5.Policy%20Index/terraform.html), \`WA …\` are practices of the
[Well-Architected Framework](https://docs.aws.amazon.com/wellarchitected/latest/framework/).

This page is generated from \`policy/\` by \`npm run docs:security\`. Do not edit it.
`;

const AUTHORIZATION = `## Authorization

API Gateway verifies the signature and the expiry of every ID token. It cannot see that a user was disabled or demoted since the
token was issued, so each operation also reads two items of the \`Ledgers\` table with one consistent \`BatchGetItem\`: the
user and the ledger. Nothing is cached between requests.

- A session that began before the user's \`validAfter\` gets 401, whether its token is new or old: \`auth_time\` is kept when
  tokens are refreshed. Disabling, demoting and closing an account set \`validAfter\` and revoke all refresh tokens.
- A closed account gets 401 for every operation. Its item stays for 30 days, then DynamoDB deletes it.
- An admin is a user with the group \`admin\` in the token, unless the user's item denies it. The group is the only place
  where the right is granted, by the page or by \`aws cognito-idp admin-add-user-to-group\`.
- A change of rights denies in the table first, changes Cognito second and lifts the denial last. A failure in between leaves the
  user with fewer rights, never with more, and the same change can be repeated.
- Changes of rights and closings of accounts run one at a time, under a lease that expires after 20 seconds. The last admin can
  be neither disabled nor demoted, and cannot close the account.

A user who is disabled or removed from the group by the AWS CLI or console keeps the rights of the last token until it expires,
after at most 30 minutes. \`PATCH /admin/users/{id}\` has no such delay.

The tests call every operation as every kind of principal (\`test/security/access.test.ts\`), and kill the function between all
steps of each change (\`test/faults/adminChanges.test.ts\`).`;

/** The expected text of the page. */
export function securityPage(): string {
  return [
    INTRODUCTION.trimEnd(),
    AUTHORIZATION,
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
