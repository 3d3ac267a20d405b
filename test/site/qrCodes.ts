import type { Locator } from "@playwright/test";
import { generate } from "lean-qr";
import { expect } from "./fixtures";

/** Asserts that what shows is the QR code of a text, module by module. */
export async function expectQrCode(image: Locator, text: string): Promise<void> {
  const drawn = (await image.locator("path").getAttribute("d")) ?? "";
  const dark = new Set(Array.from(drawn.matchAll(/M(\d+) (\d+)/g), ([, x, y]) => `${x} ${y}`));
  const code = generate(text);
  const side = Array.from({ length: code.size }, (_, at) => at);
  const read = side.map((y) => side.map((x) => (dark.has(`${x} ${y}`) ? "#" : " ")).join(""));
  expect(`${read.join("\n")}\n`).toBe(code.toString({ on: "#", off: " ", pad: 0 }));
  // Scanners need the light margin of four modules around it.
  const margin = 4;
  const whole = code.size + 2 * margin;
  await expect(image).toHaveAttribute("viewBox", `${-margin} ${-margin} ${whole} ${whole}`);
}
