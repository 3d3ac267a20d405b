import { isSameCategory } from "../../domain/expenses/category";
import { offered } from "../data/known";
import { categoryName } from "../lib/categoryLook";

/** The categories to choose from, of which one is chosen. */
export function CategoryOptions({ value }: { value: string }) {
  const known = offered.value;
  const same = known.find((name) => isSameCategory(name, value));
  const names = same === undefined ? [value, ...known] : known;
  return (
    <>
      {names.map((name) => (
        <option key={name} value={name} selected={name === (same ?? value)}>
          {categoryName(name)}
        </option>
      ))}
    </>
  );
}
