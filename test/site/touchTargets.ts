/**
 * Runs in the page.
 * @returns the controls that are too small for a finger, in words; none unless it is on a phone.
 */
export function smallTargets(): string[] {
  if (!matchMedia("(pointer: coarse) and (max-width: 719px)").matches) return [];
  /** In CSS pixels. */
  const needed = 44;

  /** A box that is drawn around an element takes touches for it. */
  const isLarge = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    const boxes = (["::before", "::after"] as const)
      .map((part) => getComputedStyle(element, part))
      .filter(({ position }) => position === "absolute")
      .map(({ inlineSize, blockSize }) => [Number.parseFloat(inlineSize), Number.parseFloat(blockSize)]);
    return [[width, height], ...boxes].some((sides) => sides.every((side) => Math.round(side) >= needed));
  };

  /** A link within a text is as high as its line. */
  const isInText = (element: Element) =>
    element.localName === "a" &&
    getComputedStyle(element).display === "inline" &&
    element.parentElement?.textContent?.trim() !== element.textContent?.trim();

  /** Lies on a line of a picture, which is as high as it is. What it means is among the choices of a field, too. */
  const isInPicture = (element: Element) => element.matches(".receipt-frame");

  const top = document.querySelector("dialog[open]") ?? document.body;
  const controls = top.querySelectorAll<HTMLElement>(
    "a[href], button, summary, select, textarea, input:not([type=hidden], [type=file])",
  );
  return [...controls]
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((one) => !one.closest(".skip:not(:focus)") && !isInText(one) && !isInPicture(one))
    .filter((one) => {
      const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [];
      return ![one, ...labels].some(isLarge);
    })
    .map((one) => {
      const { width, height } = one.getBoundingClientRect();
      const name = one.getAttribute("aria-label") ?? one.textContent?.slice(0, 50);
      return `${width} × ${height} px for a finger: <${one.localName} class="${one.className}"> ${name}`;
    });
}
