/** The built-in signs of categories, by the names under which settings keep them. `icons.ts` draws them. */
export const SIGNS = [
  "cart",
  "food",
  "bus",
  "house",
  "receipt",
  "heart",
  "bag",
  "ticket",
  "plane",
  "book",
  "gift",
  "circle",
] as const;

export type Sign = (typeof SIGNS)[number];

export const isSign = (sign: string): sign is Sign => (SIGNS as readonly string[]).includes(sign);
