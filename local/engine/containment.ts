import { AsyncLocalStorage } from "node:async_hooks";

type Fail = (error: unknown) => void;

const requests = new AsyncLocalStorage<Fail>();

/** Runs the work of a request. What its callbacks throw later, for example in an engine, reaches `fail`. */
export function contained(fail: Fail, work: () => void): void {
  requests.run(fail, work);
}

/**
 * Listener of `uncaughtException`: fails the request whose work threw.
 *
 * @returns false if the error belongs to no request.
 */
export function failRequestOf(error: unknown): boolean {
  const fail = requests.getStore();
  fail?.(error);
  return fail !== undefined;
}
