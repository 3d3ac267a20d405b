/** Key of the session in localStorage. A separate file, so that the script in the head stays tiny. */
export const SESSION_KEY = "session";

/** Key in localStorage of the mark that somebody has signed in on this device. */
export const VISITED_KEY = "visited";

/** Key of the tokens in sessionStorage. */
export const TOKENS_KEY = "tokens";
