import { functionNameOf, matchesPattern } from "../../engine/arn";
import type { ResourceRequest, ResourceResult } from "../../engine/service";

/** The inputs of `aws.lambda.Permission` that matter here. */
interface Permission {
  function: string;
  principal: string;
  sourceArn?: string;
}

/** The statements of all functions' policies. */
export class Permissions {
  private readonly permissions: Permission[] = [];

  create({ name, inputs }: ResourceRequest): ResourceResult {
    this.permissions.push(inputs as unknown as Permission);
    return { id: name, state: { statementId: name, ...inputs } };
  }

  /** Returns true if the function's policy allows an AWS service to invoke it for a resource. */
  allow(functionArn: string, principal: string, sourceArn: string): boolean {
    return this.permissions.some(
      (one) =>
        functionNameOf(one.function) === functionNameOf(functionArn) &&
        one.principal === principal &&
        matchesPattern(one.sourceArn ?? "*", sourceArn),
    );
  }
}
