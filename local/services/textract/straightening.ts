/** A picture without colors. */
export interface Grey {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/**
 * Makes the lines of a picture parallel that fan out from left to right, like those of a receipt whose right side is
 * nearer to the camera: the longer the receipt, the steeper the last ones, and a reader that expects one slope loses
 * them.
 */
export function straightened(picture: Grey, fan: number): Grey {
  if (fan === 0) return picture;
  const { width, height, pixels: source } = picture;
  const pixels = new Uint8Array(source.length);
  const middle = height / 2;
  const stretch = Float64Array.from({ length: width }, (_, x) => 1 + fan * (x / width - 0.5));
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      const from = Math.min(height - 1, Math.max(0, middle + (y - middle) * (stretch[x] ?? 1)));
      const top = Math.floor(from);
      const above = source[top * width + x] ?? 255;
      const below = source[Math.min(height - 1, top + 1) * width + x] ?? 255;
      pixels[at] = above + (below - above) * (from - top);
    }
  return { width, height, pixels };
}
