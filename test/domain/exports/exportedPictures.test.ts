import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { unzipSync } from "fflate";
import { ExportedPictures } from "../../../domain/exports/exportedPictures";
import { zipped } from "../../../domain/exports/zipped";
import type { StoredReceipt } from "../../../domain/receipts/storedReceipt";

const receiptsOf = (count: number, bytes = 100) =>
  Array.from(
    { length: count },
    (_, index) =>
      ({
        ...{ receiptId: `r${index}`, contentType: "image/jpeg", bytes, objectVersion: "1" },
        createdAt: "2026-11-27T10:00:00.000Z",
      }) as StoredReceipt,
  );

/** Files that are read slowly, the earlier ones the longest. */
function slowFiles() {
  const state = { reading: 0, most: 0, read: 0, unused: 0, mostUnused: 0 };
  const read = async ({ receiptId }: { receiptId: string }) => {
    state.reading += 1;
    state.most = Math.max(state.most, state.reading);
    for (let turn = 10 - (Number(receiptId.slice(1)) % 10); turn > 0; turn -= 1) await nextTurn();
    state.reading -= 1;
    state.read += 1;
    state.unused += 1;
    state.mostUnused = Math.max(state.mostUnused, state.unused + state.reading);
    return { content: Buffer.from(receiptId), isBare: true };
  };
  return { state, read };
}

const namesOf = async (pictures: ExportedPictures, onTake = () => {}) => {
  const names: string[] = [];
  for await (const { name } of pictures.files()) {
    onTake();
    names.push(name);
    await nextTurn();
  }
  return names;
};

describe("The pictures of an export", () => {
  it("are read several at a time, in order, and no more than those are in memory", async () => {
    const { state, read } = slowFiles();
    const pictures = new ExportedPictures(receiptsOf(100), { read }, () => true);
    const names = await namesOf(pictures, () => {
      state.unused -= 1;
    });
    expect(names).to.deep.equal(receiptsOf(100).map(({ receiptId }) => `${receiptId}.jpg`));
    expect([state.most, state.mostUnused, pictures.left]).to.deep.equal([8, 8, 0]);
  });

  it("end in time, in an archive that is whole, and those that are left out are counted", async () => {
    let time = 30;
    const pictures = new ExportedPictures(receiptsOf(100), slowFiles(), () => time-- > 0);
    const chunks: Uint8Array[] = [];
    for await (const chunk of zipped(pictures.files())) chunks.push(chunk);
    expect(Object.keys(unzipSync(Buffer.concat(chunks)))).to.have.length(30);
    expect(pictures.left).to.equal(70);
  });

  it("end before the archive has more parts than S3 takes", async () => {
    const pictures = new ExportedPictures(receiptsOf(10, 10_000_000_000), slowFiles(), () => true);
    expect(await namesOf(pictures)).to.have.length(4);
    expect(pictures.left).to.equal(6);
  });

  it("leave out one that was deleted meanwhile, which is not counted", async () => {
    const { read } = slowFiles();
    const source = {
      read: async (receipt: { receiptId: string }) =>
        receipt.receiptId === "r3" ? undefined : read(receipt),
    };
    const pictures = new ExportedPictures(receiptsOf(10), source, () => true);
    expect([(await namesOf(pictures)).length, pictures.left]).to.deep.equal([9, 0]);
  });

  it("fail with the one that fails, and nothing else does", async () => {
    const { state, read } = slowFiles();
    const source = {
      async read(receipt: { receiptId: string }) {
        if (Number(receipt.receiptId.slice(1)) >= 5) throw new Error(`No ${receipt.receiptId}`);
        return read(receipt);
      },
    };
    const pictures = new ExportedPictures(receiptsOf(20), source, () => true);
    const outcome = await namesOf(pictures).catch(({ message }: Error) => message);
    expect([outcome, state.read]).to.deep.equal(["No r5", 5]);
  });
});
