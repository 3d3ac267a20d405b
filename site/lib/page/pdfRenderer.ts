import { GlobalWorkerOptions, getDocument, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

/** The file in which the renderer's worker is; set by the build. */
declare const PDF_WORKER: string;
/** The folder of the decoders that it loads; set by the build. */
declare const PDF_DECODERS: string;

/** Pixels of the longer side of a rendered page: small print is legible, and twenty pages fit into a phone's memory. */
const SIDE = 1600;
const JPEG_QUALITY = 0.9;

/**
 * Draws the pages of a PDF, one after the other.
 * @throws Error if it is damaged.
 */
export async function* pdfPages(file: Blob): AsyncGenerator<Blob> {
  GlobalWorkerOptions.workerSrc = new URL(PDF_WORKER, document.baseURI).href;
  // Without WebAssembly, which the content security policy forbids.
  const wasmUrl = new URL(PDF_DECODERS, document.baseURI).href;
  const task = getDocument({ data: await file.arrayBuffer(), useWasm: false, wasmUrl });
  try {
    const pdf = await task.promise;
    for (let number = 1; number <= pdf.numPages; number += 1) yield await drawn(await pdf.getPage(number));
  } finally {
    await task.destroy();
  }
}

async function drawn(page: PDFPageProxy): Promise<Blob> {
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: SIDE / Math.max(width, height) });
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: Math.ceil(viewport.width), height: Math.ceil(viewport.height) });
  await page.render({ canvas, viewport }).promise;
  const picture = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY);
  });
  page.cleanup();
  if (!picture) throw new Error("The browser made no picture of a page.");
  return picture;
}
