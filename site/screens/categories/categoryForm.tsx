import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { MAX_CATEGORY_LENGTH, MAX_SIGN_LENGTH } from "../../../domain/values/limits";
import { isFixed, isTaken, type OwnCategory, palette } from "../../data/ownCategories";
import { t } from "../../i18n";
import { categoryName, isSign, SIGNS, type Sign } from "../../lib/categoryLook";
import { hueOf } from "../../lib/colour";
import { settings } from "../../lib/settings";
import { oneLine } from "../../lib/text";
import { CategorySign } from "../../parts/categorySign";
import { TextField } from "../../parts/field";
import { Swatches } from "./swatches";

const SIGN_NAMES = Object.keys(SIGNS) as Sign[];

interface CategoryFormProps {
  /** Absent for a new one. */
  category?: OwnCategory;
  onSave: (category: OwnCategory) => void;
  onCancel: () => void;
  onRemove?: () => void;
}

/** The row of a category in edit mode. Enter saves, Escape cancels. */
export function CategoryForm({ category, onSave, onCancel, onRemove }: CategoryFormProps) {
  const [look, setLook] = useState(() => lookOf(category));
  const [problem, setProblem] = useState<string>();
  const fixed = category !== undefined && isFixed(category.name);
  const shown = category && categoryName(category.name);
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (field: string) => oneLine(String(data.get(field) ?? ""));
    const typed = text("name");
    const name = category && (fixed || typed === shown) ? category.name : typed;
    if (name === "") return setProblem(t("categories.nameMissing"));
    if (isTaken(settings.value, name, category?.name)) return setProblem(t("categories.nameTaken"));
    onSave({ name, colour: look.colour, sign: text("ownSign") || look.sign || firstLetter(name) });
  };
  return (
    <form
      class="category-form"
      aria-label={shown === undefined ? t("categories.add") : t("categories.editOf", { name: shown })}
      onSubmit={save}
      onKeyDown={({ key }) => key === "Escape" && onCancel()}
      noValidate
    >
      <TextField
        label={t("categories.name")}
        name="name"
        autocomplete="off"
        maxLength={MAX_CATEGORY_LENGTH}
        defaultValue={shown}
        readOnly={fixed}
        hint={fixed ? t("categories.fixed") : category && t("categories.renaming")}
        problem={problem}
        focus
      />
      <Swatches
        label={t("categories.colour")}
        name="colour"
        options={palette.map(({ colour, name }) => [colour, t(`categories.colour.${name}`)])}
        value={look.colour}
        onChoose={(colour) => setLook({ ...look, colour })}
        draw={(colour) => <span class="swatch" style={{ "--hue": hueOf(colour) }} />}
      />
      <Swatches
        label={t("categories.sign")}
        name="sign"
        options={SIGN_NAMES.map((sign) => [sign, t(`categories.sign.${sign}`)])}
        value={look.sign}
        onChoose={(sign) => setLook({ ...look, sign })}
        draw={(sign) => (
          <CategorySign
            category=""
            look={{ hue: hueOf(look.colour), icon: isSign(sign) ? SIGNS[sign] : undefined }}
          />
        )}
      />
      <TextField
        label={t("categories.ownSign")}
        name="ownSign"
        class="own-sign"
        autocomplete="off"
        maxLength={MAX_SIGN_LENGTH}
        defaultValue={category && !isSign(category.sign) ? category.sign : ""}
      />
      <div class="edit-actions">
        {onRemove && !fixed && (
          <button type="button" class="button danger" onClick={onRemove}>
            {t("categories.remove")}
          </button>
        )}
        <span class="push" />
        <button type="button" class="button" onClick={onCancel}>
          {t("app.cancel")}
        </button>
        <button type="submit" class="button primary">
          {t("app.save")}
        </button>
      </div>
    </form>
  );
}

/** A new category gets the colour that fewest others have. */
function lookOf(category: OwnCategory | undefined): { colour: string; sign: string } {
  if (category) return { colour: category.colour, sign: isSign(category.sign) ? category.sign : "" };
  const used = settings.value.categories ?? [];
  const uses = (colour: string) => used.filter((one) => one.colour === colour).length;
  const [rarest = palette[0]] = palette.toSorted((a, b) => uses(a.colour) - uses(b.colour));
  return { colour: rarest.colour, sign: "" };
}

const firstLetter = (name: string) => [...name][0]?.toUpperCase() ?? "";
