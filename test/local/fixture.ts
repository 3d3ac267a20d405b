import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CloudOptions, type RunningCloud, startCloud } from "../../local/cloud";

/** A cloud that runs the program beside this file, over a data folder that goes when it is stopped. */
export interface Fixture extends RunningCloud {
  dataDir: string;
  /** Problems that no caller receives. */
  problems: string[];
  output(name: string): string;
  /** The same data with, perhaps, other settings. */
  restart(config?: CloudOptions["config"]): Promise<Fixture>;
}

/** @param maxWorkers The workers that all functions have together; by default, as many as in `npm start`. */
export async function startFixture(
  config: CloudOptions["config"] = {},
  maxWorkers?: number,
): Promise<Fixture> {
  return startIn(await mkdtemp(join(tmpdir(), "local-cloud-")), config, maxWorkers);
}

async function startIn(
  dataDir: string,
  config: CloudOptions["config"],
  maxWorkers?: number,
): Promise<Fixture> {
  const problems: string[] = [];
  const remove = () => rm(dataDir, { recursive: true, force: true });
  const root = join(__dirname, "program");
  const report = (problem: string) => problems.push(problem);
  try {
    const cloud = await startCloud({ dataDir, root, config, maxWorkers, retryDelaysMs: [0, 0], report });
    return {
      ...cloud,
      dataDir,
      problems,
      output: (name) => String(cloud.outputs[name]?.value),
      async restart(next) {
        await cloud.stop();
        return startIn(dataDir, next ?? {}, maxWorkers);
      },
      async stop() {
        await cloud.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
