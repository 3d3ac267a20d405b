import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { readInputs } from "../../engine/inputs";
import type { CloudContext, ResourceFactory } from "../../engine/service";
import type { Executions } from "./model";

const machineInputs = z.object({
  definition: z.string(),
  roleArn: z.string(),
  type: z.literal("STANDARD", "The local cloud runs standard workflows only.").default("STANDARD"),
});

export function machineResources(
  context: CloudContext,
  executions: Executions,
): Record<string, ResourceFactory> {
  return {
    async "aws:sfn/stateMachine:StateMachine"(request) {
      const inputs = readInputs(machineInputs, request);
      const name = physicalName(request);
      const machineArn = arn(context, "states", `stateMachine:${name}`);
      const createdAt = new Date().toISOString();
      await executions.declare({ arn: machineArn, name, createdAt, ...inputs });
      const state = { ...request.inputs, name, arn: machineArn, creationDate: createdAt, status: "ACTIVE" };
      return { id: machineArn, state };
    },
  };
}
