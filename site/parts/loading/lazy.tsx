import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type FetchedCode, onDemand } from "../../lib/network/fetchedCode";
import { explainMissing } from "../../lib/network/missingCode";

/** A component whose code is fetched when it is first shown, or before, so that it is there offline. */
export function lazy<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> & Pick<FetchedCode<unknown>, "fetch"> {
  const code = onDemand(load);
  function Lazy(props: Props) {
    const [Component, setComponent] = useState(() => code.module);
    const [missing, setMissing] = useState<Awaited<ReturnType<typeof explainMissing>>>();
    useEffect(() => {
      code.fetch().then(
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
  }
  Lazy.fetch = code.fetch;
  return Lazy;
}
