import type { Part } from "../../../domain/expenses/parts";
import { isolate } from "../../../domain/values/text";
import { categoryName } from "../categories/categoryLook";
import { money } from "./format";

/** Parts of an expense in words: "Food €30.00 (milk) + Home €12.50". */
export const partsInWords = (parts: readonly Part<string>[], currency: string): string =>
  parts
    .map(({ category, amount, note }) => {
      const name = `${isolate(categoryName(category))} ${money(amount, currency)}`;
      return note ? `${name} (${isolate(note)})` : name;
    })
    .join(" + ");
