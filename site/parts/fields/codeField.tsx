import { asciiDigits } from "../../../domain/values/digits";
import { TextInput } from "./field";

/**
 * A field for a code of six digits, of any script, with blanks between them. Phones offer it from the message, and password
 * managers from an authenticator app.
 */
export function CodeField({ label, focus = true }: { label: string; focus?: boolean }) {
  return (
    <TextInput
      label={label}
      name="code"
      inputMode="numeric"
      autocomplete="one-time-code"
      pattern="[\s\p{Cf}]*(\p{Nd}[\s\p{Cf}]*){6}"
      required
      focus={focus}
    />
  );
}

/** The code that is typed into the {@link CodeField} of a form, as the services take it. */
export const typedCode = (value: (name: string) => string) => asciiDigits(value("code")).replace(/\D/g, "");
