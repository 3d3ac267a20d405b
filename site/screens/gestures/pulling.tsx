import { signal } from "@preact/signals";
import { render } from "preact";
import { t } from "../../i18n";
import { Icon } from "../../parts/basics/icon";
import { ProgressBar } from "../../parts/basics/progressBar";

/** Pixels that the sign comes down before the list is read again; a finger moves twice as far. */
const FAR = 64;

/** The way that the list is pulled, in pixels. */
const pulled = signal(0);

const isReading = signal(false);

/** Reads the list again when it is pulled down from its start. */
export function followPulling(look: () => Promise<void>): void {
  let start: Touch | undefined;
  addEventListener("touchstart", ({ touches, target }) => {
    const [only, ...others] = touches;
    const isAtStart = scrollY <= 0 && others.length === 0 && !isReading.peek();
    const isOnList = target instanceof Element && target.closest(".month") !== null;
    start = isAtStart && isOnList ? only : undefined;
  });
  addEventListener(
    "touchmove",
    ({ touches }) => {
      const now = touches[0];
      if (!start || !now) return;
      const [across, down] = [Math.abs(now.clientX - start.clientX), now.clientY - start.clientY];
      // It scrolls, or swipes a row.
      if (pulled.peek() === 0 && (scrollY > 0 || across > down)) start = undefined;
      else pulled.value = Math.min(FAR, Math.max(0, down / 2));
    },
    { passive: true },
  );
  const end = (isMeant: boolean) => {
    const isFar = pulled.peek() >= FAR;
    start = undefined;
    pulled.value = 0;
    if (!isFar || !isMeant) return;
    isReading.value = true;
    void look().finally(() => {
      isReading.value = false;
    });
  };
  addEventListener("touchend", () => end(true));
  addEventListener("touchcancel", () => end(false));
  const place = document.createElement("div");
  document.body.append(place);
  render(<Pulled />, place);
}

function Pulled() {
  const reading = isReading.value;
  const distance = reading ? FAR : pulled.value;
  if (distance === 0) return null;
  return (
    <div
      class={`pulled ${distance >= FAR ? "far" : ""}`}
      style={{ "--pulled": `${distance}px`, "--turn": `${-4 * distance}deg` }}
      role="status"
    >
      {reading ? <ProgressBar label={t("app.loading")} /> : <Icon name="undo" />}
    </div>
  );
}
