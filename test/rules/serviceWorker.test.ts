import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { buildSite } from "../../site/build";

const ADDRESS = "https://site.example.com/config.json";

interface Asked {
  request: Request;
  respondWith(answer: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}

/** The built worker, with a network that the test answers, and with the text of `config.json` that it keeps. */
function startWorker(network: () => Promise<Response>, kept?: string) {
  const listeners = new Map<string, (event: Asked) => void>();
  const cache = {
    text: kept,
    match: async () => (cache.text === undefined ? undefined : new Response(cache.text)),
    put: async (_: string, response: Response) => {
      cache.text = await response.text();
    },
  };
  const self = {
    location: new URL(ADDRESS),
    addEventListener: (type: string, listener: (event: Asked) => void) => listeners.set(type, listener),
  };
  const code = buildSite({ connectSources: [] }).find(({ path }) => path === "sw.js")?.content;
  const caches = { open: async () => cache };
  runInNewContext(String(code), { self, caches, fetch: network, URL, Request, Response, setTimeout });
  return {
    cache,
    async config() {
      const works: Promise<unknown>[] = [];
      const answer = await new Promise<Response>((resolve, reject) => {
        listeners.get("fetch")?.({
          request: new Request(ADDRESS),
          respondWith: (answered) => void answered.then(resolve, reject),
          waitUntil: (work) => works.push(work),
        });
      });
      return { answer, renewed: Promise.all(works) };
    },
  };
}

describe("The deployment's values in the installed page", () => {
  it("are those of the network if it answers soon", async () => {
    const { cache, config } = startWorker(async () => new Response("new"), "kept");
    expect(await (await config()).answer.text()).to.equal("new");
    expect(cache.text).to.equal("new");
  });

  it("are the last known ones while the network hangs, and new the next time", async () => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    const { cache, config } = startWorker(() => promise, "kept");
    const { answer, renewed } = await config();
    expect(await answer.text()).to.equal("kept");
    resolve(new Response("new"));
    await renewed;
    expect(cache.text).to.equal("new");
  });

  for (const [what, network] of [
    ["refuses", async () => new Response("", { status: 503 })],
    ["fails", async () => Promise.reject(new TypeError("Failed to fetch"))],
  ] as const)
    it(`are the last known ones if the network ${what}`, async () => {
      const { answer, renewed } = await startWorker(network, "kept").config();
      expect(await answer.text()).to.equal("kept");
      await renewed;
    });

  it("are whatever the network answers if none are kept", async () => {
    const worker = startWorker(async () => new Response("", { status: 503 }));
    expect((await worker.config()).answer.status).to.equal(503);
  });
});
