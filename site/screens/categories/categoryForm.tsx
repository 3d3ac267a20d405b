import "../../i18n/en/fields";
import type { TargetedSubmitEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { simpleFields } from "../../../domain/expenses/simpleFields";
import { MAX_SIGN_LENGTH } from "../../../domain/values/limits";
import { firstCharacter, isWithin, oneLine } from "../../../domain/values/text";
import { isFixed, isTaken, type OwnCategory, palette } from "../../data/categories/categorySet";
import { type Said, say, t } from "../../i18n";
import { categoryName, isSign } from "../../lib/categories/categoryLook";
import { hueOf } from "../../lib/categories/colour";
import { settings } from "../../lib/ledger/shownSettings";
import { EditActions } from "../../parts/basics/editActions";
import { Field, TextInput } from "../../parts/fields/field";
import { Options } from "../../parts/fields/options";
import { useProblems } from "../../parts/fields/useProblems";
import { CategoryRemoval } from "./categoryRemoval";
import { SignChoice } from "./signChoice";
import { Swatches } from "./swatches";

interface CategoryFormProps {
  /** Absent for a new one. */
  category?: OwnCategory;
  onSave: (category: OwnCategory) => void;
  onCancel: () => void;
  /** Called with the category that its expenses go to; without one they keep theirs. */
  onRemove?: (to?: string) => void;
}

/** A color and a sign. */
type Look = Pick<OwnCategory, "colour" | "sign">;

/** The row of a category in edit mode. Enter saves, Escape cancels. */
export function CategoryForm({ category, onSave, onCancel, onRemove }: CategoryFormProps) {
  const [chosen, setChosen] = useState<Partial<Look>>({});
  const look = { ...lookOf(category), ...chosen };
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useProblems<{ name?: Said; sign?: Said }>(form, {});
  const [removing, setRemoving] = useState(false);
  const fixed = category !== undefined && isFixed(category.name);
  const shown = category && categoryName(category.name);
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = typedIn(event.currentTarget);
    const name = category && (fixed || typed.name === shown) ? category.name : typed.name;
    const found = { ...problemOfName(name, category?.name), ...problemOfSign(typed.ownSign) };
    if (Object.keys(found).length > 0) return setProblems(found);
    const sign = typed.ownSign || look.sign || firstLetter(name);
    onSave({ name, colour: look.colour, sign, group: typed.group || undefined });
  };
  if (removing && category && onRemove) {
    return <CategoryRemoval category={category} onRemove={onRemove} onCancel={() => setRemoving(false)} />;
  }
  return (
    <form
      ref={form}
      class="category-form"
      aria-label={shown === undefined ? t("categories.add") : t("categories.editOf", { name: shown })}
      onSubmit={save}
      onKeyDown={({ key }) => key === "Escape" && onCancel()}
      noValidate
    >
      <TextInput
        label={t("categories.name")}
        name="name"
        autocomplete="off"
        defaultValue={shown}
        readOnly={fixed}
        hint={fixed ? t("categories.fixed") : category && t("categories.renaming")}
        problem={problems.name}
        focus
      />
      <LookFields look={look} onChoose={(choice) => setChosen({ ...chosen, ...choice })} />
      <TextInput
        label={t("categories.ownSign")}
        name="ownSign"
        class="own-sign"
        autocomplete="off"
        defaultValue={category && !isSign(category.sign) ? category.sign : ""}
        problem={problems.sign}
      />
      <GroupField group={category?.group} />
      <EditActions
        removal={
          onRemove && !fixed
            ? { text: t("categories.removeHow"), onClick: () => setRemoving(true) }
            : undefined
        }
        onCancel={onCancel}
      />
    </form>
  );
}

/** The texts of the form. */
function typedIn(form: HTMLFormElement) {
  const data = new FormData(form);
  const text = (field: string) => oneLine(String(data.get(field) ?? ""));
  return { name: text("name"), ownSign: text("ownSign"), group: text("group") };
}

/** The colors and signs to choose from. */
function LookFields({ look, onChoose }: { look: Look; onChoose: (choice: Partial<Look>) => void }) {
  return (
    <>
      <Swatches
        label={t("categories.colour")}
        name="colour"
        options={palette.map(({ colour, name }) => [colour, t(`categories.colour.${name}`)])}
        value={look.colour}
        onChoose={(colour) => onChoose({ colour })}
        draw={(colour) => <span class="swatch" style={{ "--hue": hueOf(colour) }} />}
      />
      <SignChoice value={look.sign} hue={hueOf(look.colour)} onChoose={(sign) => onChoose({ sign })} />
    </>
  );
}

/** The group that a category belongs to, where the ledger has groups. */
function GroupField({ group }: { group: string | undefined }) {
  const groups = settings.value.categoryGroups ?? [];
  if (groups.length === 0) return null;
  const options = [["", t("categories.noGroup")] as const, ...groups.map((name) => [name, name] as const)];
  return (
    <Field label={t("categories.group")}>
      {(control) => (
        <select class="input" name="group" {...control}>
          <Options options={options} value={group ?? ""} />
        </select>
      )}
    </Field>
  );
}

function problemOfName(name: string, before: string | undefined): { name?: Said } {
  if (name === "") return { name: say("categories.nameMissing") };
  const { max } = simpleFields.category;
  if (!isWithin(name, max)) return { name: say("fields.tooLong", { count: max }) };
  if (!isTaken(settings.value, name, before)) return {};
  return { name: say(before === undefined ? "categories.nameTaken" : "categories.nameTakenMerge") };
}

function problemOfSign(sign: string): { sign?: Said } {
  return isWithin(sign, MAX_SIGN_LENGTH) ? {} : { sign: say("fields.tooLong", { count: MAX_SIGN_LENGTH }) };
}

/** A new category gets the least used color. */
function lookOf(category: OwnCategory | undefined): Look {
  if (category) return { colour: category.colour, sign: isSign(category.sign) ? category.sign : "" };
  const used = settings.value.categories ?? [];
  const uses = (colour: string) => used.filter((one) => one.colour === colour).length;
  const [rarest = palette[0]] = palette.toSorted((a, b) => uses(a.colour) - uses(b.colour));
  return { colour: rarest.colour, sign: "" };
}

const firstLetter = (name: string) => firstCharacter(name).toUpperCase();
