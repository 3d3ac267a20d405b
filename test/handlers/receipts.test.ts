import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { History } from "../../domain/expenses/historyAnswers";
import { QUOTAS, type QuotaKind } from "../../domain/quotas/quotaKinds";
import type { Receipt, ReceiptDetails, ReceiptList } from "../../domain/receipts/receiptSchemas";
import { REFUSALS, type RefusalCode, type RefusalValues } from "../../domain/values/refusals";
import { type ApiResponse, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { jpeg, segment, sha256 } from "../helpers/receipts";
import { type Announced, addReceipt, announcementOf, sendFile } from "../helpers/receiptUpload";
import { settled, storedOf } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";
import { pdfOf } from "../local/services/pdf";

const SAMPLE = readFileSync(join(__dirname, "../../docs/receipt.jpg"));
const PHOTO = jpeg();
const TAGGED = jpeg({ metadata: [segment(0xe1, "Exif\0\0 somewhere")] });

describe("receipts", () => {
  const cloud = useCloud();
  let user: TestUser;

  beforeEach(async () => {
    user = await signUpUser(cloud());
  });

  const announce = (body: object, who = user) => who.api<Announced>("POST", "/receipts", { body });
  const send = ({ upload }: Announced, content: Buffer, more: Record<string, string> = {}) => {
    const { url, fields } = upload ?? expect.fail("There is no form.");
    return sendFile({ url, fields: { ...fields, ...more } }, content, { Origin: cloud().output("siteUrl") });
  };
  const add = (content: Buffer, more?: { contentType: string }) => addReceipt(cloud(), user, content, more);
  const read = (id: string, who = user) => who.api<ReceiptDetails>("GET", `/receipts/${id}`);
  /** A receipt once it is read: Textract reports several pages later. */
  const readingOf = async (id: string): Promise<ReceiptDetails> => {
    await settled(cloud());
    const { body } = await read(id);
    return body.state === "reading" ? readingOf(id) : body;
  };
  const useUp = async (kind: QuotaKind, period: string, taken: number) => {
    const Item = { ledgerId: user.ledgerId, sk: `quota#${kind}#${period}`, taken };
    await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item }));
  };
  const lunch = async () =>
    (await user.api<Expense>("POST", "/expenses", { body: { description: "Lunch", amount: 5 } })).body;
  const expenseOf = async (id: string) => (await user.api<Expense>("GET", `/expenses/${id}`)).body;
  const confirm = (id: string, body: object, who = user) =>
    who.api<{ expense: Expense }>("POST", `/receipts/${id}/confirm`, { body });

  function expectRefused(
    answer: ApiResponse,
    code: RefusalCode,
    details: { field?: string; values?: RefusalValues } = {},
  ): void {
    expect(answer).to.deep.equal({
      status: REFUSALS[code].status,
      headers: jsonHeaders(cloud()),
      body: problem(code, details),
    });
  }

  it("are announced once, and their file is taken by an exact form alone", async () => {
    const sent = announcementOf(PHOTO, { fileName: "Lunch.HEIC" });
    const { status, body } = await announce(sent);
    expect(status).to.equal(201);
    const { createdAt: _at, createdBy, ...shown } = body.receipt as Record<string, unknown>;
    expect([createdBy, shown]).to.deep.equal([
      user.ledgerId,
      { ...sent, state: "uploading", hasFile: false, version: 1 },
    ]);
    expect((await announce(sent)).body.receipt).to.deep.equal(body.receipt);
    expectRefused(await announce({ ...sent, sha256: sha256(TAGGED) }), "receipt.reused", {
      field: "receiptId",
    });
    for (const refused of [
      await send(body, PHOTO.subarray(1)),
      await send(body, Buffer.concat([PHOTO, PHOTO])),
      await send(body, Buffer.from(PHOTO).fill(0)),
      await send(body, PHOTO, { "Content-Type": "text/html" }),
      await send(body, PHOTO, { key: `${user.ledgerId}/${randomUUID()}` }),
      await send(body, PHOTO, { "x-amz-meta-without-metadata": "yes" }),
    ]) {
      expect(refused.status).to.be.oneOf([400, 403]);
    }
    const sentNow = await send(body, PHOTO);
    expect([sentNow.status, sentNow.headers.get("access-control-allow-origin")]).to.deep.equal([
      204,
      cloud().output("siteUrl"),
    ]);
    await settled(cloud());
    expect((await announce(sent)).body).not.to.have.property("upload");
    const picture = await user.api<{ url: string }>("GET", `/receipts/${sent.receiptId}/picture`);
    const file = await fetch(picture.body.url);
    expect([file.headers.get("content-type"), file.headers.get("content-disposition")]).to.deep.equal([
      "image/jpeg",
      "inline; filename*=UTF-8''Lunch.jpg",
    ]);
    expect(Buffer.from(await file.arrayBuffer())).to.deep.equal(PHOTO);
    expect(Number(new URL(picture.body.url).searchParams.get("X-Amz-Expires"))).to.equal(300);
    // The link is to this version of this object.
    const other = new URL(picture.body.url);
    other.pathname = other.pathname.replace(sent.receiptId, randomUUID());
    expect((await fetch(other)).status).to.equal(403);
  });

  it("keep no place, and nothing of what is no picture", async () => {
    const id = await add(TAGGED);
    const { body } = await user.api<{ url: string }>("GET", `/receipts/${id}/picture`);
    expect(Buffer.from(await (await fetch(body.url)).arrayBuffer())).to.deep.equal(PHOTO);
    const junk = await add(Buffer.from("<svg onload='alert(1)'/>"));
    expect((await read(junk)).body).to.include({
      state: "failed",
      failure: "receipt.notOfType",
      hasFile: false,
    });
    expectRefused(await user.api("GET", `/receipts/${junk}/picture`), "receipt.noFile");
    expectRefused(await user.api("POST", `/receipts/${junk}/read`), "receipt.noFile");
  });

  it("are read, page by page, and again if that is asked for", async function () {
    this.timeout(60_000);
    const id = await add(SAMPLE);
    const photo = await readingOf(id);
    expect(photo).to.deep.include({ state: "toConfirm", pages: 1 });
    expect(photo.draft?.totals.length).to.be.above(0);
    const three = pdfOf([["Corner Store", "2026-11-20"], ["Milk 3.50", "Bread 4.00"], ["Total 7.50"]]);
    const pages = await add(three, { contentType: "application/pdf" });
    const document = await readingOf(pages);
    expect(document).to.deep.include({ state: "toConfirm", pages: 3 });
    expect(document.title).to.include({ total: "7.50", day: "2026-11-20" });
    const left = async () => (await user.api<ReceiptList>("GET", "/receipts")).body.pagesLeft.user;
    expect(await left()).to.equal(96);
    const again = await user.api<{ state: string }>("POST", `/receipts/${id}/read`);
    expect([again.status, again.body.state]).to.deep.equal([202, "reading"]);
    expect((await readingOf(id)).draft).to.deep.equal(photo.draft);
    expect(await left()).to.equal(95);
    // Two pages are not enough for three, and what was read of them is there still.
    await useUp("receiptPages", new Date().toISOString().slice(0, 7), QUOTAS.receiptPages.perUser - 2);
    const { status, body } = await user.api("POST", `/receipts/${pages}/read`);
    expect([status, body]).to.deep.equal([429, problem("quota.perMonth", { values: { max: 100 } })]);
    expect(await readingOf(pages)).to.deep.include({ state: "toConfirm", draft: document.draft });
    expect(cloud().lambda.logs("readReceipt").join("\n")).not.to.match(/Corner|Bread/);
  });

  it("are kept, and become expenses, when the pages of the month are used up", async () => {
    await useUp("receiptPages", new Date().toISOString().slice(0, 7), QUOTAS.receiptPages.perUser);
    const id = await add(PHOTO);
    const { body } = await read(id);
    expect(body).to.include({ state: "failed", failure: "receipt.quotaUsedUp", hasFile: true });
    const attached = await add(TAGGED);
    const { expenseId } = await lunch();
    expect((await confirm(attached, { expenseId })).status).to.equal(200);
    expect((await confirm(id, { description: "Dinner", amount: 9 })).status).to.equal(201);
  });

  it("are refused when too many files were sent today", async () => {
    const { perUser: max } = QUOTAS.receiptFiles;
    const sent = announcementOf(PHOTO);
    await announce(sent);
    await useUp("receiptFiles", new Date().toISOString().slice(0, 10), max);
    const { status, body } = await announce(announcementOf(PHOTO));
    expect([status, body]).to.deep.equal([429, problem("quota.perDay", { values: { max } })]);
    expect((await announce(sent)).status).to.equal(201);
  });

  it("refuse what is none, and store nothing of it", async () => {
    for (const [more, code, details] of [
      [{ bytes: 0 }, "receipt.bytesInvalid", { field: "bytes", values: { max: 10_000_000 } }],
      [{ bytes: 10_100_000 }, "receipt.bytesInvalid", { field: "bytes", values: { max: 10_000_000 } }],
      [{ contentType: "image/gif" }, "receipt.typeInvalid", { field: "contentType" }],
      [{ contentType: "image/svg+xml" }, "receipt.typeInvalid", { field: "contentType" }],
      [{ receiptId: "../../other" }, "receiptId.invalid", { field: "receiptId" }],
      [{ sha256: "x" }, "receipt.hashInvalid", { field: "sha256" }],
      [{ locale: "!" }, "language.invalid", { field: "locale" }],
      [
        { fileName: "x".repeat(1000) },
        "text.tooLong",
        { field: "fileName", values: { label: "The name of the file", max: 200 } },
      ],
    ] as const) {
      expectRefused(await announce(announcementOf(PHOTO, more)), code, details);
    }
    const { body } = await user.api<ReceiptList>("GET", "/receipts");
    expect(body).to.deep.equal({
      receipts: [],
      pagesLeft: { user: 100, stack: body.pagesLeft.stack },
    });
    expect(
      (await storedOf(cloud(), user)).ledger.filter(({ sk }) => String(sk).startsWith("receipt")),
    ).to.deep.equal([]);
  });

  it("make one expense with its picture, however often they are confirmed", async () => {
    const id = await add(PHOTO);
    const first = await confirm(id, { description: "Lunch", amount: "12.50", date: "2026-06-01" });
    expect([first.status, first.body.expense.receiptId, first.body.expense.source]).to.deep.equal([
      201,
      id,
      "receipt",
    ]);
    const again = await confirm(id, { description: "Dinner", amount: "99" });
    expect([again.status, again.body]).to.deep.equal([200, first.body]);
    const { body } = await user.api<{ expenses: Expense[] }>("GET", "/expenses?month=2026-06");
    expect(body.expenses).to.deep.equal([first.body.expense]);
    const { body: receipt } = await read(id);
    expect(receipt).to.include({ state: "confirmed", expenseId: first.body.expense.expenseId });
    expectRefused(await confirm(id, { description: "x" }), "amount.invalid", { field: "amount" });
    expect((await user.api("DELETE", `/receipts/${id}`)).status).to.equal(204);
    expect(await expenseOf(first.body.expense.expenseId)).not.to.have.property("receiptId");
    for (const answer of [await read(id), await confirm(id, { description: "x", amount: 1 })]) {
      expectRefused(answer, "receipt.notFound");
    }
  });

  it("are attached to an expense, also to one that has another receipt", async () => {
    const body = await lunch();
    const [one, other] = [await add(PHOTO), await add(PHOTO)];
    expect((await confirm(one, { expenseId: body.expenseId })).body.expense.receiptId).to.equal(one);
    expectRefused(await confirm(one, { expenseId: body.expenseId, amount: 5 }), "property.unknown", {
      field: "amount",
      values: { name: "amount" },
    });
    const replaced = await confirm(other, { expenseId: body.expenseId });
    expect([replaced.status, replaced.body.expense.receiptId]).to.deep.equal([200, other]);
    expect((await user.api("DELETE", `/receipts/${one}`)).status).to.equal(204);
    expect((await expenseOf(body.expenseId)).receiptId).to.equal(other);
    expectRefused(await confirm(other, { description: "New", amount: 1 }), "receipt.confirmed");
    expectRefused(await confirm(other, { expenseId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }), "expense.notFound");
    expect((await user.api("DELETE", `/receipts/${other}`)).status).to.equal(204);
    const { body: history } = await user.api<History>("GET", `/expenses/${body.expenseId}/history`);
    const steps = history.changes.map(({ by, via, changes }) => ({ by, via, changes }));
    const who = { by: user.ledgerId, via: "api" };
    expect(steps).to.deep.equal([
      { ...who, changes: [{ field: "receiptId", before: other }] },
      { ...who, changes: [{ field: "receiptId", before: one, after: other }] },
      { ...who, changes: [{ field: "receiptId", after: one }] },
    ]);
    const undoing = await user.api("POST", `/expenses/${body.expenseId}/undo`, { body: { version: 4 } });
    expectRefused(undoing, "change.ofReceipt", { field: "version" });
  });

  it("are detached from an expense, which stays, and can be attached again", async () => {
    const body = await lunch();
    const id = await add(PHOTO);
    await confirm(id, { expenseId: body.expenseId });
    const { body: attached } = await read(id);
    const answer = await user.api<Receipt>("POST", `/receipts/${id}/detach`);
    const { expenseId: _gone, similar, ...before } = attached;
    expect(answer).to.deep.equal({
      status: 200,
      headers: jsonHeaders(cloud()),
      body: { ...before, version: before.version + 2, state: "failed", failure: "receipt.unreadable" },
    });
    expect(await expenseOf(body.expenseId)).not.to.have.property("receiptId");
    expect((await confirm(id, { expenseId: body.expenseId })).body.expense.receiptId).to.equal(id);
    const { body: made } = await confirm(await add(TAGGED), { description: "Dinner", amount: 9 });
    expectRefused(await user.api("POST", `/receipts/${made.expense.receiptId}/detach`), "receipt.ofExpense");
  });

  it("are those of their ledger alone", async () => {
    const id = await add(PHOTO);
    const stranger = await signUpUser(cloud());
    for (const answer of [
      await read(id, stranger),
      await stranger.api("GET", `/receipts/${id}/picture`),
      await stranger.api("POST", `/receipts/${id}/read`),
      await stranger.api("POST", `/receipts/${id}/detach`),
      await stranger.api("DELETE", `/receipts/${id}`),
      await confirm(id, { description: "Mine", amount: 1 }, stranger),
    ]) {
      expectRefused(answer, "receipt.notFound");
    }
    expect((await stranger.api<ReceiptList>("GET", "/receipts")).body.receipts).to.deep.equal([]);
    // The same ID is another receipt in another ledger.
    expect((await announce(announcementOf(PHOTO, { receiptId: id }), stranger)).status).to.equal(201);
  });
});
