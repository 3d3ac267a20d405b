import { AsyncLocalStorage } from "node:async_hooks";
import { join, sep } from "node:path";

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

const SERVICES = join(__dirname, "..", "services") + sep;

/** The services whose engines are packages. */
const ENGINES = { dynalite: "dynamodb", "aws-local-stepfunctions": "states", "tesseract.js": "textract" };

/** The service in which an error arose, as its folder is called; undefined if the error's stack leads through none. */
export function serviceOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const line of error.stack?.split("\n") ?? []) {
    const [, after] = line.split(SERVICES);
    if (after !== undefined) return after.split(sep, 1)[0];
    for (const [name, service] of Object.entries(ENGINES))
      if (line.includes(join("node_modules", name) + sep)) return service;
  }
  return serviceOf(error.cause);
}
