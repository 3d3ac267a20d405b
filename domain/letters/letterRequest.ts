import { nameOfCategory } from "../insights/letterCategories";
import type { LetterFacts } from "../insights/letterFacts";
import { figuresOf, type LetterFigures } from "../insights/letterFigures";
import type { MailLanguage } from "../values/mailLanguage";

/** Everything that a model receives about a user. */
export interface LetterRequest {
  language: MailLanguage;
  /** The facts as the language writes them, with the names of built-in categories. */
  figures: Omit<LetterFigures, "categories" | "usual"> & {
    usual?: LetterFigures["usual"] & { direction: string };
    categories: { name: string; total: string; usual?: string }[];
  };
}

/** A request to the function that may call the model, which compares that with the one that the user agreed to. */
export interface PhrasingRequest extends LetterRequest {
  agreedModel: string;
}

/** Everything that a model receives to write a letter. */
export function letterRequestOf(facts: LetterFacts, language: MailLanguage): LetterRequest {
  const { usual, categories, ...others } = figuresOf(facts, language);
  return {
    language,
    figures: {
      ...others,
      ...(usual && facts.usual && { usual: { ...usual, direction: facts.usual.direction } }),
      categories: categories.map((one, index) => ({
        name: nameOfCategory(facts.categories[index]?.category ?? "Other", language),
        ...one,
      })),
    },
  };
}
