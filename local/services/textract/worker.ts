import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { createWorker, OEM, PSM, type Worker } from "tesseract.js";
import { linesOf } from "./lines";
import { DocumentError, type ReaderAnswer, type ReaderRequest, type ReadPage } from "./model";
import { pagesOf } from "./pages";
import { legiblePicture } from "./picture";

// The thread that reads: decoding and straightening would stop the local cloud otherwise. Tesseract has one of its own.

/** The first one decides where both could be meant: German reads English words, English no umlauts. */
const LANGUAGES = ["deu", "eng"];

/** The smaller of the two models of a language, which is equally accurate. */
const MODEL = "4.0.0_best_int";

let tesseract: Promise<Worker> | undefined;

async function startTesseract(): Promise<Worker> {
  // Tesseract takes all its languages from one folder; each has a package of its own.
  const folder = await mkdtemp(join(tmpdir(), "textract-"));
  try {
    for (const code of LANGUAGES) {
      const file = `${code}.traineddata.gz`;
      await copyFile(require.resolve(`@tesseract.js-data/${code}/${MODEL}/${file}`), join(folder, file));
    }
    const options = { langPath: folder, cacheMethod: "none", gzip: true };
    const worker = await createWorker(LANGUAGES, OEM.LSTM_ONLY, options);
    // One block: the gaps of a receipt part no columns.
    await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK });
    return worker;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function read({ document, maxPages }: ReaderRequest): Promise<ReadPage[]> {
  const pages: ReadPage[] = [];
  for await (const page of pagesOf(Buffer.from(document), maxPages)) {
    const { file, onPage } = legiblePicture(page);
    tesseract ??= startTesseract();
    const { data } = await (await tesseract).recognize(file, {}, { text: false, blocks: true });
    pages.push(linesOf(data, onPage));
  }
  return pages;
}

async function answer(request: ReaderRequest): Promise<ReaderAnswer> {
  try {
    return { pages: await read(request) };
  } catch (error) {
    if (error instanceof DocumentError) return { fault: error.fault, message: error.message };
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on("message", async (request: ReaderRequest) => parentPort?.postMessage(await answer(request)));
