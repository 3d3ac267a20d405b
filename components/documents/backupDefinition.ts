import type * as pulumi from "@pulumi/pulumi";
import { call, type StateMachine, untilFinished } from "./statesLanguage";

/**
 * The states of a backup. The function is first called for a plan: either one loop of calls for changes or, for a full
 * backup, a loop for each segment of the table and then one to finish the run.
 */
export function backupDefinition(
  functionArn: pulumi.Input<string>,
  concurrentSegments: number,
): StateMachine {
  return {
    StartAt: "Plan",
    States: {
      Plan: { ...call(functionArn), Parameters: { mode: "plan", "request.$": "$" }, Next: "IsFull" },
      IsFull: {
        Type: "Choice",
        Choices: [{ Variable: "$.mode", StringEquals: "full", Next: "Segments" }],
        Default: "Continue",
      },
      Segments: {
        Type: "Map",
        ItemsPath: "$.segments",
        MaxConcurrency: concurrentSegments,
        ItemProcessor: untilFinished(functionArn, "Segment"),
        ResultPath: null,
        Next: "Continue",
      },
      ...untilFinished(functionArn).States,
    },
  };
}
