import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Locator } from "@playwright/test";
import type { ReceiptDraft } from "../../domain/receipts/model";
import type { ReceiptDetails } from "../../domain/receipts/receiptSchemas";
import type { TestUser } from "../helpers/api";
import { type CloudAccess, databaseOf } from "../helpers/cloud";
import { type Announced, announcementOf, sendFile } from "../helpers/receiptUpload";
import { expect } from "./fixtures";

/** A photo of a receipt. */
export const SAMPLE = readFileSync(join(__dirname, "..", "..", "docs", "receipt.jpg"));

/** Reading is real: a picture takes seconds. */
export const READING = { timeout: 90_000 };

/** Sends a file as another device would. */
export async function sent(user: TestUser, fileName: string, content: Buffer = SAMPLE): Promise<string> {
  const contentType = content === SAMPLE ? "image/jpeg" : "application/pdf";
  const body = announcementOf(content, { fileName, contentType });
  const { upload } = (await user.api<Announced>("POST", "/receipts", { body })).body;
  if (upload === undefined) throw new Error("There is no form.");
  expect((await sendFile(upload, content)).status).toBe(204);
  return body.receiptId;
}

/** A receipt as the API tells it. */
export const told = async (user: TestUser, receiptId: string): Promise<ReceiptDetails> =>
  (await user.api<ReceiptDetails>("GET", `/receipts/${receiptId}`)).body;

/** Sends a receipt whose reading is given: what the local reader would make of a picture may change. @returns its ID */
export async function sentWith(draft: ReceiptDraft, user: TestUser, cloud: CloudAccess): Promise<string> {
  const receiptId = await sent(user, "receipt.jpg");
  await expect.poll(async () => (await told(user, receiptId)).state, READING).toBe("toConfirm");
  await databaseOf(cloud).send(
    new UpdateCommand({
      ...{ TableName: "Ledgers", Key: { ledgerId: user.ledgerId, sk: `receipt#${receiptId}` } },
      UpdateExpression: "SET draft = :draft",
      ExpressionAttributeValues: { ":draft": draft },
    }),
  );
  return receiptId;
}

/** The width of a picture when it is drawn. */
export const widthOf = (picture: Locator) =>
  picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
