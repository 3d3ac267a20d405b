import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud } from "../local/cloud";

/**
 * Starts a local cloud with or without receipts, and prints the milliseconds since the start of the process, and those of
 * processor time.
 */
async function main(receipts = "true"): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "expenses-bench-"));
  const cloud = await startCloud({ dataDir, config: { receipts } });
  const took = performance.now();
  const { user, system } = process.cpuUsage();
  await cloud.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  console.log(JSON.stringify({ took, processor: (user + system) / 1000 }));
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
