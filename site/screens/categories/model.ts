/** The category or group whose form is open, by its name; an empty name for a new one. */
export type Edited = { category: string; group?: undefined } | { group: string; category?: undefined };
