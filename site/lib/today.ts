import { dayIn } from "../../domain/day";
import { config } from "./config";

/** The day it is for the user, as YYYY-MM-DD. */
export const today = () => dayIn(config().timezone, new Date());

/** The month it is for the user, as YYYY-MM. */
export const thisMonth = () => today().slice(0, 7);
