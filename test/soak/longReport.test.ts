import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

const run = promisify(execFile);
/** `npm run test:soak` makes reports as long as is promised. */
const [SHORT, LONG] = process.env.FULL ? [100_000, 1_000_000] : [40_000, 120_000];

/**
 * An ID in a set, in bytes: one that is read again, since its expense moved meanwhile, is known by it. A row is a
 * thousand; the rest is for what a part of the upload happens to hold.
 */
const MAX_BYTES_OF_ID = process.env.FULL ? 100 : 300;

interface Figures {
  expenses: number;
  itemsRead: number;
  peakMb: number;
  rowsPerSecond: number;
}

/** Makes a report in a process of its own, with the heap that Lambda gives a function of 1,024 MB. */
async function makeReport(rows: number, s3: string): Promise<Figures> {
  const script = join(__dirname, "../helpers/longReport.ts");
  const options = [
    "--max-old-space-size=922",
    "--expose-gc",
    "-r",
    "ts-node/register",
    script,
    String(rows),
    s3,
  ];
  const { stdout } = await run(process.execPath, options);
  return JSON.parse(stdout);
}

/** As much of S3 as an upload needs; keeps nothing but the number of lines. */
function lineCounter() {
  const counter = { lines: 0 };
  const server = createServer(async (request, response) => {
    for await (const chunk of request) {
      if (request.method === "PUT") for (const byte of chunk as Buffer) if (byte === 10) counter.lines += 1;
    }
    response.setHeader("ETag", '"1"');
    response.end(request.method === "POST" ? "<R><UploadId>1</UploadId></R>" : "");
  });
  return { server, counter };
}

describe("a long report", function () {
  this.timeout(300_000);

  const { server, counter } = lineCounter();
  let url: string;
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it(`of ${LONG} expenses reads each once and keeps no more of them in memory than their IDs`, async () => {
    const short = await makeReport(SHORT, url);
    expect(short).to.include({ expenses: SHORT, itemsRead: SHORT });
    expect(counter.lines).to.equal(SHORT + 1);
    const long = await makeReport(LONG, url);
    expect(long).to.include({ expenses: LONG, itemsRead: LONG });
    expect(counter.lines).to.equal(SHORT + LONG + 2);
    if (process.env.FULL) console.log({ short, long });
    expect(((long.peakMb - short.peakMb) * 2 ** 20) / (LONG - SHORT)).to.be.at.most(MAX_BYTES_OF_ID);
  });
});
