import { enManage, type ManageStrings } from "./enManage";
import { texts } from "./index";

/** The strings of the screens that look after things (settings, reports, categories, data, administration). */
export function manage(): ManageStrings {
  return texts.value.manage ?? enManage;
}
