import "../../i18n/en/fields";
import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { simpleFields } from "../../../domain/expenses/simpleFields";
import { isWithin, oneLine } from "../../../domain/values/text";
import { isGroupTaken } from "../../data/categories/categoryGroups";
import { type Said, say, t } from "../../i18n";
import { settings } from "../../lib/ledger/shownSettings";
import { EditActions } from "../../parts/basics/editActions";
import { TextInput } from "../../parts/fields/field";

interface GroupFormProps {
  /** Absent for a new one. */
  name?: string;
  onSave: (name: string) => void;
  onCancel: () => void;
  onDissolve?: () => void;
}

/** The heading of a group in edit mode. Enter saves, Escape cancels. */
export function GroupForm({ name: before, onSave, onCancel, onDissolve }: GroupFormProps) {
  const [problem, setProblem] = useState<Said>();
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = oneLine(String(new FormData(event.currentTarget).get("group") ?? ""));
    const found = problemOf(name, before);
    if (found) setProblem(found);
    else onSave(name);
  };
  return (
    <form
      class="category-form"
      aria-label={
        before === undefined ? t("categories.addGroup") : t("categories.editGroupOf", { name: before })
      }
      onSubmit={save}
      onKeyDown={({ key }) => key === "Escape" && onCancel()}
      noValidate
    >
      <TextInput
        label={t("categories.groupName")}
        name="group"
        autocomplete="off"
        defaultValue={before}
        hint={t("categories.groupHint")}
        problem={problem}
        focus
      />
      <EditActions
        removal={onDissolve && { text: t("categories.dissolve"), onClick: onDissolve }}
        onCancel={onCancel}
      />
    </form>
  );
}

function problemOf(name: string, before: string | undefined): Said | undefined {
  const { max } = simpleFields.category;
  if (name === "") return say("categories.nameMissing");
  if (!isWithin(name, max)) return say("fields.tooLong", { count: max });
  return isGroupTaken(settings.value, name, before) ? say("categories.groupTaken") : undefined;
}
