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

    it(`fails the request whose callback throws, and continues: ${name}`, async () => {
      const address = new URL(url(cloud));
      const listeners = process.listeners("uncaughtException");
      process.removeAllListeners("uncaughtException");
      const contained: boolean[] = [];
      const contain = (error: unknown) => contained.push(failRequestOf(error));
      process.on("uncaughtException", contain);
      breakNextAnswer();
      try {
        expect(await ask(address)).to.match(/^HTTP\/1\.1 50[02] /);
        expect(contained).to.deep.equal([true]);
        expect(await ask(address)).to.match(/^HTTP\/1\.1 4\d\d /);
      } finally {
        mock.restoreAll();
        process.off("uncaughtException", contain);
        for (const listener of listeners) process.on("uncaughtException", listener);
      }
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
