import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { explainMissing, tellMissing } from "../../lib/network/missingCode";

const loads: (() => Promise<unknown>)[] = [];

/** A component whose code is fetched when it is first shown, or by {@link loadAll}. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  const fetchOnce = async () => {
    // One request in thousands fails by itself, for example while the service worker starts.
    loaded ??= await load().catch(load);
    return loaded;
  };
  loads.push(fetchOnce);
  return function Lazy(props: Props) {
    const [Component, setComponent] = useState(() => loaded);
    const [missing, setMissing] = useState<Awaited<ReturnType<typeof explainMissing>>>();
    useEffect(() => {
      fetchOnce().then(
        (component) => setComponent(() => component),
        async () => setMissing(await explainMissing()),
      );
    }, []);
    if (Component) return <Component {...props} />;
    if (!missing) return <div class="loading" aria-busy="true" />;
    const { text, action } = missing;
    return (
      <p class="problem" role="alert">
        {text}{" "}
        {action && (
          <button type="button" class="button small" onClick={action.run}>
            {action.label}
          </button>
        )}
      </p>
    );
  };
}

/**
 * Code that is not a component, and is fetched when it is first used, or by {@link loadAll}.
 * @returns runs a function with it, at once if it is loaded; else calls wait, and run in their order. Resolves after it, or after the
 * user was told that the code is missing.
 */
export function later<Module>(
  load: () => Promise<Module>,
): (use: (module: Module) => void) => Promise<void> | undefined {
  let loaded: Module | undefined;
  const fetchOnce = async () => {
    loaded ??= await load().catch(load);
    return loaded;
  };
  loads.push(fetchOnce);
  return (use) => {
    if (!loaded) return fetchOnce().then(use, tellMissing);
    use(loaded);
    return undefined;
  };
}

/** Fetches the code of every component, so that none is missing offline. */
export async function loadAll(): Promise<void> {
  // Code that cannot be fetched now is fetched again when it is needed, and a failure is shown then.
  await Promise.allSettled(loads.map((load) => load()));
}
