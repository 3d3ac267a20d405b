import { dayIn } from "../../domain/values/day";
import { timezone } from "./settings";

/** The day it is for the user, as YYYY-MM-DD. */
export const today = () => dayIn(timezone(), new Date());

/** The month it is for the user, as YYYY-MM. */
export const thisMonth = () => today().slice(0, 7);
