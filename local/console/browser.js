// The console's only script: copies codes, and reloads what changes by itself. Open, typed and focused elements are preserved.

document.addEventListener("click", async ({ target }) => {
  const button = target instanceof Element ? target.closest("button[data-copy]") : null;
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => {
    button.textContent = label;
  }, 1500);
});

const keyed = (part) => [...part.querySelectorAll("[data-key]")];
const focusable = (part) => [...part.querySelectorAll("a, button, summary")];

function replace(part, fresh) {
  const open = new Set(keyed(part).flatMap(({ open, dataset }) => (open ? [dataset.key] : [])));
  for (const details of keyed(fresh)) details.open = open.has(details.dataset.key);
  const focused = focusable(part).indexOf(document.activeElement);
  part.replaceWith(fresh);
  if (focused >= 0) focusable(fresh)[focused]?.focus({ preventScroll: true });
}

/** Reads a part of the page again, until it no longer says after how many seconds. */
async function follow() {
  const find = () => document.querySelector("[data-follow]");
  let shown;
  for (let part = find(); part; part = find()) {
    await new Promise((resolve) => setTimeout(resolve, part.dataset.follow * 1000));
    const answer = document.hidden ? undefined : await fetch(location.href).catch(() => undefined);
    if (!answer?.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(part.id);
    if (!fresh || fresh.outerHTML === shown) continue;
    shown = fresh.outerHTML;
    replace(part, fresh);
  }
}

follow();
