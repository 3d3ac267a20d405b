import { expect } from "chai";
import { type Graph, programGraph } from "../helpers/graph";

const FUNCTION = "aws:lambda/function:Function";

describe("logExpense in the graph", () => {
  let graph: Graph;
  before(async () => {
    graph = await programGraph();
  });

  it("runs as declared", () => {
    const { code: _code, ...inputs } = graph.inputs(FUNCTION, "logExpense");
    expect(inputs).to.deep.equal({
      description: "Logs an expense, and alerts when it is above the threshold",
      handler: "index.handler",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      role: "arn:aws:iam::123456789012:role/logExpense",
      timeout: 15,
      memorySize: 512,
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: "/expenses/test/logExpense", systemLogLevel: "WARN" },
    });
  });

  it("may do what logging an expense needs and nothing else", () => {
    const expenses = "arn:aws:dynamodb:eu-central-1:123456789012:table/Expenses";
    expect(graph.statements("logExpense")).to.deep.equal([
      { Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: [expenses] },
    ]);
  });
});
