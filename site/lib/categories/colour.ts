/**
 * Hue of a color in OKLCH, in degrees: the page keeps the hue of what a user chose and lets the theme define its
 * lightness and chroma, so that every sign is readable in both themes. CSS could (`oklch(from …)`), but not in every
 * supported browser. The figures are Björn Ottosson's: https://bottosson.github.io/posts/oklab/
 * @param colour `#rrggbb`.
 */
export function hueOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return (Math.round((Math.atan2(b, a) * 180) / Math.PI) + 360) % 360;
}
