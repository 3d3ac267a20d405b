import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import type { TestUser } from "../helpers/api";
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

/** The width of a picture when it is drawn. */
export const widthOf = (picture: Locator) =>
  picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
