import { RequestError } from "./requestError";

/** Requests that are made of a ledger that no single one can sum: each continues where the one before stopped. */
const MAX_REQUESTS = 10;

/** Reads sums, again as long as the API has not summed everything that they need. */
export async function untilSummed<Value>(read: () => Promise<Value>): Promise<Value> {
  for (let requests = 1; ; requests += 1) {
    try {
      return await read();
    } catch (error) {
      const isUnfinished = error instanceof RequestError && error.code === "sums.unfinished";
      if (!isUnfinished || requests === MAX_REQUESTS) throw error;
    }
  }
}
