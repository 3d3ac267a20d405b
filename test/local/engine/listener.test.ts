import { globSync, readFileSync } from "node:fs";
import { ServerResponse } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { mock } from "node:test";
import { expect } from "chai";
import { failRequestOf } from "../../../local/engine/containment";
import { listen, stopListening } from "../../../local/engine/listen";
import { createListener } from "../../../local/engine/listener";
import { ownPages } from "../../../local/engine/trust";
import { type Fixture, startFixture } from "../fixture";

import { exchange, LISTENERS } from "../rawRequests";

const LOCAL = join(__dirname, "../../../local");

/** The report of an error that a request throws, with its service. */
const PROBLEMS: Record<string, string> = {
  site: "Website, POST /nothing: It threw.",
  distribution: "CloudFront, POST /nothing: It threw.",
  API: "API, POST /nothing: It threw.",
  console: "Console, POST /nothing: It threw.",
  "AWS endpoint": "s3 POST /nothing failed: It threw.",
};

/** Makes the next answer send nothing, and throw where nobody waits. */
function breakNextAnswer(): void {
  const { writeHead } = ServerResponse.prototype;
  let isBroken = true;
  mock.method(ServerResponse.prototype, "writeHead", function (this: ServerResponse, ...head: [number]) {
    if (!isBroken) return writeHead.apply(this, head);
    isBroken = false;
    const { end } = this;
    this.end = () => this;
    setImmediate(() => {
      this.end = end;
      throw new Error("It threw.");
    });
    return this;
  });
}

/** Makes the next answer throw where nobody waits, once it is sent. */
function breakAfterNextAnswer(): void {
  const { end } = ServerResponse.prototype;
  let isBroken = true;
  mock.method(ServerResponse.prototype, "end", function (this: ServerResponse, ...body: unknown[]) {
    Reflect.apply(end, this, body);
    if (!isBroken) return this;
    isBroken = false;
    setImmediate(() => {
      throw new Error("It threw.");
    });
    return this;
  });
}

/** Does something while uncaught errors fail their requests, as in `npm start`. @returns for each, if it had a request */
async function containing(act: () => Promise<void>): Promise<boolean[]> {
  const listeners = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  const contained: boolean[] = [];
  const contain = (error: unknown) => contained.push(failRequestOf(error));
  process.on("uncaughtException", contain);
  try {
    await act();
  } finally {
    mock.restoreAll();
    process.off("uncaughtException", contain);
    for (const listener of listeners) process.on("uncaughtException", listener);
  }
  return contained;
}

describe("every listener of the local cloud", function () {
  this.timeout(60_000);

  let cloud: Fixture;
  before(async () => {
    cloud = await startFixture();
  });
  after(() => cloud.stop());

  const all = [
    ...LISTENERS.map(({ name, url }) => ({ name, url })),
    { name: "AWS endpoint", url: (running: Fixture) => running.local.awsEndpointUrl },
  ];
  const ask = (url: URL, host = url.host) =>
    exchange(url, `POST /nothing HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, 5_000);

  for (const { name, url } of all) {
    it(`refuses a foreign host: ${name}`, async () => {
      expect(await ask(new URL(url(cloud)), "rebound.test")).to.match(/^HTTP\/1\.1 403 /);
    });

    it(`fails the request whose callback throws, reports it once, and continues: ${name}`, async () => {
      const contained = await containing(async () => {
        breakNextAnswer();
        expect(await ask(new URL(url(cloud)))).to.match(/^HTTP\/1\.1 50[02] /);
        expect(await ask(new URL(url(cloud)))).to.match(/^HTTP\/1\.1 4\d\d /);
      });
      expect(contained).to.deep.equal([true]);
      expect(cloud.problems.splice(0)).to.deep.equal([PROBLEMS[name]]);
    });

    it(`reports an error once that follows its answer: ${name}`, async () => {
      const contained = await containing(async () => {
        breakAfterNextAnswer();
        await ask(new URL(url(cloud)));
      });
      expect(contained).to.deep.equal([true]);
      expect(cloud.problems.splice(0)).to.deep.equal([PROBLEMS[name]]);
    });
  }

  it("is made by the one function that checks and contains its requests", () => {
    const makers = globSync("**/*.ts", { cwd: LOCAL }).filter((path) =>
      /import [^;]*\bcreateServer\b[^;]* from "node:https?"/.test(readFileSync(join(LOCAL, path), "utf8")),
    );
    expect(makers).to.deep.equal(["engine/listener.ts"]);
  });
});

describe("a listener of the local cloud", () => {
  it("takes a request that its client cut short for no fault", async () => {
    const failures: unknown[] = [];
    const read = Promise.withResolvers<void>();
    const server = createListener(ownPages("localhost"), (request) => ({
      answer: () => text(request).then(() => {}),
      refuse: (reason) => failures.push(reason),
      fail: (error) => failures.push(error),
    }));
    const client = connect(await listen(server, 0), "127.0.0.1");
    server.once("request", (request) => {
      request.once("close", () => setImmediate(read.resolve));
      client.destroy();
    });
    client.write("POST /queues HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");
    await read.promise;
    await stopListening(server);
    expect(failures).to.deep.equal([]);
  });
});
