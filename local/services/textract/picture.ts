import { type Canvas, createCanvas, type Image, type SKRSContext2D } from "@napi-rs/canvas";
import type { Point } from "./model";
import { type Grey, straightened } from "./straightening";
import { tiltOf } from "./tilt";

// Makes a photo legible: upright, of even brightness, with letters of a size that the reader was trained on.

/** A gray picture, and where its points lie on the page. */
interface LegiblePicture {
  /** Binary PGM, which the reader takes without decoding. */
  file: Buffer;
  onPage(x: number, y: number): Point;
}

const WIDTH = { least: 1_000, most: 1_700 };
const MOST_PIXELS = 9_000_000;

/** Width at which lines are still apart and a turn by a quarter of a degree shows. */
const SKETCH_WIDTH = 480;

export function legiblePicture(source: Image | Canvas): LegiblePicture {
  const sketch = greyOf(drawn(source, SKETCH_WIDTH / source.width, 0));
  flatten(sketch);
  const { angle, fan } = tiltOf(sketch);
  const wanted = Math.min(Math.max(source.width, WIDTH.least), WIDTH.most) / source.width;
  const scale = Math.min(wanted, Math.sqrt(MOST_PIXELS / (source.width * source.height)));
  const turned = greyOf(drawn(source, scale, -angle));
  flatten(turned);
  const grey = straightened(turned, fan);
  const { width, height } = grey;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return {
    file: Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey.pixels]),
    onPage(x, y) {
      const dx = x - width / 2;
      const dy = (y - height / 2) * (1 + (fan * dx) / width);
      return {
        X: (dx * cos - dy * sin) / (source.width * scale) + 0.5,
        Y: (dx * sin + dy * cos) / (source.height * scale) + 0.5,
      };
    },
  };
}

/** A picture scaled and turned about its middle, on white. */
function drawn(source: Image | Canvas, scale: number, angle: number): SKRSContext2D {
  const width = Math.max(1, Math.round(source.width * scale));
  const height = Math.max(1, Math.round(source.height * scale));
  const context = createCanvas(width, height).getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.translate(width / 2, height / 2);
  context.rotate(angle);
  context.drawImage(source, -width / 2, -height / 2, width, height);
  return context;
}

function greyOf(context: SKRSContext2D): Grey {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < pixels.length; at += 1, from += 4)
    pixels[at] = ((data[from] ?? 0) * 77 + (data[from + 1] ?? 0) * 151 + (data[from + 2] ?? 0) * 28) >> 8;
  return { width, height, pixels };
}

/** Side of the squares whose brightest point is taken for paper. */
const SQUARE = 24;

/** Divides a picture by the brightness of its paper, which removes shadows and gradients of light. */
function flatten({ width, height, pixels }: Grey): void {
  const columns = Math.ceil(width / SQUARE);
  const rows = Math.ceil(height / SQUARE);
  const paper = blurred(brightest({ width, height, pixels }, columns, rows), columns, rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.max(0, Math.min(rows - 1, y / SQUARE - 0.5));
    const top = Math.floor(row);
    const bottom = Math.min(rows - 1, top + 1);
    for (let x = 0; x < width; x += 1) {
      const column = Math.max(0, Math.min(columns - 1, x / SQUARE - 0.5));
      const left = Math.floor(column);
      const right = Math.min(columns - 1, left + 1);
      const [over, down] = [column - left, row - top];
      const above =
        (paper[top * columns + left] ?? 0) * (1 - over) + (paper[top * columns + right] ?? 0) * over;
      const below =
        (paper[bottom * columns + left] ?? 0) * (1 - over) + (paper[bottom * columns + right] ?? 0) * over;
      const light = above * (1 - down) + below * down;
      const at = y * width + x;
      pixels[at] = Math.min(255, ((pixels[at] ?? 0) * 255) / light);
    }
  }
}

/** Nothing darker is paper: dark tables stay dark, and their grain does not become print. */
const DARKEST_PAPER = 70;

function brightest({ width, height, pixels }: Grey, columns: number, rows: number): Float32Array {
  const paper = new Float32Array(columns * rows).fill(DARKEST_PAPER);
  for (let y = 0; y < height; y += 2) {
    const row = Math.floor(y / SQUARE) * columns;
    for (let x = 0; x < width; x += 2) {
      const square = row + Math.floor(x / SQUARE);
      const pixel = pixels[y * width + x] ?? 0;
      if (pixel > (paper[square] ?? 0)) paper[square] = pixel;
    }
  }
  return paper;
}

function blurred(values: Float32Array, columns: number, rows: number): Float32Array {
  return values.map((_, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    let sum = 0;
    let count = 0;
    for (let row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row += 1)
      for (let column = Math.max(0, x - 1); column <= Math.min(columns - 1, x + 1); column += 1) {
        sum += values[row * columns + column] ?? 0;
        count += 1;
      }
    return sum / count;
  });
}
