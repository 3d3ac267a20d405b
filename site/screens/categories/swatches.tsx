import type { ComponentChildren } from "preact";

/** A choice among small pictures: radio buttons, so that the arrow keys and screen readers work. */
export function Swatches({
  label,
  name,
  options,
  value,
  onChoose,
  draw,
}: {
  label: string;
  name: string;
  /** Values with their words for users who cannot see the pictures. */
  options: readonly (readonly [value: string, text: string])[];
  value: string;
  onChoose: (value: string) => void;
  draw: (value: string) => ComponentChildren;
}) {
  return (
    <fieldset class="swatches">
      <legend class="label">{label}</legend>
      <div class="swatches-list">
        {options.map(([option, text]) => (
          <label key={option} title={text}>
            <input
              type="radio"
              class="visually-hidden"
              name={name}
              value={option}
              aria-label={text}
              checked={option === value}
              onChange={() => onChoose(option)}
            />
            {draw(option)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
