import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { inEvenTime } from "../../../domain/http/evenTime";

describe("work in even time", () => {
  it("takes a full second, whether it succeeds or fails, and hands on what comes of it", async () => {
    const timed = async (work: () => Promise<string>) => {
      const startedAt = performance.now();
      const result = await inEvenTime(work).catch((error: Error) => error.message);
      return { result, seconds: (performance.now() - startedAt) / 1000 };
    };
    const results = await Promise.all([
      timed(async () => "done"),
      timed(() => pause(300, "later")),
      timed(() => Promise.reject(new Error("refused"))),
    ]);
    expect(results.map(({ result }) => result)).to.deep.equal(["done", "later", "refused"]);
    // A timer may be a millisecond early.
    for (const { seconds } of results) expect(seconds).to.be.at.least(0.998);
  });
});
