import { firstCharacter } from "../../../domain/values/text";
import { type CategoryLook, categoryName, lookOf } from "../../lib/categories/categoryLook";
import { Icon } from "./icon";

/** The round sign of a category in its color; `look` if it differs from the category's current one. */
export function CategorySign({ category, look }: { category: string; look?: CategoryLook }) {
  const { hue, icon, sign } = look ?? lookOf(category);
  return (
    <span class="sign" style={{ "--hue": hue }} aria-hidden="true">
      {icon ? <Icon name={icon} size={18} /> : (sign ?? firstCharacter(categoryName(category)).toUpperCase())}
    </span>
  );
}
