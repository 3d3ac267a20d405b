import { AwsError } from "./awsError";

/**
 * A page of a list. The token is the place at which the next page starts.
 *
 * @param invalidToken The service's error code for a token that it did not give.
 */
export function pageOf<T>(
  items: readonly T[],
  size: number,
  token: string | undefined,
  invalidToken: string,
): { items: readonly T[]; next?: string } {
  if (token !== undefined && !/^\d{1,9}$/.test(token))
    throw new AwsError(invalidToken, "Invalid pagination token.");
  const start = Number(token ?? 0);
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? String(end) : undefined };
}
