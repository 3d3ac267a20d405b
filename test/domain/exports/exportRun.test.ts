import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { ExportLog } from "../../../domain/exports/exportLog";
import { runExport } from "../../../domain/exports/exportRun";
import type { ExportedFiles } from "../../../domain/exports/exportSchemas";

const EVENT = { ledgerId: "ada", exportId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" };
const open = { requireOpen: async () => undefined } as never;

/** A table that holds one item. */
function logOfOne() {
  let Item: object | undefined;
  const send = async ({ input }: { input: { Item?: object } }) => {
    Item = input.Item ?? Item;
    return { Item };
  };
  return new ExportLog({ send } as unknown as DynamoDBDocumentClient, "Ledgers");
}

async function outcomeOf(make: (hasTime: () => boolean) => Promise<ExportedFiles>) {
  const log = logOfOne();
  const maker = { make: (_ledger: string, _id: string, _now: Date, hasTime: () => boolean) => make(hasTime) };
  const run = await runExport({ log, open, maker, hasTime: () => false }, EVENT).catch(
    ({ message }: Error) => message,
  );
  return { run, found: await log.find(EVENT.ledgerId, EVENT.exportId, new Date()) };
}

describe("An export", () => {
  it("tells how many receipts its archive lacks, if it lacks any", async () => {
    const formats = ["json", "csv", "zip"] as const;
    const lacking = await outcomeOf(async () => ({ formats, missingReceipts: 70 }));
    expect(lacking).to.deep.equal({
      run: { ...EVENT, missingReceipts: 70 },
      found: { state: "ready", formats, missingReceipts: 70 },
    });
    const whole = await outcomeOf(async () => ({ formats, missingReceipts: 0 }));
    expect(whole).to.deep.equal({ run: EVENT, found: { state: "ready", formats, missingReceipts: 0 } });
  });

  it("has failed as soon as its time ran out", async () => {
    const { run, found } = await outcomeOf(async (hasTime) => {
      if (!hasTime()) throw new Error("There was not enough time for all data.");
      return expect.fail();
    });
    expect([run, found?.state]).to.deep.equal(["There was not enough time for all data.", "failed"]);
  });
});
