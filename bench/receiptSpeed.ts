import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AnalyzeExpenseCommand, TextractClient } from "@aws-sdk/client-textract";
import { ROOT } from "./handlers";
import { freshProcess, interleave, medianInterval, type Result, type Run, ratioOf, timed } from "./harness";
import { type Outputs, signedIn, withLocalCloud } from "./localCloud";

/** Each takes a second or more. */
const DRAFTS = 11;

/** To tell 2 % in processor time, whose turns differ by a tenth. Those of the wall clock differ by twice that. */
const STARTS = 61;

const PHOTO = readFileSync(join(ROOT, "docs", "receipt.jpg"));

/** As `npm start` runs it: the collection of garbage is a part of a start. */
const NODE_OPTIONS: string[] = require("../local/nodeOptions.cjs");

/** Milliseconds that the page waits at most for a reading. */
const PATIENCE_MS = 60_000;

/**
 * Goals 22e and 22f: the time from a receipt to its draft besides its reading, and the cost of receipts for starting
 * the local cloud without one.
 */
export async function receiptSpeed({ say }: Run): Promise<Result[]> {
  say("Reading a receipt with and without its way");
  const { draft, reading } = await withLocalCloud(async (outputs) => {
    const headers = await signedIn(outputs);
    const textract = new TextractClient({
      endpoint: outputs.local.awsEndpointUrl,
      region: "us-east-1",
      credentials: outputs.local.credentials,
    });
    const analysis = new AnalyzeExpenseCommand({ Document: { Bytes: PHOTO } });
    return interleave(DRAFTS, {
      draft: () => timed(() => draftOfUpload(outputs, headers)),
      reading: () => timed(() => textract.send(analysis)),
    });
  });
  say("Starting the local cloud with and without receipts");
  const starts = await startTimes(STARTS);
  return [
    {
      ...{
        goal: "22e",
        what: "upload of a photo to its draft, against the reading of it alone",
        kind: "time",
      },
      ...{ figure: ratioOf(draft, reading), unit: "×", limit: { atMost: 1.3 }, details: {} },
    },
    {
      ...{
        goal: "22f",
        what: "processor time of a start of the local cloud, against one without receipts",
        kind: "time",
      },
      ...{ figure: ratioOf(...starts.processor), unit: "×", limit: { atMost: 1.02 } },
      details: {
        ...{ "median at least": starts.between[0], "median at most": starts.between[1] },
        "by the wall clock": ratioOf(...starts.took).median,
      },
    },
  ];
}

/** Like the page: announces, uploads by the form, and polls until there is a draft. */
async function draftOfUpload({ apiUrl }: Outputs, headers: Record<string, string>): Promise<void> {
  const receiptId = randomUUID();
  const announced = await fetch(`${apiUrl}/receipts`, {
    ...{ method: "POST", headers },
    body: JSON.stringify({
      ...{ receiptId, fileName: "receipt.jpg", contentType: "image/jpeg", bytes: PHOTO.length },
      sha256: createHash("sha256").update(PHOTO).digest("hex"),
    }),
  });
  const { upload } = (await announced.json()) as { upload: { url: string; fields: Record<string, string> } };
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(PHOTO)]), "receipt.jpg");
  await fetch(upload.url, { method: "POST", body: form });
  for (const begin = performance.now(); performance.now() - begin < PATIENCE_MS; await delay(20)) {
    const answer = await fetch(`${apiUrl}/receipts/${receiptId}`, { headers });
    const { state } = (await answer.json()) as { state: string };
    if (state === "toConfirm") return;
    if (state === "failed") throw new Error("The receipt could not be read.");
  }
  throw new Error("The receipt was not read in time.");
}

/** Milliseconds of each start with receipts, and of the one without them in the same turn. */
type Pairs = [having: number[], lacking: number[]];

/** Starts clouds with and without receipts by turns. */
async function startTimes(turns: number) {
  const [processor, took]: [Pairs, Pairs] = [
    [[], []],
    [[], []],
  ];
  const startsWith = (receipts: boolean, at: 0 | 1) => async () => {
    const start = await startedWith(receipts);
    processor[at].push(start.processor);
    took[at].push(start.took);
    return start.processor;
  };
  await interleave(turns, { having: startsWith(true, 0), lacking: startsWith(false, 1) });
  // The turn beforehand, in which what is built once is built.
  for (const times of [...processor, ...took]) times.shift();
  const between = medianInterval(processor[0].map((time, turn) => time / (processor[1][turn] ?? Number.NaN)));
  return { processor, took, between };
}

/** Milliseconds from a new process to a running cloud, with the options that `npm start` gives to Node.js. */
const startedWith = (receipts: boolean) =>
  freshProcess<{ took: number; processor: number }>([
    ...[...NODE_OPTIONS, join(ROOT, "bench", "startedCloud.ts"), String(receipts)],
  ]);
