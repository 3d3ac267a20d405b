import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";

/** The data folder of a local cloud that the release before has written; `write.ts` makes it. */
export const DATA = join(__dirname, "data.zip");

/** The built page of that release; `writePage.ts` creates it. */
export const PAGE = join(__dirname, "page.zip");

/** The answers of that release's API about it: each `FormerUser` by name. */
export const ANSWERS = join(__dirname, "answers.json");

export interface FormerUser {
  email: string;
  password: string;
  /** Answers by request. */
  read: Record<string, object>;
  /** The report of October 2026. */
  report: string;
}

/** The requests whose answers are compared. */
export const READS = [
  "/expenses?month=2026-10&sums=true",
  "/expenses?month=2026-11",
  "/expenses/trash",
  "/summary?month=2026-10",
  "/settings",
  "/alerts",
  "/alerts/subscription",
  "/reports",
  "/account/device-key",
];

/** Writes the former data into an empty folder. */
export function unpackData(folder: string): void {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(DATA)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** The former users by name. */
export function formerUsers(): Record<string, FormerUser> {
  return JSON.parse(readFileSync(ANSWERS, "utf8"));
}
