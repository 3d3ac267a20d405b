import { expect } from "chai";
import { LEAST } from "../helpers/configurations";
import { runProgram } from "../helpers/engine";

/** The table of a stack of the release that read lists by another index. */
const FORMER = {
  Expenses: {
    globalSecondaryIndexes: ["byLedger", "byChange", "byPendingAlert"].map((name) => ({ name })),
  },
};

describe("A stack whose table has the list index of an earlier release", function () {
  this.timeout(300_000);

  const preview = (state: Record<string, Record<string, unknown>>, settings: Record<string, string> = {}) =>
    runProgram({ preview: true, settings: { ...LEAST, ...settings }, state });

  it("is not updated without it, which the preview says, and the way to keep it", async () => {
    const { exitCode, messages } = await preview(FORMER);
    expect(exitCode).not.to.equal(0);
    expect(messages.join()).to.include("The table Expenses would lose the index byLedger");
    expect(messages.join()).to.include("npx pulumi config set formerListIndex true");
  });

  it("is updated with it, and afterwards without it", async () => {
    const kept = await preview(FORMER, { formerListIndex: "true" });
    const table = kept.resources.find(({ name }) => name === "Expenses");
    const removed = await preview({ Expenses: table?.inputs ?? {} });
    for (const { exitCode, messages } of [kept, removed])
      expect({ exitCode, messages }).to.deep.equal({ exitCode: 0, messages: [] });
  });
});
