import { UNTHROTTLED } from "../helpers/cloud";
import { SHARED_HOST, startCloudProcess, WALKED } from "./cloudProcess";

/** Before all workers: starts the cloud that they share. Workers inherit the environment. @returns what stops it after them */
export default async function startSharedCloud(): Promise<() => Promise<void>> {
  const cloud = await startCloudProcess(SHARED_HOST, { config: UNTHROTTLED, ...WALKED });
  process.env.SHARED_CLOUD = cloud.dataDir;
  return cloud.stop;
}
