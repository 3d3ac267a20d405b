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

const say = (text: string) => console.error(text);

/**
 * Measures the site in a real browser against the local cloud, and the page of the release before on the same API; fails if a figure
 * of the site exceeds its limit.
 */
async function main(): Promise<void> {
  const figures = await measure(false, (some) => {
    for (const figure of some) console.log(lineOf(figure));
  });
  say("The same of the release before");
  const former = await measure(true, () => {});
  console.log(`\n${tableOf(figures, former)}`);
  if (!figures.every(isMet)) process.exitCode = 1;
}

/** @param show Is given figures as soon as they are known. */
async function measure(isFormer: boolean, show: (figures: readonly Figure[]) => void): Promise<Figure[]> {
  say("Starting the local cloud");
  const cloud = await startBenchCloud();
  const profile = await mkdtemp(join(tmpdir(), "expenses-profile-"));
  const chrome = await startChrome(profile);
  const figures: Figure[] = [];
  const note = (measured: readonly Figure[]) => {
    figures.push(...measured);
    show(measured);
  };
  try {
    if (isFormer) await cloud.deployFormer();
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
  return figures;
}

/** A table of the figures beside those of the release before, in Markdown. */
function tableOf(figures: readonly Figure[], former: readonly Figure[]): string {
  const lines = figures.map(({ what, value, unit, limit }, index) => {
    const before = former[index];
    if (before?.what !== what) throw new Error(`The release before was not measured: ${what}.`);
    const [bound] = Object.values(limit);
    return `| ${[what, unit].filter(Boolean).join(", ")} | ${shown(value)} | ${shown(before.value)} | ${bound} |`;
  });
  return ["| | today | the release before | limit |", "|--|--:|--:|--:|", ...lines].join("\n");
}

const shown = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1));

function isMet({ value, limit }: Figure): boolean {
  if ("atMost" in limit) return value <= limit.atMost;
  if ("atLeast" in limit) return value >= limit.atLeast;
  return value === limit.exactly;
}

function lineOf(figure: Figure): string {
  const [[relation = "", limit = 0] = []] = Object.entries(figure.limit);
  const words = { atMost: "at most", atLeast: "at least", exactly: "exactly" }[relation];
  return `${isMet(figure) ? "✔" : "✘"} ${figure.what}: ${shown(figure.value)} ${figure.unit} (${words} ${limit})`;
}

void main();
