import { expect } from "chai";
import { unzipSync } from "fflate";
import type { ExportStatus } from "../../domain/exports/exportSchemas";
import type { ReceiptList } from "../../domain/receipts/receiptSchemas";
import { signUpUser, type TestUser } from "../helpers/api";
import { jpeg } from "../helpers/receipts";
import { addReceipt } from "../helpers/receiptUpload";
import { settled, storedOf } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

const PHOTO = jpeg();

describe("receipts of a user who leaves", () => {
  const cloud = useCloud();
  let user: TestUser;

  beforeEach(async () => {
    user = await signUpUser(cloud());
  });

  it("are exported with their files, and those of ledgers without any have no archive", async () => {
    const id = await addReceipt(cloud(), user, PHOTO);
    await user.api("POST", `/receipts/${id}/confirm`, { body: { description: "Lunch", amount: 5 } });
    const exported = async (who: TestUser) => {
      const { body } = await who.api<ExportStatus>("POST", "/exports");
      await settled(cloud());
      const { body: found } = await who.api<ExportStatus>("GET", `/exports/${body.exportId}`);
      return found.files ?? [];
    };
    const files = await exported(user);
    expect(files.map(({ format }) => format)).to.deep.equal(["json", "csv", "zip"]);
    const [json, , zip] = await Promise.all(files.map(async ({ url }) => (await fetch(url)).bytes()));
    const { receipts } = JSON.parse(Buffer.from(json ?? "").toString());
    const { body: shown } = await user.api<ReceiptList>("GET", "/receipts");
    expect(receipts).to.deep.equal(shown.receipts.map((one) => ({ ...one, file: `${id}.jpg` })));
    const archive = unzipSync(zip ?? new Uint8Array());
    expect(Object.keys(archive)).to.deep.equal([`${id}.jpg`]);
    expect(Buffer.from(archive[`${id}.jpg`] ?? [])).to.deep.equal(PHOTO);
    expect((await exported(await signUpUser(cloud()))).map(({ format }) => format)).to.deep.equal([
      "json",
      "csv",
    ]);
  });

  it("are erased with their account", async () => {
    const id = await addReceipt(cloud(), user, PHOTO);
    const { body } = await user.api<{ url: string }>("GET", `/receipts/${id}/picture`);
    expect((await user.api("DELETE", "/account")).status).to.equal(202);
    await settled(cloud());
    expect((await fetch(body.url)).status).to.equal(404);
    const { ledger } = await storedOf(cloud(), user);
    expect(ledger.map(({ sk }) => sk)).to.deep.equal(["user"]);
  });
});
