import { isSameCategory } from "../../../domain/expenses/category";
import { offered } from "../../data/expenses/learnedCategories";
import { categoryName, groupOf } from "../../lib/categories/categoryLook";
import { type Option, Options } from "./options";

/** A category as an option. */
const categoryOption = (name: string): Option => [name, categoryName(name), groupOf(name)];

/** The categories to choose from, of which one may be chosen. */
export function CategoryOptions({
  value,
  names = offered.value,
}: {
  value: string;
  names?: readonly string[];
}) {
  const same = names.find((name) => isSameCategory(name, value)) ?? value;
  const all = same === "" || names.includes(same) ? names : [same, ...names];
  return <Options options={all.map(categoryOption)} value={same} />;
}
