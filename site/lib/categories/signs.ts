/** The signs of the default categories, by the names under which settings keep them. `icons.ts` draws them. */
export type DefaultSign =
  | "cart"
  | "food"
  | "bus"
  | "house"
  | "receipt"
  | "heart"
  | "bag"
  | "ticket"
  | "plane"
  | "book"
  | "gift"
  | "circle";

/** Tells the name of a further sign from letters of the user's own. */
const DRAWN = "icon:";

/** A further sign, as settings store it. `moreSigns.ts` draws the existing ones. */
export type MoreSign = `${typeof DRAWN}${string}`;

export type Sign = DefaultSign | MoreSign;

export const drawn = (name: string): MoreSign => `${DRAWN}${name}`;

/** Returns true if a sign has yet to be drawn into the document. */
export const isMoreSign = (sign: string): sign is MoreSign => sign.startsWith(DRAWN);
