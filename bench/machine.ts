import { cpus, loadavg } from "node:os";

/** The machine on which figures are taken, in words. */
export function describeMachine(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, Node.js ${process.version}, load ${loadavg()[2]?.toFixed(0)}`;
}
