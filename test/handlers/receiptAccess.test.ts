import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { ReceiptDetails, ReceiptList } from "../../domain/receipts/receiptSchemas";
import { REFUSALS, type RefusalCode } from "../../domain/values/refusals";
import { type ApiResponse, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { create, joined } from "../helpers/ledgers";
import { problem } from "../helpers/problem";
import { jpeg, sha256 } from "../helpers/receipts";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

const PHOTO = jpeg();

describe("receipts of a shared ledger", () => {
  const cloud = useCloud();
  let headers: { "Ledger-Id": string };
  let owner: TestUser;
  let ada: TestUser;
  let ben: TestUser;
  let viewer: TestUser;

  before(async function () {
    this.timeout(60_000);
    owner = await signUpUser(cloud());
    const { id } = await create(owner);
    headers = { "Ledger-Id": id };
    ada = await joined(cloud(), owner, id, "contributor");
    ben = await joined(cloud(), owner, id, "contributor");
    viewer = await joined(cloud(), owner, id, "viewer");
  });

  const add = async (who: TestUser): Promise<string> => {
    const body = {
      ...{ receiptId: randomUUID(), fileName: "Lunch.jpg", contentType: "image/jpeg" },
      ...{ bytes: PHOTO.length, sha256: sha256(PHOTO) },
    };
    const { body: answer } = await who.api<{ upload: { url: string; fields: Record<string, string> } }>(
      "POST",
      "/receipts",
      { body, headers },
    );
    const form = new FormData();
    for (const [name, value] of Object.entries(answer.upload.fields)) form.append(name, value);
    form.append("file", new Blob([new Uint8Array(PHOTO)]));
    expect((await fetch(answer.upload.url, { method: "POST", body: form })).status).to.equal(204);
    await settled(cloud());
    return body.receiptId;
  };
  const log = async (who: TestUser): Promise<string> => {
    const body = { description: "Lunch", amount: 5 };
    return (await who.api<Expense>("POST", "/expenses", { body, headers })).body.expenseId;
  };
  const read = async (id: string) =>
    (await owner.api<ReceiptDetails>("GET", `/receipts/${id}`, { headers })).body;
  const receiptOf = async (expenseId: string) =>
    (await owner.api<Expense>("GET", `/expenses/${expenseId}`, { headers })).body.receiptId;
  const leftOf = async (who: TestUser) =>
    (await who.api<ReceiptList>("GET", "/receipts", { headers })).body.pagesLeft.user;
  const readAgain = (who: TestUser, id: string) => who.api("POST", `/receipts/${id}/read`, { headers });
  const remove = (who: TestUser, id: string) => who.api("DELETE", `/receipts/${id}`, { headers });
  const attach = (who: TestUser, id: string, expenseId: string) =>
    who.api("POST", `/receipts/${id}/confirm`, { body: { expenseId }, headers });

  function expectRefused(answer: ApiResponse, code: RefusalCode): void {
    expect(answer).to.deep.equal({
      status: REFUSALS[code].status,
      headers: jsonHeaders(cloud()),
      body: problem(code),
    });
  }

  it("are read again by who sent them, and by editors, whose quota that takes", async () => {
    const id = await add(ada);
    const before = await read(id);
    expectRefused(await readAgain(ben, id), "expense.notOwn");
    expectRefused(await readAgain(viewer, id), "role.tooLow");
    expect(await read(id)).to.deep.equal(before);
    const left = [await leftOf(ada), await leftOf(owner)];
    expect((await readAgain(owner, id)).status).to.equal(202);
    await settled(cloud());
    expect((await read(id)).state).not.to.equal("reading");
    expect([await leftOf(ada), await leftOf(owner)]).to.deep.equal([left[0], Number(left[1]) - 1]);
  });

  it("are removed by who sent them until they belong to an expense", async () => {
    const id = await add(ada);
    expectRefused(await remove(ben, id), "expense.notOwn");
    expectRefused(await remove(viewer, id), "role.tooLow");
    expect((await remove(ada, id)).status).to.equal(204);
  });

  it("are removed by who may change their expense, whoever sent them", async () => {
    const [id, expenseId] = [await add(ada), await log(ben)];
    expect((await attach(ben, id, expenseId)).status).to.equal(200);
    expectRefused(await remove(ada, id), "expense.notOwn");
    expectRefused(await remove(viewer, id), "role.tooLow");
    expect(await receiptOf(expenseId)).to.equal(id);
    expect((await remove(ben, id)).status).to.equal(204);
    expect(await receiptOf(expenseId)).to.equal(undefined);
  });

  it("are replaced, and the former one removed, by who may change their expense", async () => {
    const [former, expenseId] = [await add(ada), await log(ben)];
    await attach(ben, former, expenseId);
    const latter = await add(ben);
    expect((await attach(ben, latter, expenseId)).status).to.equal(200);
    expect((await remove(ben, former)).status).to.equal(204);
    expect(await receiptOf(expenseId)).to.equal(latter);
    expect((await remove(owner, latter)).status).to.equal(204);
  });
});
