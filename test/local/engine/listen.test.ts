import { createServer } from "node:http";
import { expect } from "chai";
import { authorityOf, listenAgain, stopListening } from "../../../local/engine/listen";

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

  const addresses: [protocol: "http" | "https", port: number, authority: string][] = [
    ["http", 80, "my-box"],
    ["http", 443, "my-box:443"],
    ["http", 3000, "my-box:3000"],
    ["https", 443, "my-box"],
    ["https", 80, "my-box:80"],
  ];
  for (const [protocol, port, authority] of addresses) {
    it(`are in an address as browsers send it: ${protocol} and ${port}`, () => {
      expect(authorityOf(protocol, "my-box", port)).to.equal(authority);
    });
  }
});
