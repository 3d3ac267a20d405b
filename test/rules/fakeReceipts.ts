import type { Receipt } from "../../domain/receipts/receiptSchemas";
import { queuedReceipts } from "../../site/data/receipts/queuedReceipts";
import { problem } from "../helpers/problem";

/** Receipts as the API and the bucket have them. */
export class FakeReceipts {
  readonly stored = new Map<string, Receipt>();
  /** Names of the files that arrived. */
  readonly uploaded: string[] = [];
  readonly requests: string[] = [];
  /** The locales that they were announced with, and whether they are to be read. */
  readonly locales: string[] = [];
  readonly toBeRead: boolean[] = [];
  /** The answer when one is to become the picture of an expense. */
  attaching: Response | undefined;
  /** The share of each that the page shows as sent when half of it is. */
  readonly shares: number[] = [];
  /** The bucket's answer; 0 if there is no connection. */
  status = 204;
  /** The name of its error. */
  code = "";
  refusal: Response | undefined;
  /** Answers to those that are announced, by the names of their files. */
  readonly refusals = new Map<string, Response>();

  readonly serve = (url: URL, { method = "GET", body }: RequestInit): Response => {
    this.requests.push(`${method} ${url.pathname.replace(/[0-9a-f-]{36}/, "{id}")}`);
    if (this.refusal) return this.refusal.clone();
    const sent = body ? JSON.parse(String(body)) : {};
    const [, id] = /receipts\/([0-9a-f-]{36})$/.exec(url.pathname) ?? [];
    if (method === "GET" && id !== undefined) {
      const found = this.stored.get(id);
      return found ? Response.json(found) : Response.json(problem("receipt.notFound"), { status: 404 });
    }
    if (url.pathname.endsWith("/picture")) return Response.json(problem("receipt.noFile"), { status: 409 });
    if (method === "GET") {
      const found = [...this.stored.values()];
      return Response.json({ receipts: found, pagesLeft: {} });
    }
    if (url.pathname.endsWith("/confirm")) {
      if (this.attaching) return this.attaching.clone();
      return Response.json({
        expense: { expenseId: sent.expenseId, version: 2, amount: "1.00", date: "2026-11-20" },
      });
    }
    const refusal = this.refusals.get(sent.fileName);
    if (refusal) return refusal.clone();
    const { locale, isToBeRead = true, ...about } = sent;
    this.locales.push(locale);
    this.toBeRead.push(isToBeRead);
    const receipt: Receipt = {
      ...about,
      state: "uploading",
      hasFile: false,
      createdAt: "2026-11-20T08:00:00.000Z",
      createdBy: "ada",
      version: 1,
    };
    this.stored.set(receipt.receiptId, receipt);
    return Response.json({
      receipt,
      upload: { url: "https://bucket.example.com/", fields: { key: sent.fileName } },
    });
  };

  /** The request that the page uploads by. */
  readonly request = () => {
    const bucket = this;
    return class {
      status = 0;
      responseText = "";
      readonly upload: { onprogress?: (event: object) => void } = {};
      onload?: () => void;
      onerror?: () => void;
      open() {}
      send(form: FormData) {
        this.upload.onprogress?.({ loaded: 1, total: 2 });
        bucket.shares.push(...queuedReceipts.value.flatMap(({ sent = [] }) => sent));
        this.status = bucket.status;
        if (bucket.code) this.responseText = `<Error><Code>${bucket.code}</Code></Error>`;
        if (this.status === 0) return this.onerror?.();
        if (this.status < 300) bucket.uploaded.push(String(form.get("key")));
        this.onload?.();
      }
    };
  };
}
