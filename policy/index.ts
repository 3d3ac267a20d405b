import {
  type PolicyResource as EngineResource,
  PolicyPack,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { unexcused } from "./exceptions";
import { toPolicyResource } from "./resource";
import { isStackRule, type ResourceRule, type Rule, type StackRule, type Violation } from "./rule";
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
    async validateStack({ resources }, report) {
      const known = await Promise.all(resources.map(toPolicyResource));
      const urns = new Map(known.map((resource, index) => [resource, urnOf(resources[index])]));
      for (const violation of unexcused(rule, known))
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

function urnOf(resource: EngineResource | undefined): string | undefined {
  return resource?.urn;
}
