/** Where the device's preferences are kept; a file of its own, so that the script of the head stays tiny. */
export const PREFERENCES_KEY = "preferences";
