import "../../i18n/en/fields";
import "../../i18n/en/more";
import { useState } from "preact/hooks";
import { optionalValuesOf } from "../../../domain/expenses/optionalFields";
import { FIRST_DAY, LAST_DAY } from "../../../domain/values/day";
import type { Problems, Typed } from "../../data/forms/formInput";
import { type Said, t } from "../../i18n";
import { typedInto } from "../../lib/storage/typedForms";
import { AmountField } from "../../parts/fields/amountField";
import { CategoryOptions } from "../../parts/fields/categoryOptions";
import { Field, TextInput } from "../../parts/fields/field";
import { putBack } from "../../parts/fields/useTyped";
import { lazy } from "../../parts/loading/lazy";

const MoreFields = lazy(async () => (await import("./moreFields")).MoreFields);

/** The fields of an expense, the same for a new one and for one that is edited. */
export function ExpenseFields({
  form,
  typed,
  problems,
  currency,
  quiet = false,
  focusAmount = false,
  listId,
}: {
  /** The name under which the input is kept. */
  form: string;
  typed: Typed;
  problems: Problems;
  currency: string;
  /** Labels for screen readers only. */
  quiet?: boolean;
  focusAmount?: boolean;
  /** The list of descriptions to choose from. */
  listId?: string;
}) {
  const shared = { typed, problems, quiet };
  return (
    <>
      <AmountOf form={form} {...shared} currency={currency} focus={focusAmount} />
      <DescriptionField {...shared} listId={listId} />
      <CategoryField value={typed.category} problem={problems.category} quiet={quiet} />
      <DateField {...shared} />
      <More form={form} typed={typed} problems={problems} currency={currency} />
    </>
  );
}

interface FieldsProps {
  typed: Typed;
  problems: Problems;
  quiet: boolean;
}

/** The amount of an expense. */
export function AmountOf({
  form,
  typed,
  problems,
  ...field
}: FieldsProps & { form: string; currency: string; focus: boolean; inputMode?: "decimal" | "none" }) {
  return (
    <AmountField
      label={t("fields.amount")}
      value={typed.amount}
      problem={problems.amount}
      onReady={(element) => putBack(element, form)}
      {...field}
    />
  );
}

/** The description of an expense; `listId` names the list of those to choose from. */
export function DescriptionField({
  typed,
  problems,
  quiet,
  listId,
}: FieldsProps & { listId?: string | undefined }) {
  return (
    <TextInput
      class="field-description"
      label={t("fields.description")}
      quiet={quiet}
      name="description"
      autocomplete="off"
      list={listId}
      placeholder={quiet ? t("fields.description") : undefined}
      defaultValue={typed.description}
      problem={problems.description}
    />
  );
}

/** The day of an expense. */
export function DateField({ typed, problems, quiet }: FieldsProps) {
  return (
    <TextInput
      class="field-date"
      label={t("fields.date")}
      quiet={quiet}
      name="date"
      type="date"
      min={FIRST_DAY}
      max={LAST_DAY}
      defaultValue={typed.date}
      problem={problems.date}
    />
  );
}

/** The further fields; open if any has a value. Once they were open they stay part of the form. */
export function More({
  form,
  typed,
  ...others
}: {
  form: string;
  typed: Typed;
  problems: Problems;
  currency: string;
}) {
  const filled = { ...typed, ...typedInto(form) };
  const further = [filled.kind, filled.tags, filled.parts, ...Object.values(optionalValuesOf(filled))];
  const [open, setOpen] = useState(further.some((value) => String(value ?? "")));
  return (
    <details
      class="field field-more"
      open={open}
      onToggle={({ currentTarget }) => currentTarget.open && setOpen(true)}
    >
      <summary>{t("more.title")}</summary>
      {open && <MoreFields form={form} typed={typed} {...others} />}
    </details>
  );
}

/** The category of an expense, of all that are offered. */
export function CategoryField({
  value,
  problem,
  quiet,
}: {
  value: string;
  problem?: Said | undefined;
  quiet: boolean;
}) {
  return (
    <Field class="field-category" label={t("fields.category")} problem={problem} quiet={quiet}>
      {(control) => (
        <select class="input" name="category" {...control}>
          <CategoryOptions value={value} />
        </select>
      )}
    </Field>
  );
}
