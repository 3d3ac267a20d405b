import { categoryName, lookOf } from "../categories";
import { Icon } from "./icon";

/** The round sign of a category in its colour. */
export function CategorySign({ category }: { category: string }) {
  const { hue, icon } = lookOf(category);
  return (
    <span class="sign" style={{ "--hue": hue }} aria-hidden="true">
      {icon ? <Icon node={icon} size={18} /> : [...categoryName(category)][0]?.toUpperCase()}
    </span>
  );
}
