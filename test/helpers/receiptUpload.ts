import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { TestUser } from "./api";
import type { TestCloud } from "./cloud";
import { sha256 } from "./receipts";
import { settled } from "./stored";

/** The address and the fields with which the file of an announced receipt is sent. */
export interface UploadForm {
  url: string;
  fields: Record<string, string>;
}

/** The answer to an announced receipt; it has a form while the file is awaited. */
export interface Announced {
  receipt: { receiptId: string; state: string; version: number };
  upload?: UploadForm;
}

/** The body that announces a file, a picture unless it says otherwise. */
export const announcementOf = (content: Buffer, more: object = {}) => ({
  ...{ receiptId: randomUUID(), fileName: "Lunch.jpg", contentType: "image/jpeg" },
  ...{ bytes: content.length, sha256: sha256(content), ...more },
});

/** Sends a file as a browser does. */
export function sendFile({ url, fields }: UploadForm, content: Buffer, headers = {}): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("file", new Blob([new Uint8Array(content)]), "file");
  return fetch(url, { method: "POST", body, headers });
}

/** Announces and sends a file, and waits until it is read. @returns the receipt's ID */
export async function addReceipt(
  cloud: TestCloud,
  user: TestUser,
  content: Buffer,
  { headers = {}, ...more }: { headers?: Record<string, string>; contentType?: string } = {},
): Promise<string> {
  const body = announcementOf(content, more);
  const { upload } = (await user.api<Announced>("POST", "/receipts", { body, headers })).body;
  expect((await sendFile(upload ?? expect.fail("There is no form."), content)).status).to.equal(204);
  await settled(cloud);
  return body.receiptId;
}
