import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSignedIn, startChrome } from "./site/chrome";
import { seed, startBenchCloud } from "./site/cloud";
import {
  addLatency,
  type Figure,
  firstScreens,
  offlineQueue,
  scrollTasks,
  typingTasks,
} from "./site/figures";
import { lighthouseScores } from "./site/lighthouse";

/** Expenses in the month that is scrolled. */
const ROWS = 5_000;

/** Measures the site in a real browser against the local cloud; fails if a figure exceeds its limit. */
async function main(): Promise<void> {
  const say = (text: string) => console.error(text);
  say("Starting the local cloud");
  const cloud = await startBenchCloud();
  const profile = await mkdtemp(join(tmpdir(), "expenses-profile-"));
  const chrome = await startChrome(profile);
  const figures: Figure[] = [];
  const note = (measured: readonly Figure[]) => {
    figures.push(...measured);
    for (const figure of measured) console.log(lineOf(figure));
  };
  try {
    say("Weighing the first screens");
    note(await firstScreens(chrome.browser, cloud));
    say("Running Lighthouse five times");
    note(await lighthouseScores(cloud.siteUrl, chrome.port));
    say("Adding expenses");
    const page = await openSignedIn(chrome.browser, cloud);
    note(await addLatency(page, 0));
    say(`Storing ${ROWS} expenses, then scrolling through them, typing another and adding some`);
    await seed(cloud, ROWS);
    note(await scrollTasks(chrome.browser, page, ROWS));
    note(await typingTasks(chrome.browser, page, ROWS));
    note(await addLatency(page, ROWS));
    say("Queueing 100 expenses without a network and killing the browser");
    note(await offlineQueue(cloud));
  } finally {
    await chrome.kill();
    await cloud.stop();
    await rm(profile, { recursive: true, force: true });
  }
  if (!figures.every(isMet)) process.exitCode = 1;
}

function isMet({ value, limit }: Figure): boolean {
  if ("atMost" in limit) return value <= limit.atMost;
  if ("atLeast" in limit) return value >= limit.atLeast;
  return value === limit.exactly;
}

function lineOf(figure: Figure): string {
  const [[relation = "", limit = 0] = []] = Object.entries(figure.limit);
  const words = { atMost: "at most", atLeast: "at least", exactly: "exactly" }[relation];
  const value = Number.isInteger(figure.value) ? figure.value : figure.value.toFixed(1);
  return `${isMet(figure) ? "✔" : "✘"} ${figure.what}: ${value} ${figure.unit} (${words} ${limit})`;
}

void main();
