import { type ComponentChildren, createElement } from "preact";
import { useId } from "preact/hooks";
import { inWords, type Said } from "../../i18n";

export interface FieldProps {
  label: string;
  /** Problem to show below the field. */
  problem?: Said | undefined;
  hint?: string | undefined;
  /** Keeps the label for screen readers only. */
  quiet?: boolean | undefined;
  class?: string | undefined;
}

/** Attributes that tie a control to its label and its problem. */
interface ControlProps {
  id: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
}

/** Label, control, hint and problem, associated for screen readers. */
export function Field({
  label,
  problem,
  hint,
  quiet,
  class: extra = "",
  children,
}: FieldProps & { children: (control: ControlProps) => ComponentChildren }) {
  const id = useId();
  const described = problem ? `${id}-problem` : hint ? `${id}-hint` : undefined;
  return (
    <div class={`field ${extra}`}>
      <label for={id} class={quiet ? "visually-hidden" : "label"}>
        {label}
      </label>
      {children({ id, "aria-describedby": described, "aria-invalid": problem ? true : undefined })}
      {hint && !problem && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {inWords(problem)}
        </p>
      )}
    </div>
  );
}

export interface InputProps {
  name: string;
  autocomplete?: string;
  defaultValue?: string | undefined;
  placeholder?: string | undefined;
  list?: string | undefined;
  inputMode?: "numeric" | "decimal" | "none";
  pattern?: string;
  maxLength?: number;
  min?: string;
  max?: string;
  readOnly?: boolean;
  required?: boolean;
}

/** Given as `ref`, moves the focus to what has just appeared. `autofocus` does so only while a page loads. */
export const takeFocus = (element: HTMLElement | null) => element?.focus();

/**
 * An input element, created without JSX, whose types require a literal `type`.
 * @param focus Gives it the focus as soon as it appears; in a dialog, when that opens.
 */
export function makeInput(type: string, props: InputProps & ControlProps, focus = false) {
  const focused = focus ? { ref: takeFocus, autofocus: true } : {};
  return createElement("input", { class: "input", type, ...focused, ...props });
}

/** A text field. */
export function TextInput({
  label,
  problem,
  hint,
  quiet,
  class: extra,
  type = "text",
  focus = false,
  ...input
}: FieldProps & InputProps & { type?: "text" | "email" | "date" | "number" | "search"; focus?: boolean }) {
  return (
    <Field label={label} problem={problem} hint={hint} quiet={quiet} class={extra}>
      {(control) => makeInput(type, { ...input, ...control }, focus)}
    </Field>
  );
}
