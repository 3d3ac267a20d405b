import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { ReceiptDetails, ReceiptList } from "../../domain/receipts/receiptSchemas";
import { REFUSALS, type RefusalCode } from "../../domain/values/refusals";
import { type ApiResponse, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { create, joined } from "../helpers/ledgers";
import { problem } from "../helpers/problem";
import { jpeg } from "../helpers/receipts";
import { addReceipt } from "../helpers/receiptUpload";
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

  const add = (who: TestUser) => addReceipt(cloud(), who, PHOTO, { headers });
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
  const confirm = (who: TestUser, id: string, body: object) =>
    who.api("POST", `/receipts/${id}/confirm`, { body, headers });
  const attach = (who: TestUser, id: string, expenseId: string) => confirm(who, id, { expenseId });
  const detach = (who: TestUser, id: string) => who.api("POST", `/receipts/${id}/detach`, { headers });

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

  it("get an expense from who sent them, and from editors, and from nobody else", async () => {
    const [id, expenseId] = [await add(ada), await log(ben)];
    expectRefused(await attach(ben, id, expenseId), "expense.notOwn");
    expectRefused(await confirm(ben, id, { description: "Mine", amount: 1 }), "expense.notOwn");
    expectRefused(await attach(viewer, id, expenseId), "role.tooLow");
    // Nor does an expense of somebody else get them.
    expectRefused(await attach(ada, id, expenseId), "expense.notOwn");
    expect(await receiptOf(expenseId)).to.equal(undefined);
    expectRefused(await remove(ben, id), "expense.notOwn");
    expect((await attach(ada, id, await log(ada))).status).to.equal(200);
    const [other, made] = [await add(ada), await add(ada)];
    expect((await attach(owner, other, expenseId)).status).to.equal(200);
    expect((await confirm(owner, made, { description: "Dinner", amount: 9 })).status).to.equal(201);
  });

  it("go back to who sent them when they are detached, and come back only from them", async () => {
    const [id, expenseId] = [await add(ada), await log(ben)];
    await attach(owner, id, expenseId);
    expect((await attach(ben, id, expenseId)).status).to.equal(200);
    expect((await detach(ben, id)).status).to.equal(200);
    expectRefused(await attach(ben, id, expenseId), "expense.notOwn");
    expectRefused(await remove(ben, id), "expense.notOwn");
    expect((await remove(ada, id)).status).to.equal(204);
  });

  it("are removed by who may change their expense, whoever sent them", async () => {
    const [id, expenseId] = [await add(ada), await log(ben)];
    expect((await attach(owner, id, expenseId)).status).to.equal(200);
    expectRefused(await remove(ada, id), "expense.notOwn");
    expectRefused(await remove(viewer, id), "role.tooLow");
    expect(await receiptOf(expenseId)).to.equal(id);
    expect((await remove(ben, id)).status).to.equal(204);
    expect(await receiptOf(expenseId)).to.equal(undefined);
  });

  it("are detached by nobody else, also if their expense has another one or is gone", async () => {
    const [former, latter, expenseId] = [await add(owner), await add(owner), await log(owner)];
    await attach(owner, former, expenseId);
    await attach(owner, latter, expenseId);
    const before = [await read(former), await read(latter)];
    for (const id of [former, latter]) expectRefused(await detach(ada, id), "expense.notOwn");
    expect([await read(former), await read(latter)]).to.deep.equal(before);
    await owner.api("DELETE", `/expenses/${expenseId}`, { headers });
    const body = { action: "erase", expenses: [{ id: expenseId }] };
    expect((await owner.api("POST", "/expenses/batch", { body, headers })).status).to.equal(200);
    for (const who of [ada, owner]) expectRefused(await detach(who, latter), "expense.notFound");
  });

  it("are replaced, and the former one removed, by who may change their expense", async () => {
    const [former, expenseId] = [await add(ada), await log(ben)];
    await attach(owner, former, expenseId);
    const latter = await add(ben);
    expect((await attach(ben, latter, expenseId)).status).to.equal(200);
    expect((await remove(ben, former)).status).to.equal(204);
    expect(await receiptOf(expenseId)).to.equal(latter);
    expect((await remove(owner, latter)).status).to.equal(204);
  });
});
