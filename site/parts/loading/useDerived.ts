import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";

/**
 * A value that is kept between renderings: it is computed again when one of the signals that it reads changes, such as the language
 * or the clock, which no list of dependencies can forget.
 * @param props All that it reads and that is no signal.
 */
export const useDerived = <Value>(compute: () => Value, props: readonly unknown[]): Value =>
  useMemo(() => computed(compute), props).value;
