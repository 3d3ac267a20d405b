import type { Named } from "./urns";

/** A resource as registered with the engine. */
export interface EngineResource extends Named {
  /** On the wire, where assets, secrets and references are objects with a signature. */
  inputs: Record<string, unknown>;
  /** Absent in a preview: nothing is created. */
  id?: string;
  outputs: Record<string, unknown>;
}
