import { type Canvas, createCanvas, GlobalFonts, ImageData } from "@napi-rs/canvas";
import type { Random } from "../random";
import type { Layout, PrintedRow } from "./layouts";
import type { MadeUpReceipt } from "./madeUpReceipt";

// Prints a receipt and takes a picture of it, as a phone does: turned, from an angle, blurred, in a shadow, as a JPEG.

const PAPER_WIDTH = 800;
const MARGIN = 34;

/** Folder of Debian's `fonts-dejavu-core` and `fonts-dejavu-extra`, which the tests of the page use as well. */
const FONTS = "/usr/share/fonts/truetype/dejavu";

/** @throws Error if the fonts are missing. */
export function loadFonts(): void {
  GlobalFonts.loadFontsFromDir(FONTS);
  if (!GlobalFonts.has("DejaVu Sans Mono"))
    throw new Error("Install fonts-dejavu-core and fonts-dejavu-extra.");
}

/** A receipt on paper, upright and sharp. */
export function printed(
  receipt: MadeUpReceipt,
  { rows: rowsOf, font, columns }: Layout,
  random: Random,
): Canvas {
  const rows = rowsOf(receipt);
  const size = ((PAPER_WIDTH - 2 * MARGIN) / columns) * (font.includes("Mono") ? 1.66 : 1.8);
  const heights = rows.map((row) => size * (row.size ?? 1) * 1.35);
  const height = Math.ceil(heights.reduce((sum, one) => sum + one, 3 * MARGIN));
  const canvas = createCanvas(PAPER_WIDTH, height);
  const context = canvas.getContext("2d");
  context.fillStyle = random.pick(["#fff", "#fbfaf4", "#f4f5f7"]);
  context.fillRect(0, 0, PAPER_WIDTH, height);
  // Thermal print fades.
  const ink = random.integer(20, font.includes("Mono") ? 95 : 50);
  context.fillStyle = `rgb(${ink},${ink},${ink + 8})`;
  let y = MARGIN;
  for (const [index, row] of rows.entries()) {
    y += heights[index] ?? 0;
    context.font = `${row.bold ? "bold " : ""}${size * (row.size ?? 1)}px "${font}"`;
    print(context, row, y);
  }
  return canvas;
}

function print(
  context: ReturnType<Canvas["getContext"]>,
  { left, right, center }: PrintedRow,
  y: number,
): void {
  const at = (text: string | undefined, align: CanvasTextAlign, x: number) => {
    if (text === undefined) return;
    context.textAlign = align;
    context.fillText(text, x, y, PAPER_WIDTH - 2 * MARGIN);
  };
  at(left, "left", MARGIN);
  at(center, "center", PAPER_WIDTH / 2);
  at(right, "right", PAPER_WIDTH - MARGIN);
}

/** A picture of it, as a JPEG of quality 60. */
export function photographed(paper: Canvas, random: Random): Promise<Buffer> {
  const taken = seen(paper, random);
  const blurred = createCanvas(taken.width, taken.height);
  const context = blurred.getContext("2d");
  context.filter = `blur(${random.between(0.2, 1.1).toFixed(2)}px)`;
  context.drawImage(taken, 0, 0);
  context.filter = "none";
  shade(blurred, random);
  return blurred.encode("jpeg", 60);
}

/** Turned by up to 3°, and from an angle: by the homography from the picture to the paper. */
function seen(paper: Canvas, random: Random): Canvas {
  const angle = (random.between(-3, 3) * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const paperSize = { width: paper.width, height: paper.height };
  const source = paper.getContext("2d").getImageData(0, 0, paper.width, paper.height).data;
  // The whole receipt is in the picture.
  const width = Math.ceil(paper.width * 1.06 + paper.height * Math.abs(sin)) + 40;
  const height = Math.ceil(paper.height * 1.06 + paper.width * Math.abs(sin)) + 40;
  // Once, because it crosses into native code.
  const target = new ImageData(width, height);
  const pixels = target.data;
  const [tiltX, tiltY] = [random.between(-0.05, 0.05) / width, random.between(-0.05, 0.05) / height];
  const table = random.pick([
    [92, 70, 52],
    [70, 76, 84],
    [150, 140, 128],
  ]);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const depth = 1 + tiltX * dx + tiltY * dy;
      const sx = (dx * cos + dy * sin) / depth + paperSize.width / 2;
      const sy = (dy * cos - dx * sin) / depth + paperSize.height / 2;
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1)
        pixels[at + channel] = sampled(source, paperSize, sx, sy, channel) ?? table[channel] ?? 0;
      pixels[at + 3] = 255;
    }
  const canvas = createCanvas(width, height);
  canvas.getContext("2d").putImageData(target, 0, 0);
  return canvas;
}

/** Between four pixels; undefined beside the paper. */
function sampled(
  data: Uint8ClampedArray,
  { width, height }: { width: number; height: number },
  x: number,
  y: number,
  channel: number,
): number | undefined {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return undefined;
  const at = (top * width + left) * 4 + channel;
  const [over, down] = [x - left, y - top];
  const above = (data[at] ?? 0) * (1 - over) + (data[at + 4] ?? 0) * over;
  const below = (data[at + width * 4] ?? 0) * (1 - over) + (data[at + width * 4 + 4] ?? 0) * over;
  return above * (1 - down) + below * down;
}

/** Uneven light, and often the soft edge of the photographer's shadow. */
function shade(canvas: Canvas, random: Random): void {
  const { width, height } = canvas;
  const context = canvas.getContext("2d");
  context.globalCompositeOperation = "multiply";
  const light = context.createLinearGradient(0, 0, random.between(0, width), height);
  light.addColorStop(0, "#fff");
  light.addColorStop(1, random.pick(["#ddd", "#c8c4bc", "#eee"]));
  context.fillStyle = light;
  context.fillRect(0, 0, width, height);
  if (random.chance(0.6)) {
    const x = random.between(0.2, 0.8) * width;
    const shadow = context.createLinearGradient(x - 60, 0, x + 60, height * 0.2);
    shadow.addColorStop(0, "#fff");
    shadow.addColorStop(1, random.pick(["#999", "#aaa", "#bbb"]));
    context.fillStyle = shadow;
    context.fillRect(0, 0, width, height);
  }
  context.globalCompositeOperation = "source-over";
}
