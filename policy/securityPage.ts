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

/** The expected text of the page. */
export function securityPage(): string {
  return [
    INTRODUCTION.trimEnd(),
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
