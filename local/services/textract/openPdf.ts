import { dirname, join } from "node:path";
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { type Canvas, createCanvas, ImageData } from "@napi-rs/canvas";

/** A PDF whose pages can be drawn. */
interface OpenPdf {
  pages: number;
  /** Width and height of a page, from 0, in points (1/72 inch). */
  sizeOf(index: number): Promise<[width: number, height: number]>;
  /** @param scale Pixels for each point. */
  draw(index: number, scale: number): Promise<Canvas>;
  close(): Promise<void>;
}

/** The name of a coding of scans, which no PDF hides: dictionaries of streams are never compressed. */
const JBIG2 = "/JBIG2Decode";

/**
 * Opens a PDF. PDFium, the renderer of Chromium, draws it, unless it has a scan coded as JBIG2: our build of PDFium
 * leaves those out, and would draw an empty page. pdf.js, which the page has, draws them.
 * @throws Error if it is damaged or, with "password" in its message, protected.
 */
export const openPdf = (content: Buffer): Promise<OpenPdf> =>
  content.includes(JBIG2) ? openWithPdfJs(content) : openWithPdfium(content);

async function openWithPdfium(content: Buffer): Promise<OpenPdf> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(content);
    return {
      pages: document.getPageCount(),
      async sizeOf(index) {
        const { originalWidth, originalHeight } = document.getPage(index).getOriginalSize();
        return [originalWidth, originalHeight];
      },
      async draw(index, scale) {
        const { width, height, data } = await document.getPage(index).render({ scale, render: "bitmap" });
        const canvas = createCanvas(width, height);
        const pixels = new ImageData(new Uint8ClampedArray(data), width, height);
        canvas.getContext("2d").putImageData(pixels, 0, 0);
        return canvas;
      },
      async close() {
        document.destroy();
        library.destroy();
      },
    };
  } catch (error) {
    library.destroy();
    throw error;
  }
}

async function openWithPdfJs(content: Buffer): Promise<OpenPdf> {
  const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const wasmUrl = `${join(dirname(require.resolve("pdfjs-dist/package.json")), "wasm")}/`;
  const task = getDocument({ data: new Uint8Array(content), wasmUrl, verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  const viewportOf = async (index: number, scale: number) =>
    (await document.getPage(index + 1)).getViewport({ scale });
  return {
    pages: document.numPages,
    async sizeOf(index) {
      const { width, height } = await viewportOf(index, 1);
      return [width, height];
    },
    async draw(index, scale) {
      const viewport = await viewportOf(index, scale);
      const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
      const page = await document.getPage(index + 1);
      // Its canvas is the one of @napi-rs, too.
      await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise;
      return canvas;
    },
    close: () => task.destroy(),
  };
}
