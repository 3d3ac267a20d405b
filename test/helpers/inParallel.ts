import pLimit from "p-limit";
import { CONCURRENT_REQUESTS } from "../../domain/aws/clientDefaults";

/**
 * Makes requests with the SDK, at most as many at once as it has connections: it warns of others that wait.
 * @returns their results, in order
 */
export const inParallel = <One, Result>(
  all: readonly One[],
  request: (one: One) => Promise<Result>,
): Promise<Result[]> => Promise.all(all.map((one) => limit(() => request(one))));

const limit = pLimit(CONCURRENT_REQUESTS);
