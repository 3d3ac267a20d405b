import type { ReceiptBox } from "./model";

/** Returns the smallest box around several. */
export function around(boxes: readonly ReceiptBox[]): ReceiptBox {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}
