/** The tags of a list that is typed, as they are between its commas, which an Arabic keyboard has in its own form. */
export const splitTags = (text: string): string[] => text.split(/[,،]/);
