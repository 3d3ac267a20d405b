import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { isSame } from "../../../domain/values/text";
import { inWords } from "../../i18n";
import { RequestError } from "../../lib/network/requestError";
import { TextInput } from "../fields/field";
import { useSubmit } from "../fields/submit";
import { useModal } from "./useModal";

interface DeletionDialogProps {
  /** Address or name of the item to delete. It has to be typed, so that nothing is deleted by accident. */
  expected: string;
  title: string;
  /** Consequences of the deletion. */
  children: ComponentChildren;
  texts: Readonly<Record<"confirm" | "wrong" | "proceed" | "keep", string>>;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Confirms a deletion. */
export function DeletionDialog({
  expected,
  title,
  children,
  texts,
  onConfirm,
  onClose,
}: DeletionDialogProps) {
  const id = useId();
  const dialog = useModal();
  const { onSubmit, busy, problem } = useSubmit(async (value) => {
    if (!isSame(value("confirmation"), expected)) {
      throw new RequestError("refused", texts.wrong, "confirmation");
    }
    await onConfirm();
  });
  const here = problem?.field === "confirmation" ? texts.wrong : undefined;
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
      <form class="stack" onSubmit={onSubmit} noValidate>
        <TextInput label={texts.confirm} name="confirmation" autocomplete="off" problem={here} />
        {problem && !here && (
          <p class="problem boxed" role="alert">
            {inWords(problem.message)}
          </p>
        )}
        <div class="buttons">
          <button type="submit" class="button danger" aria-busy={busy}>
            {texts.proceed}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {texts.keep}
          </button>
        </div>
      </form>
    </dialog>
  );
}
