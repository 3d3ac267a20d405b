import { enOthers, type OtherStrings } from "./enOthers";
import { texts } from "./index";

/** The strings of the screens that are fetched when they are opened, in the language that is spoken now. */
export function words(): OtherStrings {
  return texts.value.others ?? enOthers;
}
