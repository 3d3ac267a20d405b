import { mock } from "node:test";
import { expect } from "chai";
import { pictureOfReceipt, received } from "../../site/data/receipts/receiptList";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { RequestError } from "../../site/lib/network/requestError";
import { problem } from "../helpers/problem";
import { tokensOf, usePage } from "./page";

async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("The picture of a receipt", () => {
  const page = usePage();
  /** Requests to the API so far. */
  let asked: number;
  /** The request by which the bucket has notified the API of the file. */
  let told: number;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    startSession(tokensOf("ada"));
    asked = 0;
    told = Number.POSITIVE_INFINITY;
    page.serve((url) => {
      if (url.hostname === "bucket.example.com") return new Response("a picture");
      if (!url.pathname.endsWith("/picture")) return Response.json({ state: "reading", hasFile: false });
      asked += 1;
      return asked < told
        ? Response.json(problem("receipt.noFile"), { status: 409 })
        : Response.json({ url: "https://bucket.example.com/a" });
    });
  });
  afterEach(async () => {
    await signOut();
    mock.timers.reset();
  });

  /** The page has sent the file of a receipt. */
  const send = (receiptId: string) =>
    received({
      ...{ receiptId, state: "reading", fileName: "a.pdf", contentType: "application/pdf", bytes: 1 },
      ...{ sha256: "", hasFile: false, createdAt: "2026-11-20T08:00:00.000Z", createdBy: "ada", version: 1 },
    });

  it("that this page has sent is waited for until the bucket has told the API of it", async () => {
    told = 3;
    send("mine");
    const picture = pictureOfReceipt("mine");
    for (const pause of [1_000, 2_000]) {
      await settled();
      mock.timers.tick(pause);
    }
    expect(await (await picture).text()).to.equal("a picture");
    expect(asked).to.equal(told);
  });

  it("that another device sends is refused until it is there", async () => {
    const error = await pictureOfReceipt("theirs").catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RequestError).and.to.include({ code: "receipt.noFile" });
    expect(asked).to.equal(1);
  });
});
