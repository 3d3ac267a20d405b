import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";

const loads: (() => Promise<unknown>)[] = [];

/** A component whose code is fetched when it is first shown, or by {@link loadAll}. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  const fetchOnce = async () => {
    loaded ??= await load();
    return loaded;
  };
  loads.push(fetchOnce);
  return function Lazy(props: Props) {
    const [Component, setComponent] = useState(() => loaded);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      fetchOnce().then(
        (component) => setComponent(() => component),
        () => setFailed(true),
      );
    }, []);
    if (Component) return <Component {...props} />;
    return failed ? <p class="problem">{t("app.noConnection")}</p> : <div class="loading" aria-busy="true" />;
  };
}

/** Fetches the code of every component, so that none is missing offline. */
export async function loadAll(): Promise<void> {
  // Code that cannot be fetched now is fetched again when it is needed, and a failure is shown then.
  await Promise.allSettled(loads.map((load) => load()));
}
