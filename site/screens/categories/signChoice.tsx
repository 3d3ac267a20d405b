import { useState } from "preact/hooks";
import { fold } from "../../../domain/values/text";
import { t } from "../../i18n";
import { isSign, SIGNS } from "../../lib/categories/categoryLook";
import { drawMoreSigns, MORE_SIGNS, signOf } from "../../lib/categories/moreSigns";
import { CategorySign } from "../../parts/basics/categorySign";
import { Field } from "../../parts/fields/field";
import { Swatches } from "./swatches";

interface SignChoiceProps {
  /** The sign that is chosen; empty for one of the user's own. */
  value: string;
  /** Hue of the category. */
  hue: number;
  onChoose: (sign: string) => void;
}

/** The built-in signs, to be found by their names. */
export function SignChoice({ value, hue, onChoose }: SignChoiceProps) {
  const [sought, setSought] = useState("");
  useState(drawMoreSigns);
  const found = namesOfSigns().filter(([sign, name]) => sign === value || fold(name).includes(fold(sought)));
  return (
    <>
      <Field label={t("categories.findSign")}>
        {(control) => (
          <input
            class="input"
            type="search"
            autocomplete="off"
            onInput={({ currentTarget }) => setSought(currentTarget.value)}
            // It is no input of the form.
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            {...control}
          />
        )}
      </Field>
      <Swatches
        label={t("categories.sign")}
        name="sign"
        options={found}
        value={value}
        onChoose={onChoose}
        draw={(sign) => <CategorySign category="" look={{ hue, icon: isSign(sign) ? sign : undefined }} />}
      />
      <p class="visually-hidden" role="status">
        {sought !== "" && t("categories.foundSigns", { count: found.length })}
      </p>
    </>
  );
}

/** All built-in signs with their names. */
const namesOfSigns = (): (readonly [sign: string, name: string])[] => [
  ...SIGNS.map((sign) => [sign, t(`categories.sign.${sign}`)] as const),
  ...MORE_SIGNS.map((name) => [signOf(name), t(`categories.sign.${name}`)] as const),
];
