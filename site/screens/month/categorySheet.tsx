import "../../i18n/en/changes";
import { render } from "preact";
import { isSameCategory } from "../../../domain/expenses/category";
import type { Expense } from "../../../domain/expenses/expense";
import { offered } from "../../data/expenses/learnedCategories";
import { categoriseMany } from "../../data/writes/bulkChange";
import { waysTo } from "../../data/writes/savedNotice";
import { t } from "../../i18n";
import { categoryName, groupOf } from "../../lib/categories/categoryLook";
import { navigate, route } from "../../lib/page/pageRoute";
import { CategorySign } from "../../parts/basics/categorySign";
import { Sheet } from "../../parts/dialogs/sheet";

/**
 * Gives expenses a category. Those that leave the list by that can be followed: all of them where the list is one of a category; one
 * where it is searched, as the name of the category may have been what was sought.
 */
export function categorise(expenses: readonly Expense[], category: string): Promise<void> {
  const { path, query } = route.peek();
  const follow = { label: t("app.show"), run: () => navigate(path, { ...query, category }) };
  return categoriseMany(expenses, category, (changed) => {
    const ways = waysTo(changed);
    return ways.length > 0 && query.category && !query.q ? [follow] : ways;
  });
}

/** Asks for the category of an expense in a sheet. It is no part of a screen: any row can open it. */
export function askCategory(expense: Expense): void {
  const place = document.createElement("div");
  document.body.append(place);
  const close = () => {
    render(null, place);
    place.remove();
  };
  const choose = (category: string) => {
    close();
    void categorise([expense], category);
  };
  render(<CategorySheet expense={expense} onChoose={choose} onClose={close} />, place);
}

interface CategorySheetProps {
  expense: Expense;
  onChoose: (category: string) => void;
  onClose: () => void;
}

function CategorySheet({ expense: { description, category, parts }, onChoose, onClose }: CategorySheetProps) {
  return (
    <Sheet title={t("expense.categoriseOf", { name: description })} onClose={onClose}>
      <ul class="category-choice">
        {[...Map.groupBy(offered.value, groupOf)].flatMap(([group, names]) => [
          ...(group === undefined ? [] : [<CategoryGroup key={`${group}\n`} name={group} />]),
          ...names.map((name) => (
            <li key={name}>
              <button
                type="button"
                aria-pressed={!parts && isSameCategory(name, category)}
                onClick={() => onChoose(name)}
              >
                <CategorySign category={name} />
                <bdi>{categoryName(name)}</bdi>
              </button>
            </li>
          )),
        ])}
      </ul>
    </Sheet>
  );
}

const CategoryGroup = ({ name }: { name: string }) => (
  <li class="category-choice-group">
    <bdi>{name}</bdi>
  </li>
);
