import { english } from "../english";

/** Problems of fields that the browser finds, and would put into words of its own language. */
export const checks = english({
  "checks.missing": "Fill in this field.",
  "checks.unchosen": "Choose one of the two.",
  "checks.email": "This is not an email address.",
  "checks.code": "Enter the six digits of the code.",
});
