// The screens before the door and the trash, as one file to fetch: each alone is smaller than what a request costs.
export { Doors } from "./doors";
export { SignInAgain } from "./signInAgain";
export { Trash } from "./trash";
