/**
 * Runs in the page: what does not fit.
 * @param mayBeCut Selects what shows as much of a text as there is room for.
 * @returns each fault in words.
 */
export function layoutFaults(mayBeCut: string): string[] {
  const width = document.documentElement.clientWidth;
  const faults: string[] = [];
  const nameOf = (element: Element) =>
    `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${element.textContent?.slice(0, 50)}`;
  const over = document.documentElement.scrollWidth - width;
  if (over > 0) faults.push(`The page is ${over} px wider than the window.`);

  /** An element that scrolls sideways by itself may be wider than the window. */
  const scrolls = (element: Element): boolean =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) ||
    (element.parentElement !== null && scrolls(element.parentElement));
  const top = document.querySelector("dialog[open]") ?? document.body;
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest(".visually-hidden, .icons, .skip:not(:focus)");
  const shown = [...top.querySelectorAll("*:not(option, svg *)")].filter(isShown);

  for (const element of shown.filter((one) => one.matches("button, a, input, select, textarea"))) {
    const { left, right } = element.getBoundingClientRect();
    if ((left < -1 || right > width + 1) && !scrolls(element))
      faults.push(`Beyond the window: ${nameOf(element)}`);
  }

  /** The area in which an element's own text would be drawn, line by line. */
  const linesOf = (element: Element) =>
    [...element.childNodes]
      .filter((node) => node instanceof Text && node.data.trim() !== "")
      .flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()];
      });

  /** The box by which a text is cut sideways; undefined if none does, or the text can be scrolled to. */
  const cutterOf = (element: Element | null): DOMRect | undefined => {
    if (element === null || element === top) return undefined;
    const { overflowX } = getComputedStyle(element);
    if (overflowX === "visible") return cutterOf(element.parentElement);
    return /auto|scroll/.test(overflowX) ? undefined : element.getBoundingClientRect();
  };
  const texts = shown
    .map((element) => ({ element, lines: linesOf(element) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ element, lines }) => {
      const cutter = cutterOf(element);
      const { left = 0, right = width } = cutter ?? {};
      const isBeyond = lines.some((line) => line.left < left - 1 || line.right > right + 1);
      const isCut = isBeyond && !(cutter === undefined && scrolls(element));
      if (isCut && !element.matches(mayBeCut)) faults.push(`Cut: ${nameOf(element)}`);
      const isNumber = /^\P{L}*\d\P{L}*(\s\p{Lu}{3})?$/u.test(element.textContent ?? "");
      const baselines = new Set(lines.map(({ bottom }) => Math.round(bottom)));
      if (isNumber && baselines.size > 1) faults.push(`A number on several lines: ${nameOf(element)}`);
      const { top: above, bottom: below } = viewOf(element);
      const drawn = lines.map(({ x, y, width: inline, height }) => {
        const [start, from] = [Math.max(x, left), Math.max(y, above)];
        const shownInline = Math.max(0, Math.min(x + inline, right) - start);
        return new DOMRect(start, from, shownInline, Math.max(0, Math.min(y + height, below) - from));
      });
      return { element, lines: drawn };
    });

  // A choice, a day, and a hint in an empty field, are drawn by the browser, which does not tell where.
  const SIGN_OF_DATE = 20;
  const pen = document.createElement("canvas").getContext("2d");
  for (const field of shown) {
    const text =
      field instanceof HTMLSelectElement
        ? field.selectedOptions[0]?.textContent
        : field instanceof HTMLInputElement
          ? field.type === "date"
            ? "12/30/2026"
            : field.value === "" && field.placeholder
          : undefined;
    if (!pen || !text) continue;
    const { font, paddingLeft, paddingRight } = getComputedStyle(field);
    pen.font = font;
    const sign = field.matches("[type=date]") ? SIGN_OF_DATE : 0;
    const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - sign;
    const needed = pen.measureText(text).width;
    if (needed > room + 1) faults.push(`Cut by ${Math.ceil(needed - room)} px: ${nameOf(field)} ${text}`);
  }

  // Typed text would run under a button that lies over its field.
  const buttons = shown.filter((one) => one.matches("button, .amount-key"));
  for (const field of shown.filter((one) =>
    one.matches("input:not([type=checkbox], [type=radio], [type=file])"),
  )) {
    const box = field.getBoundingClientRect();
    const { paddingLeft, paddingRight } = getComputedStyle(field);
    const from = box.left + Number.parseFloat(paddingLeft);
    const to = box.right - Number.parseFloat(paddingRight);
    for (const button of buttons) {
      const { left, right, top: above, bottom } = button.getBoundingClientRect();
      const isOver = button.parentElement === field.parentElement && above < box.bottom && bottom > box.top;
      if (isOver && left < to - 1 && right > from + 1)
        faults.push(`Under ${nameOf(button)}: ${nameOf(field)}`);
    }
  }

  /** The part of the screen in which an element shows: the rest is scrolled to, or is left out by intent. */
  function viewOf(element: Element | null): { top: number; bottom: number } {
    if (!element || element === document.body) return { top: -Infinity, bottom: Infinity };
    return getComputedStyle(element).overflowY === "visible"
      ? viewOf(element.parentElement)
      : element.getBoundingClientRect();
  }

  /** An element above the rest, such as a bar, is looked at by itself. */
  const layerOf = (element: Element): Element => {
    const { position } = getComputedStyle(element);
    const isLayer = position === "fixed" || position === "sticky" || element === top;
    return isLayer || !element.parentElement ? element : layerOf(element.parentElement);
  };
  const drawn = texts.map((text) => ({ ...text, layer: layerOf(text.element) }));
  for (const [index, { element, lines, layer }] of drawn.entries()) {
    for (const other of drawn.slice(index + 1)) {
      if (other.layer !== layer || element.contains(other.element)) continue;
      const meet = lines.some((a) =>
        other.lines.some(
          (b) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4,
        ),
      );
      if (meet) faults.push(`Overlap: ${nameOf(element)} and ${nameOf(other.element)}`);
    }
  }
  return [...new Set(faults)];
}

/**
 * Runs in the page.
 * @returns all of its texts, including those for screen readers, except texts that are marked as English, and except
 *   letters, which are in one of the languages of emails.
 */
export function textsOfPage(): string[] {
  const found = new Set<string>([document.title]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of ["aria-label", "label", "placeholder", "title", "alt", "aria-description"]) {
        found.add(node.getAttribute(name) ?? "");
      }
    } else if (
      !node.parentElement?.closest(
        "script, style, noscript, option:not(:checked), datalist, body [lang=en], [data-letter]",
      )
    ) {
      found.add(node.textContent?.trim() ?? "");
    }
  }
  found.delete("");
  return [...found];
}
