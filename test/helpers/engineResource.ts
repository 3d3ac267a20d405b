import type { Named } from "./urns";

/** Pulumi's mark of a value that only creation tells. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as registered with the engine. */
export interface EngineResource extends Named {
  /** On the wire, where assets, secrets and references are objects with a signature. */
  inputs: Record<string, unknown>;
  /** Absent in a preview: nothing is created. */
  id?: string;
  outputs: Record<string, unknown>;
}
