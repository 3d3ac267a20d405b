import { fold, oneLine } from "../../../domain/values/text";

/** The tags of a list that is typed, as they are between its commas, which an Arabic keyboard has in its own form. */
export const splitTags = (text: string): string[] => text.split(/[,،]/);

/** The tags that a typed list means, each once, in its last spelling. */
export const tagsIn = (text: string): string[] => {
  const tags = splitTags(text).map(oneLine).filter(Boolean);
  return [...new Map(tags.map((tag) => [fold(tag), tag])).values()];
};
