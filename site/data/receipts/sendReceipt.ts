import type { Receipt } from "../../../domain/receipts/receiptSchemas";
import { kindOf } from "../../../domain/values/failures";
import { locale, say } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { online } from "../../lib/network/reach";
import { RequestError } from "../../lib/network/requestError";
import type { QueuedReceipt } from "./queuedReceipts";

/** The name of the bucket's error, which it answers in XML. */
const codeOf = (xml: string) => /<Code>(\w+)/.exec(xml)?.[1];

/**
 * Announces a receipt and uploads its picture. However often it is done, there is one receipt.
 * @param onProgress Is told the share that is uploaded, from 0 to 1.
 * @returns the receipt as the API has it.
 * @throws RequestError if it could not be sent.
 */
export async function sendReceipt(
  { receiptId, fileName, file, expenseId }: QueuedReceipt,
  picture: Uint8Array<ArrayBuffer>,
  onProgress: (share: number) => void,
): Promise<Receipt> {
  if (!file) throw new Error("A receipt that is sent has a picture.");
  const { receipt, upload } = await call("POST /receipts", {
    body: {
      ...{ receiptId, fileName, ...file, locale: localeOfReceipts() },
      // The bucket may report the file before the expense has it, and each reading is paid for.
      ...(expenseId && { isToBeRead: false }),
    },
  });
  if (upload) await submit(upload, new Blob([picture], { type: file.contentType }), onProgress);
  return upload && !expenseId ? { ...receipt, state: "reading" } : receipt;
}

/** A locale as the API takes it, and one with a region. */
const PLAIN = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/;
const REGIONAL = /-([A-Z]{2}|\d{3})$/;

/**
 * The locale of what is printed on receipts, whichever language the page speaks: it tells the order of a day and a month.
 * It is the browser's first language. Only English is written in two orders, so that a region further down counts.
 */
function localeOfReceipts(): string {
  const tags = navigator.languages.filter((tag) => PLAIN.test(tag));
  const regional = tags[0] === "en" && tags.find((tag) => tag.startsWith("en-") && REGIONAL.test(tag));
  return regional || (tags[0] ?? locale());
}

/** Sends a form with a file. By XMLHttpRequest: `fetch` does not report how much of a body is sent. */
function submit(
  { url, fields }: { url: string; fields: Readonly<Record<string, string>> },
  file: Blob,
  onProgress: (share: number) => void,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file); // The bucket ignores what comes after it.
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
  return new Promise((resolve, reject) => {
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) return resolve();
      const kind = kindOf(status, codeOf(responseText));
      reject(new RequestError(kind, say(kind === "refused" ? "receipts.uploadRefused" : "app.serverFailed")));
    };
    request.onerror = () => {
      online.value = false;
      reject(new RequestError("network", say("app.noConnection")));
    };
    request.send(form);
  });
}
