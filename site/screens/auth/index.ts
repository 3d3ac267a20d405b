// The sign-in screens in one chunk: each alone is smaller than the overhead of a request.
export { SignedOut } from "./signedOut";
