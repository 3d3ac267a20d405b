/** Where the session is kept; a file of its own, so that the script of the head stays tiny. */
export const SESSION_KEY = "session";
