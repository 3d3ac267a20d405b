import { createServer } from "node:http";
import { expect } from "chai";
import { listenAgain, stopListening } from "../../../local/engine/listen";

describe("local ports", () => {
  it("are those of the last run when they are free, else any", async () => {
    const value: Record<string, number> = {};
    const ports = { value, update: async (change: (all: typeof value) => void) => change(value) };
    const [first, second, third] = [createServer(), createServer(), createServer()];
    const port = await listenAgain(first, "it", ports);
    expect(await listenAgain(second, "it", ports)).to.not.equal(port);
    await stopListening(first);
    value.it = port;
    expect(await listenAgain(third, "it", ports)).to.equal(port);
    await Promise.all([second, third].map(stopListening));
  });
});
