import { useEffect, useRef } from "preact/hooks";

/**
 * Opens a dialog above the page as soon as it is rendered.
 * @returns the reference for the element.
 */
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return dialog;
}
