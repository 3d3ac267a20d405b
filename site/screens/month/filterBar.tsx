import "../../i18n/en/filters";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isSameCategory } from "../../../domain/expenses/category";
import { categories } from "../../data/expenses/learnedCategories";
import { type Filter, filterOf, namesIn, SORTS } from "../../data/lists/listFilter";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { namesInWords } from "../../lib/formatting/namesInWords";
import { navigate, route } from "../../lib/page/pageRoute";
import { Icon } from "../../parts/basics/icon";
import { CategoryOptions } from "../../parts/fields/categoryOptions";
import { FurtherFilters } from "./furtherFilters";

export { Everywhere, Found } from "./found";

/** Searching waits until the fingers rest. */
const PAUSE_MS = 150;

/** Search, filters and order, loaded after the list is shown. They live in the address, so that a link and Back keep them. */
export function FilterBar({ filter }: { filter: Filter }) {
  const [open, setOpen] = useState(false);
  const set = (change: Partial<Filter>, replace = false) => {
    // The address as it is by now: the search comes a pause after its letters, and something may be chosen meanwhile.
    const { path, query } = route.peek();
    const { sort, ...others } = { ...filterOf(query), ...change };
    navigate(path, { ...others, sort: sort === "newest" ? "" : sort }, { replace });
  };
  return (
    <>
      <SearchField value={filter.q} onSearch={(q) => set({ q }, true)} />
      <CategoryChoice value={filter.category} onChoose={(category) => set({ category })} />
      <select
        class="input"
        aria-label={t("filters.order")}
        value={filter.sort}
        onChange={({ currentTarget }) =>
          set({ sort: SORTS.find((sort) => sort === currentTarget.value) ?? "newest" })
        }
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`filters.order.${sort}`)}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="icon-button"
        aria-label={t("filters.moreFilters")}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="sliders" />
      </button>
      <FurtherFilters filter={filter} open={open} set={set} />
    </>
  );
}

/** A choice of one category. Several that the address names, as that of a budget does, are one choice more. */
function CategoryChoice({ value, onChoose }: { value: string; onChoose: (category: string) => void }) {
  const names = namesIn(value);
  const several = names.length > 1;
  const same = categories.value.find((name) => isSameCategory(name, value)) ?? value;
  return (
    <select
      class="input"
      aria-label={t("filters.category")}
      value={same}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      <option value="">{t("filters.allCategories")}</option>
      {several && (
        <option value={value} selected>
          {namesInWords(names.map(categoryName))}
        </option>
      )}
      <CategoryOptions names={categories.value} value={several ? "" : value} />
    </select>
  );
}

function SearchField({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** The text that this field put into the address, or took from there, last. */
  const sent = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (value === sent.current) return; // More may be typed by now.
    sent.current = value;
    clearTimeout(timer.current);
    setText(value); // After "back" or a link, the address is authoritative.
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (typed: string, isComposing = false) => {
    setText(typed);
    clearTimeout(timer.current);
    if (isComposing) return; // Its letters are about to become others.
    timer.current = setTimeout(() => {
      sent.current = typed;
      onSearch(typed);
    }, PAUSE_MS);
  };
  return (
    <div class="search-field">
      <Icon name="search" size={18} />
      <input
        class="input"
        type="search"
        aria-label={t("filters.search")}
        placeholder={t("filters.search")}
        value={text}
        onInput={({ currentTarget, isComposing }) => type(currentTarget.value, isComposing)}
        onCompositionEnd={({ currentTarget }) => type(currentTarget.value)}
      />
    </div>
  );
}
