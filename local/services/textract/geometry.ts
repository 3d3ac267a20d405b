import type { Detection, Geometry, Point, ReadWord } from "./model";

/** The box of a line's words, turned with them. */
export function geometryOf(words: readonly ReadWord[]): Geometry {
  const first = words[0]?.polygon ?? [];
  const last = words.at(-1)?.polygon ?? [];
  return placed([first[0], last[1], last[2], first[3]].filter((point) => point !== undefined));
}

/** A place by its corners. */
export function placed(points: readonly Point[]): Geometry {
  const Polygon = points.map(({ X, Y }) => ({ X: within(X), Y: within(Y) }));
  const [left, right] = [Math.min(...Polygon.map(({ X }) => X)), Math.max(...Polygon.map(({ X }) => X))];
  const [top, bottom] = [Math.min(...Polygon.map(({ Y }) => Y)), Math.max(...Polygon.map(({ Y }) => Y))];
  return { BoundingBox: { Width: right - left, Height: bottom - top, Left: left, Top: top }, Polygon };
}

const within = (fraction: number) => Math.min(1, Math.max(0, fraction));

/** Several detections as one. */
export const joined = (detections: readonly Detection[]): Detection => ({
  Text: detections.map(({ Text }) => Text).join(" "),
  Confidence: Math.min(...detections.map(({ Confidence }) => Confidence)),
  Geometry: placed(boundsOf(detections)),
});

function boundsOf(detections: readonly Detection[]): Point[] {
  const boxes = detections.map(({ Geometry }) => Geometry.BoundingBox);
  const left = Math.min(...boxes.map(({ Left }) => Left));
  const top = Math.min(...boxes.map(({ Top }) => Top));
  const right = Math.max(...boxes.map(({ Left, Width }) => Left + Width));
  const bottom = Math.max(...boxes.map(({ Top, Height }) => Top + Height));
  return [
    { X: left, Y: top },
    { X: right, Y: top },
    { X: right, Y: bottom },
    { X: left, Y: bottom },
  ];
}
