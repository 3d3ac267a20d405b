import { tellMissing } from "./missingCode";

/** Code that is fetched when it is first needed, or by {@link loadAll}. */
export interface FetchedCode<Module> {
  /** Undefined until it is here. */
  module: Module | undefined;
  /** Fetches it, unless it is here. Rejects if it is missing, for example without a network: the next call fetches it again. */
  fetch: () => Promise<Module>;
}

const loads: (() => Promise<unknown>)[] = [];

/** Names code without fetching it. `load` is an `import()`; not every browser asks for a file again that it failed to fetch. */
export function onDemand<Module>(load: () => Promise<Module>): FetchedCode<Module> {
  let fetching: Promise<Module> | undefined;
  const code: FetchedCode<Module> = {
    module: undefined,
    async fetch() {
      // One for all callers: browsers answer several imports of a file in any order. One request in thousands fails by itself, for
      // example while the service worker starts.
      fetching ??= load().catch(load);
      try {
        code.module = await fetching;
        return code.module;
      } catch (error) {
        fetching = undefined;
        throw error;
      }
    },
  };
  loads.push(code.fetch);
  return code;
}

/**
 * Code that is used and not waited for.
 * @returns runs a function with it, at once if it is here; else calls wait, and run in their order. Resolves after it, or after the
 * user was told that the code is missing.
 */
export function later<Module>(
  load: () => Promise<Module>,
): (use: (module: Module) => void) => Promise<void> | undefined {
  const code = onDemand(load);
  return (use) => (code.module ? void use(code.module) : code.fetch().then(use, tellMissing));
}

/** Fetches all such code, so that none is missing offline. */
export async function loadAll(): Promise<void> {
  // Code that cannot be fetched now is fetched again when it is needed, and a failure is shown then.
  await Promise.allSettled(loads.map((load) => load()));
}
