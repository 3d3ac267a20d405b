import { cpus, loadavg } from "node:os";

/** Description of the machine on which figures are measured. */
export function describeMachine(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, Node.js ${process.version}, load ${loadavg()[2]?.toFixed(0)}`;
}
