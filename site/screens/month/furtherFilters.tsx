import { useEffect, useState } from "preact/hooks";
import { KINDS } from "../../../domain/expenses/kinds";
import { FILTERS } from "../../../domain/expenses/search";
import { isDay } from "../../../domain/values/day";
import { isSame } from "../../../domain/values/text";
import { type Filter, namesIn } from "../../data/lists/listFilter";
import { personsIn } from "../../data/lists/personChoices";
import { lookUpUsed, NOTHING_USED } from "../../data/suggestions/usedValues";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { categoryName } from "../../lib/categories/categoryLook";
import { fullDay } from "../../lib/formatting/format";
import { namesInWords } from "../../lib/formatting/namesInWords";
import { editableAmount } from "../../lib/formatting/typedNumbers";
import { people } from "../../lib/ledger/openLedger";
import { currency } from "../../lib/ledger/shownSettings";
import { Icon } from "../../parts/basics/icon";
import type { Option } from "../../parts/fields/options";
import { SelectField } from "../../parts/fields/selectField";

interface FurtherFiltersProps {
  filter: Filter;
  /** True to show the choice, not only the chosen values. */
  open: boolean;
  set: (change: Partial<Filter>) => void;
}

/** The filters that the bar has no room for, and a button for each that is on, which takes it off. */
export function FurtherFilters({ filter, open, set }: FurtherFiltersProps) {
  const on = FILTERS.filter((name) => filter[name]);
  return (
    <>
      {open && <Choices filter={filter} set={set} />}
      {on.length > 0 && (
        <ul class="filters-on" aria-label={t("filters.on")}>
          {on.map((name) => {
            const text = `${t(`filters.${name}`)}: ${shownAs(name, filter[name])}`;
            return (
              <li key={name}>
                <button
                  type="button"
                  class="filter-on"
                  aria-label={t("filters.remove", { name: text })}
                  onClick={({ currentTarget }) => {
                    // The button goes; the keyboard stays in the bar.
                    currentTarget.closest("search")?.querySelector<HTMLElement>("[aria-expanded]")?.focus();
                    set({ [name]: "" });
                  }}
                >
                  <bdi>{text}</bdi>
                  <Icon name="close" size={16} />
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

function Choices({ filter, set }: Omit<FurtherFiltersProps, "open">) {
  const [used, setUsed] = useState(NOTHING_USED);
  useEffect(() => void lookUpUsed().then(setUsed), []);
  return (
    <div class="further-filters">
      <Choice
        name="tag"
        value={filter.tag}
        all={t("filters.allTags")}
        values={used.tags}
        onChoose={(tag) => set({ tag })}
      />
      <Choice
        name="merchant"
        value={filter.merchant}
        all={t("filters.allMerchants")}
        values={used.texts.merchant ?? []}
        onChoose={(merchant) => set({ merchant })}
      />
      <Choice
        name="kind"
        value={filter.kind}
        all={t("filters.allKinds")}
        values={KINDS}
        onChoose={(kind) => set({ kind })}
      />
      {people.value && (
        <Choice
          name="createdBy"
          value={filter.createdBy}
          all={t("filters.everybody")}
          values={personsIn(people.value, used.people)}
          onChoose={(createdBy) => set({ createdBy })}
        />
      )}
    </div>
  );
}

type Name = (typeof FILTERS)[number];

/** A choice of one value. The one that the address names is among them, whether or not this device knows it. */
function Choice({
  name,
  value,
  all,
  values,
  onChoose,
}: {
  name: Name;
  value: string;
  all: string;
  values: readonly string[];
  onChoose: (value: string) => void;
}) {
  const same = values.find((one) => isSame(one, value));
  const offered = same === undefined && value ? [value, ...values] : values;
  const options = offered.map((one): Option => [one, shownAs(name, one)]);
  return (
    <SelectField
      label={t(`filters.${name}`)}
      quiet
      value={same ?? value}
      options={[["", all], ...options]}
      onChoose={onChoose}
    />
  );
}

function shownAs(name: Name, value: string): string {
  if (name === "category") return namesInWords(namesIn(value).map(categoryName));
  if (name === "kind") return namesIn(value).map(kindName).join(", ");
  if (name === "from" || name === "to") return isDay(value) ? fullDay(value) : value;
  if (name === "amount")
    return namesIn(value)
      .map((one) => editableAmount(one, currency()))
      .join(" · ");
  if (name !== "createdBy") return namesInWords(namesIn(value));
  if (people.value) return people.value.nameOf(value);
  return value === user.value?.id ? t("filters.me") : t("filters.somebody");
}

function kindName(text: string): string {
  const kind = KINDS.find((one) => one === text);
  return kind ? t(`expense.kind.${kind}`) : text;
}
