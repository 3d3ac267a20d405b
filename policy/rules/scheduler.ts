import { change, set } from "../mutations";
import { at, ofType, type Rule } from "../rule";
import { conditionKeys, statementsOf } from "../statements";
import { ROLE, SCHEDULE } from "../types";

export const schedulerRules: readonly Rule[] = [
  {
    name: "scheduler-dead-letters",
    controls: ["Serverless-EventBusDLQ", "WA REL05-BP01"],
    meaning: "Schedules have a dead-letter queue.",
    types: [SCHEDULE],
    check: (props) => (at(props, "target.deadLetterConfig.arn") ? undefined : "has no dead-letter queue"),
    breakIt: set(SCHEDULE, { target: { deadLetterConfig: undefined } }),
  },
  {
    name: "scheduler-confused-deputy",
    controls: ["WA SEC03-BP08"],
    meaning: "Only schedules of this account, in one group, can assume a schedule's role.",
    checkStack: (resources) =>
      ofType(resources, ROLE)
        .filter(({ props }) => trusts(props.assumeRolePolicy, "scheduler.amazonaws.com"))
        .flatMap((resource) => {
          const bound = statementsOf(resource.props.assumeRolePolicy).every((statement) => {
            const keys = conditionKeys(statement);
            return keys.includes("aws:sourcearn") && keys.includes("aws:sourceaccount");
          });
          return bound ? [] : [{ resource, problem: "can be assumed by schedules of any account" }];
        }),
    breakIt: change(
      ROLE,
      (props) => ({
        ...props,
        assumeRolePolicy: String(props.assumeRolePolicy).replace("aws:SourceArn", "aws:Via"),
      }),
      "alert-sweep",
    ),
  },
];

function trusts(policy: unknown, service: string): boolean {
  return statementsOf(policy).some(({ principals }) => principals.includes(`Service:${service}`));
}
