import type { IconNode } from "lucide";

const SVG = "http://www.w3.org/2000/svg";

/** Adds drawings to those of the document, where `Icon` finds them by name. Once is enough. */
export function drawSymbols(drawings: Readonly<Record<string, IconNode>>): void {
  const place = document.querySelector("svg.icons");
  for (const [name, node] of Object.entries(drawings)) {
    if (!place || document.getElementById(`icon-${name}`)) return;
    const symbol = document.createElementNS(SVG, "symbol");
    symbol.id = `icon-${name}`;
    symbol.setAttribute("viewBox", "0 0 24 24");
    for (const [tag, attributes] of node) {
      const element = document.createElementNS(SVG, tag);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
      symbol.append(element);
    }
    place.append(symbol);
  }
}
