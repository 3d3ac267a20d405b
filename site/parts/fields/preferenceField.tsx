import { userSettings } from "../../data/settings/userSettingsSync";
import { type Preferences, preferences, setPreference } from "../../lib/config/preferences";

/** Applies a preference here immediately, and on all devices if it belongs to the user's settings. */
function choose<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  setPreference(name, value);
  const { theme, language } = preferences.value;
  if (name === "theme") userSettings.change((before) => ({ ...before, theme }));
  if (name === "language") {
    userSettings.change((before) => ({ ...before, language: language === "system" ? undefined : language }));
  }
}

/** One preference: the theme and the language on every device of the user, how a currency is shown on this one. */
export function PreferenceField<Name extends keyof Preferences>({
  name,
  label,
  options,
}: {
  name: Name;
  label: string;
  /** Text of each option. */
  options: Readonly<Record<Preferences[Name], string>>;
}) {
  const values = Object.keys(options) as Preferences[Name][];
  return (
    <label class="field">
      <span class="label">{label}</span>
      <select
        class="input"
        value={preferences.value[name]}
        onChange={({ currentTarget }) => {
          const chosen = values.find((value) => value === currentTarget.value);
          if (chosen) choose(name, chosen);
        }}
      >
        {values.map((value) => (
          <option key={value} value={value}>
            {options[value]}
          </option>
        ))}
      </select>
    </label>
  );
}
