import { isolate } from "../../../domain/values/text";

/** Names one after the other, each of which keeps its direction to itself. */
export const namesInWords = (names: readonly string[]): string =>
  names.map((name) => isolate(name)).join(", ");
