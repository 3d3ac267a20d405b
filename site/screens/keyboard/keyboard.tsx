import { render } from "preact";
import { followUndo } from "../../data/writes/undoing";
import { KeyHelp } from "./keyHelp";
import { Palette } from "./palette";
import { followKeys, opened } from "./shortcuts";

/** Starts the keyboard's shortcuts, and shows the dialogs that they open. */
export function startKeyboard(): void {
  followKeys();
  followUndo();
  const place = document.createElement("div");
  document.body.append(place);
  render(<Dialogs />, place);
}

function Dialogs() {
  const dialog = opened.value;
  if (!dialog) return null;
  const close = () => {
    if (opened.value === dialog) opened.value = undefined;
  };
  const Dialog = dialog.which === "palette" ? Palette : KeyHelp;
  return <Dialog key={dialog} onClose={close} />;
}
