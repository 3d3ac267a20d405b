/** Key of the device's preferences in localStorage. A separate file, so that the script in the head stays tiny. */
export const PREFERENCES_KEY = "preferences";
