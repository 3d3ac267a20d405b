import { reasonOf } from "./localCloudError";

/** Something to be closed at the end. */
export interface Started {
  /** As a report names it. */
  name: string;
  close?(): Promise<void>;
}

/**
 * Closes everything, what was started last first: services use only services that were started before them. One that fails is
 * reported, and keeps no other one open.
 */
export async function closeAll(started: Started[], report: (problem: string) => void): Promise<void> {
  for (const { name, close } of started.splice(0).reverse()) {
    try {
      await close?.();
    } catch (error) {
      report(`${name} could not be closed: ${reasonOf(error)}`);
    }
  }
}
