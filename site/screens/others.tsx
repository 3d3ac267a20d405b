// Every screen but the month, as one file to fetch: each alone is smaller than what a request costs.
export { Doors } from "./doors";
export { Settings } from "./settings";
export { SignInAgain } from "./signInAgain";
export { Trash } from "./trash";
