import { expect } from "chai";
import { type Grey, straightened } from "../../../local/services/textract/straightening";
import { tiltOf } from "../../../local/services/textract/tilt";

const WIDTH = 480;

interface Photo {
  degrees: number;
  fan: number;
  height: number;
}

/** Lines of ink as a photo from an angle shows them: turned, spread towards the right, and on a dark table. */
function lines({ degrees, fan, height }: Photo): Grey {
  const pixels = new Uint8Array(WIDTH * height).fill(255);
  const slope = Math.tan((degrees * Math.PI) / 180);
  for (let line = -height / 2 + 30; line < height / 2 - 30; line += 18)
    for (let x = 60; x < WIDTH - 60; x += 1)
      for (let thick = 0; thick < 6; thick += 1) {
        const across = x - WIDTH / 2;
        const y = Math.round((line + thick) * (1 + (fan * across) / WIDTH) + across * slope + height / 2);
        if (x % 7 > 1 && y >= 0 && y < height) pixels[y * WIDTH + x] = 20;
      }
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < 40; x += 1) pixels[y * WIDTH + x] = pixels[(y + 1) * WIDTH - 1 - x] = 40;
  return { width: WIDTH, height, pixels };
}

describe("tilt of a receipt in a photo", () => {
  const PHOTOS: Record<string, Photo> = {
    upright: { degrees: 0, fan: 0, height: 700 },
    turned: { degrees: -2.5, fan: 0, height: 700 },
    "long, from the right": { degrees: 1.5, fan: 0.05, height: 1_800 },
    "long, from the left": { degrees: -1, fan: -0.08, height: 1_800 },
  };
  for (const [name, photo] of Object.entries(PHOTOS)) {
    it(`is found: ${name}`, () => {
      const { angle, fan } = tiltOf(lines(photo));
      expect((angle * 180) / Math.PI).to.be.closeTo(photo.degrees, 0.25);
      expect(fan).to.be.closeTo(photo.fan, photo.height > 1_000 ? 0.006 : 0.02);
    });
  }

  it("is gone from every line of a picture that is straightened", () => {
    const { width, height, pixels } = straightened(lines({ degrees: 0, fan: 0.06, height: 1_800 }), 0.06);
    const inkAt = (x: number) =>
      Array.from({ length: height }, (_, y) => (pixels[y * width + x] ?? 255) < 128);
    const [left, right] = [inkAt(65), inkAt(width - 65)];
    const unlike = left.filter((ink, y) => ink !== right[y]).length;
    // A pixel more or less at the edges of lines, of six that they are thick.
    expect(unlike).to.be.below(2 * left.filter(Boolean).length * 0.2);
  });
});
