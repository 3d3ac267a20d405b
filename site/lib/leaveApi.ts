import { request } from "./api";

/** Has the account and all of its data deleted; that goes on after the answer. */
export const closeAccount = () => request<{ message: string }>("DELETE", "/account");
