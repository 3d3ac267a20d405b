import "../../i18n/en/keyboard";
import { useId, useState } from "preact/hooks";
import { asciiDigits } from "../../../domain/values/digits";
import { fold } from "../../../domain/values/text";
import { t } from "../../i18n";
import { useModal } from "../../parts/dialogs/useModal";
import { entries, type PaletteEntry } from "./paletteEntries";

/** Maximum number of entries that are offered: typing more finds the others. */
const OFFERED = 8;

/** Finds months, screens, categories and actions by their names, and goes there. */
export function Palette({ onClose }: { onClose: () => void }) {
  const dialog = useModal();
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = matching(entries(typed), typed).slice(0, OFFERED);
  const idOf = (index: number) => `${listId}-${index}`;
  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    dialog.current?.close();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter") run(found[chosen]);
    else if (step === 0) return;
    else setChosen((chosen + step + found.length) % Math.max(found.length, 1));
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} class="dialog palette" aria-label={t("keyboard.palette")} onClose={onClose}>
      <input
        class="input"
        type="text"
        role="combobox"
        aria-label={t("keyboard.palette")}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? idOf(chosen) : undefined}
        autocomplete="off"
        placeholder={t("keyboard.placeholder")}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" class="palette-list" aria-label={t("keyboard.palette")}>
        {found.map((entry, index) => (
          // The keys choose in the field above; a click chooses here.
          <div
            key={`${entry.kind} ${entry.name}`}
            id={idOf(index)}
            role="option"
            tabIndex={-1}
            class="palette-entry"
            aria-selected={index === chosen}
            onClick={() => run(entry)}
            onKeyDown={() => undefined}
          >
            <bdi>{entry.name}</bdi>
            <span class="muted">{entry.kind}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p class="muted">{t("keyboard.nothing")}</p>}
    </dialog>
  );
}

/** The entries that contain each typed word, those that begin with the first of them first. */
function matching(all: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const keyOf = (text: string) => asciiDigits(fold(text));
  const words = keyOf(typed).split(" ").filter(Boolean);
  const [first = ""] = words;
  const found = all.filter(({ name, kind }) =>
    words.every((word) => keyOf(`${name} ${kind}`).includes(word)),
  );
  const begins = ({ name }: PaletteEntry) => Number(keyOf(name).startsWith(first));
  return found.sort((a, b) => begins(b) - begins(a));
}
