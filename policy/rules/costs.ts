import { set, without } from "../mutations";
import { at, list, ofType, type Rule } from "../rule";

const BUDGET = "aws:budgets/budget:Budget";

export const costRules: readonly Rule[] = [
  {
    name: "cost-budget",
    controls: ["WA COST02-BP05"],
    meaning: "Costs have a monthly budget.",
    checkStack: (resources) => {
      const monthly = ofType(resources, BUDGET).some(
        ({ props }) => props.budgetType === "COST" && props.timeUnit === "MONTHLY",
      );
      const [stack = { type: "pulumi:pulumi:Stack", name: "stack", props: {} }] = resources;
      return monthly ? [] : [{ resource: stack, problem: "has no monthly budget" }];
    },
    breakIt: without(BUDGET),
  },
  {
    name: "cost-alert",
    controls: ["WA COST03-BP06"],
    meaning: "The budget notifies about both actual and forecast costs.",
    types: [BUDGET],
    check: ({ notifications }) => {
      const told = list(notifications).filter((one) => list(at(one, "subscriberSnsTopicArns")).length > 0);
      const kinds = told.map((one) => at(one, "notificationType"));
      return kinds.includes("ACTUAL") && kinds.includes("FORECASTED")
        ? undefined
        : "does not notify about actual and forecast costs";
    },
    breakIt: set(BUDGET, { notifications: [] }),
  },
];
