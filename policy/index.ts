import { PolicyPack, type ResourceValidationPolicy, type StackValidationPolicy } from "@pulumi/policy";
import { unexcused } from "./exceptions";
import { toPolicyResource } from "./resource";
import {
  isStackRule,
  type PolicyResource,
  type ResourceRule,
  type Rule,
  type StackRule,
  type Violation,
} from "./rule";
import { rules } from "./rules";

// The pack for `pulumi up --policy-pack policy`. The tests run the same rules against everything that the program declares.
new PolicyPack("serverless-expense-tracker", {
  enforcementLevel: "mandatory",
  policies: rules.map((rule) => (isStackRule(rule) ? stackPolicy(rule) : resourcePolicy(rule))),
});

function resourcePolicy(rule: ResourceRule): ResourceValidationPolicy {
  return {
    ...about(rule),
    async validateResource({ type, name, props }, report) {
      if (!rule.types.includes(type)) return;
      const resource = await toPolicyResource({ type, name, props });
      for (const violation of unexcused(rule, [resource])) report(sentence(violation));
    },
  };
}

function stackPolicy(rule: StackRule): StackValidationPolicy {
  return {
    ...about(rule),
    validateStack({ resources }, report) {
      const urns = new Map<PolicyResource, string>(resources.map((resource) => [resource, resource.urn]));
      for (const violation of unexcused(rule, resources))
        report(sentence(violation), urns.get(violation.resource));
    },
  };
}

function about({ name, meaning, controls }: Rule) {
  return { name, description: `${meaning} (${controls.join(", ")})`, tags: [...controls] };
}

function sentence({ resource, problem }: Violation): string {
  return `${resource.name} ${problem}.`;
}
