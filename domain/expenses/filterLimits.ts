import { MAX_CATEGORIES, MAX_FILTER_NAMES } from "../values/limits";

/** IDs of users: more have no room in the address of a request, of which API Gateway takes 10,240 bytes. */
export const MAX_FILTER_PEOPLE = 100;

/** More than of others: the page filters by a whole group, which may have every category, and by all who left. */
const MAX_FILLED = new Map([
  ["category", MAX_CATEGORIES],
  ["createdBy", MAX_FILTER_PEOPLE],
]);

/** The ID of a user in a filter: visible ASCII characters. */
export const USER_ID = /^[\x21-\x7e]{1,128}$/;

/** Values at most of a filter of a list. */
export const maxFilterNames = (filter: string): number => MAX_FILLED.get(filter) ?? MAX_FILTER_NAMES;
