import { render } from "preact";
import { KeyHelp } from "./keyHelp";
import { Palette } from "./palette";
import { followKeys, opened } from "./shortcuts";
import { followUndo } from "./undoing";

/** Starts the keyboard's shortcuts, and shows the dialogs that they open. */
export function startKeyboard(): void {
  followKeys();
  followUndo();
  const place = document.createElement("div");
  document.body.append(place);
  render(<Dialogs />, place);
}

function Dialogs() {
  const close = () => {
    opened.value = undefined;
  };
  if (opened.value === "palette") return <Palette onClose={close} />;
  if (opened.value === "help") return <KeyHelp onClose={close} />;
  return null;
}
