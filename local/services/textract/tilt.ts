import type { Grey } from "./straightening";

/** The direction of the lines of a picture. */
interface Tilt {
  /** The middle one's, in radians clockwise. */
  angle: number;
  /** By which share the lines are farther from each other at the right edge than at the left one. */
  fan: number;
}

const MOST_DEGREES = 6;
/** More than the perspective of a photo that somebody takes with care. */
const MOST_FAN = 0.08;

/** A first look at all tilts, and a second one around the best. */
const COARSE = { degrees: 0.25, fan: 0.01 };
const FINE = { degrees: 0.125, fan: 0.0025 };

const INK = 150;
/** Letters are no higher, in pixels; a table is. */
const MOST_RUN = 14;

/** The tilt of the lines: the one at which ink gathers in the fewest rows. */
export function tiltOf(picture: Grey): Tilt {
  const ink = inkOf(picture);
  const first = best(ink, picture, { degrees: 0, fan: 0 }, { degrees: MOST_DEGREES, fan: MOST_FAN }, COARSE);
  const { degrees, fan } = best(ink, picture, first, COARSE, FINE);
  return { angle: radians(degrees), fan };
}

interface Candidate {
  degrees: number;
  fan: number;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/**
 * The profile of where ink ends downwards, by its place beside the middle: letters stand on their lines, while a dark
 * table, which may have more ink than all letters, reveals the picture's edges.
 */
interface Ink {
  x: Float32Array;
  y: Float32Array;
}

function inkOf({ width, height, pixels }: Grey): Ink {
  const feet: number[] = [];
  const runs = new Uint16Array(width);
  for (let at = 0; at < pixels.length; at += 1) {
    const run = runs[at % width] ?? 0;
    const isDark = (pixels[at] ?? 255) < INK;
    if (!isDark && run > 0 && run <= MOST_RUN) feet.push(at - width);
    runs[at % width] = isDark ? run + 1 : 0;
  }
  return {
    x: Float32Array.from(feet, (at) => (at % width) - width / 2),
    y: Float32Array.from(feet, (at) => Math.floor(at / width) - height / 2),
  };
}

/** The sharpest of the tilts around another one. */
function best(ink: Ink, size: Grey, around: Candidate, reach: Candidate, step: Candidate): Candidate {
  let found = { ...around, sharpness: 0 };
  const across = Math.round(reach.degrees / step.degrees);
  const along = Math.round(reach.fan / step.fan);
  for (let turn = -across; turn <= across; turn += 1)
    for (let spread = -along; spread <= along; spread += 1) {
      const tilt = { degrees: around.degrees + turn * step.degrees, fan: around.fan + spread * step.fan };
      // A picture that is equally sharp without a tilt has none.
      const bonus = 1 + (tilt.degrees === 0 ? 0.001 : 0) + (tilt.fan === 0 ? 0.001 : 0);
      const sharpness = bonus * sharpnessAt(ink, size, tilt);
      if (sharpness > found.sharpness) found = { ...tilt, sharpness };
    }
  return found;
}

function sharpnessAt({ x, y }: Ink, { width, height }: Grey, { degrees, fan }: Candidate): number {
  const slope = Math.tan(radians(degrees));
  const margin = Math.ceil(width / 2);
  const rows = new Float64Array(height + 2 * margin);
  for (let at = 0; at < x.length; at += 1) {
    const across = x[at] ?? 0;
    const row = Math.round(
      ((y[at] ?? 0) - across * slope) / (1 + (fan * across) / width) + height / 2 + margin,
    );
    rows[row] = (rows[row] ?? 0) + 1;
  }
  let sum = 0;
  for (let row = 1; row < rows.length; row += 1) sum += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return sum;
}
