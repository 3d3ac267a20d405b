import { set } from "../mutations";
import { at, type Rule } from "../rule";

const MACHINE = "aws:sfn/stateMachine:StateMachine";

export const stepFunctionsRules: readonly Rule[] = [
  {
    name: "step-functions-log",
    controls: ["AwsSolutions-SF1", "StepFunctions.1", "CKV_AWS_285"],
    meaning: "State machines log every event of an execution.",
    types: [MACHINE],
    check: (props) =>
      at(props, "loggingConfiguration.level") === "ALL" && at(props, "loggingConfiguration.logDestination")
        ? undefined
        : "does not log all events",
    breakIt: set(MACHINE, { loggingConfiguration: { level: "OFF" } }),
  },
  {
    name: "step-functions-tracing",
    controls: ["AwsSolutions-SF2", "Serverless-StepFunctionStateMachineXray", "CKV_AWS_284"],
    meaning: "X-Ray tracing is on for state machines.",
    types: [MACHINE],
    check: (props) => (at(props, "tracingConfiguration.enabled") === true ? undefined : "is not traced"),
    breakIt: set(MACHINE, { tracingConfiguration: { enabled: false } }),
  },
];
