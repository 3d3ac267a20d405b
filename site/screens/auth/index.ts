// The screens of signing in, in one file to fetch: each alone is smaller than what a request costs.
export { SignedOut } from "./signedOut";
export { SignInAgain } from "./signInAgain";
