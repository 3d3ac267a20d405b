import { TextInput } from "./field";

/** A field for a code of six digits. Phones offer it from the message, and password managers from an authenticator app. */
export function CodeField({ label, focus = true }: { label: string; focus?: boolean }) {
  return (
    <TextInput
      label={label}
      name="code"
      inputMode="numeric"
      autocomplete="one-time-code"
      pattern="\s*[0-9]{6}\s*"
      maxLength={10}
      required
      focus={focus}
    />
  );
}
