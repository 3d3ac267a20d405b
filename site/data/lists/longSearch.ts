import type { ListRequest } from "../../../domain/expenses/expense";
import { call } from "../../lib/ledger/api";

/** Reads a page of a list by filters for which an address has no room. */
export const searchLong = (query: ListRequest) =>
  call("POST /expenses/search", { body: Object.fromEntries(Object.entries(query).flatMap(given)) });

/** A filter as a body takes it: addresses leave out what is empty by themselves. */
function given([name, value]: [string, unknown]): [string, unknown][] {
  if (!Array.isArray(value)) return value === "" ? [] : [[name, value]];
  const names = value.filter(Boolean);
  return names.length === 0 ? [] : [[name, names]];
}
