import { randomUUID } from "node:crypto";
import { DeleteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { ReceiptDetails } from "../../domain/receipts/receiptSchemas";
import { signUpUser, type TestUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { jpeg } from "../helpers/receipts";
import { type Announced, addReceipt, announcementOf, sendFile } from "../helpers/receiptUpload";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";
import { pdfOf } from "../local/services/pdf";

const PHOTO = jpeg();

describe("the jobs of receipts", () => {
  const cloud = useCloud();
  let user: TestUser;
  beforeEach(async () => {
    user = await signUpUser(cloud());
  });

  const announce = async (receiptId: string) => {
    const body = announcementOf(PHOTO, { receiptId });
    return (await user.api<Announced>("POST", "/receipts", { body })).body.upload;
  };
  const add = (content: Buffer, contentType = "image/jpeg") =>
    addReceipt(cloud(), user, content, { contentType });
  const read = async (id: string) => (await user.api<ReceiptDetails>("GET", `/receipts/${id}`)).body;
  /** Changes a stored receipt: `undefined` removes an attribute. */
  const alter = (id: string, changes: Record<string, unknown>) => {
    const entries = Object.entries(changes);
    const of = (isSet: boolean) => entries.filter(([, value]) => (value !== undefined) === isSet);
    const set = of(true).map(([name]) => `#${name} = :${name}`);
    const removed = of(false).map(([name]) => `#${name}`);
    return databaseOf(cloud()).send(
      new UpdateCommand({
        TableName: "Ledgers",
        Key: { ledgerId: user.ledgerId, sk: `receipt#${id}` },
        UpdateExpression: `SET ${set.join(", ")}${removed.length > 0 ? ` REMOVE ${removed.join(", ")}` : ""}`,
        ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(of(true).map(([name, value]) => [`:${name}`, value])),
      }),
    );
  };

  it("find a file in the bucket whose notice was given up before anything was known of it", async () => {
    const id = await add(PHOTO);
    const updatedAt = new Date(Date.now() - 16 * 60_000).toISOString();
    await alter(id, { state: "uploading", updatedAt, objectVersion: undefined, failure: undefined });
    expect(await read(id)).to.include({ state: "failed", failure: "receipt.notUploaded", hasFile: false });
    expect((await user.api("POST", `/receipts/${id}/read`)).status).to.equal(202);
    await settled(cloud());
    // The file is a picture as far as its structure goes, and shows nothing.
    expect(await read(id)).to.include({ state: "failed", failure: "receipt.unreadable", hasFile: true });
  });

  it("take a file that comes after they looked for it in vain", async () => {
    const id = randomUUID();
    await announce(id);
    await alter(id, { updatedAt: new Date(Date.now() - 16 * 60_000).toISOString() });
    expect((await user.api("POST", `/receipts/${id}/read`)).status).to.equal(202);
    await settled(cloud());
    expect(await read(id)).to.include({ state: "failed", failure: "receipt.notUploaded" });
    const upload = (await announce(id)) ?? expect.fail("The device still has its file.");
    expect((await sendFile(upload, PHOTO)).status).to.equal(204);
    await settled(cloud());
    expect(await read(id)).to.include({ state: "failed", failure: "receipt.unreadable", hasFile: true });
    expect(await announce(id)).to.equal(undefined);
  });

  it("remove what is due with its file, and leave what is not", async () => {
    const [due, kept] = [await add(PHOTO), await add(PHOTO)];
    for (const id of [due, kept]) {
      const sent = { body: { description: "Lunch", amount: 5 } };
      expect((await user.api("POST", `/receipts/${id}/confirm`, sent)).status).to.equal(201);
    }
    const { body } = await user.api<{ url: string }>("GET", `/receipts/${due}/picture`);
    const { expenseId } = await read(due);
    await databaseOf(cloud()).send(new DeleteCommand({ TableName: "Expenses", Key: { expenseId } }));
    const past = new Date(Date.now() - 1000).toISOString();
    for (const id of [due, kept]) await alter(id, { dueQueue: "receipts", dueAt: past });
    const { functionError } = await cloud().lambda.invoke("sweepReceipts", {});
    expect(functionError).to.equal(undefined);
    expect((await user.api("GET", `/receipts/${due}`)).status).to.equal(404);
    expect((await fetch(body.url)).status).to.equal(404);
    expect(await read(kept)).to.include({ state: "confirmed", hasFile: true });
    const { body: left } = await user.api<{ expenses: Expense[] }>("GET", "/expenses");
    expect(left.expenses.map(({ receiptId }) => receiptId)).to.deep.equal([kept]);
  });

  it("log nothing of a receipt's text, also if its reading fails", async function () {
    this.timeout(60_000);
    const lines = ["Hidden Tavern", "03/04/2026", "Stout 4321.87", "Total 4321.87"];
    const id = await add(pdfOf([lines]), "application/pdf");
    expect((await read(id)).title).to.include({ total: "4321.87" });
    // No such locale exists, so the draft fails once the text is read, at the day whose order depends on it.
    await alter(id, { state: "reading", locale: "!", draft: undefined, title: undefined });
    const { ledgerId } = user;
    const { functionError } = await cloud().lambda.invoke("readReceipt", { ledgerId, receiptId: id });
    expect(functionError).not.to.equal(undefined);
    const logs = cloud().lambda.logs("readReceipt").join("\n");
    expect(logs).to.match(/locale/i);
    expect(logs).not.to.match(/4321\.87|Tavern|Stout/);
  });
});
