import { english } from "../english";

/** The first sign-in. */
export const welcome = english({
  "welcome.title": "Welcome",
  "welcome.text":
    "This is how we will count. Have a look, change what is not right, and start. You can change it later in the settings.",
  "welcome.currency": "Your currency",
  "welcome.timezone": "Your time zone",
  "welcome.timezoneHint": "Determines today's date.",
  "welcome.threshold": "Alert me of an expense above ({currency})",
  "welcome.thresholdHint": "Alerts are listed in the settings, where you can also have them emailed.",
  "welcome.categories": "Your categories",
  "welcome.categoriesHint":
    "Switch off what you do not need. Names, colors and more of them: in the settings.",
  "welcome.start": "Start",
});
