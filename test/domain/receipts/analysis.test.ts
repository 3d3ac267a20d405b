import { type GetExpenseAnalysisCommandInput, TextractClient } from "@aws-sdk/client-textract";
import { expect } from "chai";
import { ExpenseReader } from "../../../domain/receipts/textract";

describe("the result of an analysis of several pages", () => {
  const { send } = TextractClient.prototype;
  afterEach(() => {
    TextractClient.prototype.send = send;
  });

  /** Its result if Textract gives these answers, and the number of the calls. */
  const resultOf = async (...answers: object[]) => {
    let calls = 0;
    TextractClient.prototype.send = (async ({ input }: { input: GetExpenseAnalysisCommandInput }) => {
      calls += 1;
      return answers[Number(input.NextToken ?? 0)];
    }) as typeof send;
    return { ...(await new ExpenseReader({ topic: "topic", role: "role" }).result("j1")), calls };
  };
  const [one, two] = [{ ExpenseIndex: 1 }, { ExpenseIndex: 2 }];

  it("is that of all answers", async () => {
    const first = { JobStatus: "SUCCEEDED", DocumentMetadata: { Pages: 2 }, ExpenseDocuments: [one] };
    const rest = { JobStatus: "SUCCEEDED", ExpenseDocuments: [two] };
    expect(await resultOf({ ...first, NextToken: "1" }, rest)).to.deep.equal({
      ...{ pages: 2, isWhole: true, documents: [one, two], calls: 2 },
    });
  });

  it("says if pages are missing", async () => {
    const part = { JobStatus: "PARTIAL_SUCCESS", DocumentMetadata: { Pages: 2 }, ExpenseDocuments: [one] };
    expect(await resultOf(part)).to.include({ pages: 2, isWhole: false });
  });

  it("is not fetched if it is of more pages than a receipt may have", async () => {
    const first = { JobStatus: "SUCCEEDED", DocumentMetadata: { Pages: 3_000 }, ExpenseDocuments: [one] };
    expect(await resultOf({ ...first, NextToken: "0" })).to.deep.equal({
      ...{ pages: 3_000, isWhole: true, documents: [], calls: 1 },
    });
  });
});
