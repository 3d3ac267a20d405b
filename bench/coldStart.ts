import { deployedText, plainEntry, unbundledText, writeModule } from "./handlers";
import { freshProcess, interleave, type Result, type Run, ratioOf, spreadOf, TURNS } from "./harness";

/** One of each kind: DynamoDB only, with SNS, with S3, with most clients, with MySQL. */
const HANDLERS = ["listExpenses", "logExpense", "generateReport", "eraseAccount", "backupToRds"];

/** Loads a module and runs its init layer, as a cold start does. */
const COLD_START = `
const start = performance.now();
const cpu = process.cpuUsage();
require(process.argv[1]).init().then(() => {
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000 }));
});
`;

interface ColdStart {
  wallMs: number;
  cpuMs: number;
}

/**
 * Goal 3: how long a function's module takes to load in a fresh process. The time is processor time: loading waits for
 * nothing, so on an idle machine it equals the elapsed time, and on a busy one it still is this process's own.
 */
export async function coldStart({ say }: Run): Promise<Result[]> {
  const results: Result[] = [];
  for (const name of HANDLERS) {
    say(`Loading ${name} in ${TURNS * 2} fresh processes`);
    results.push(await coldStartOf(name));
  }
  return [results.reduce((a, b) => (a.figure.median > b.figure.median ? a : b))];
}

async function coldStartOf(name: string): Promise<Result> {
  const deployed = writeModule(`${name}.deployed`, await deployedText(name));
  const unbundled = writeModule(`${name}.unbundled`, await unbundledText(plainEntry(name)));
  const wall: Record<string, number[]> = { [deployed]: [], [unbundled]: [] };
  const load = (file: string) => async () => {
    const { cpuMs, wallMs } = await freshProcess<ColdStart>(["-e", COLD_START, file], {
      AWS_REGION: "us-east-1",
    });
    wall[file]?.push(wallMs);
    return cpuMs;
  };
  const samples = await interleave(TURNS, { deployed: load(deployed), unbundled: load(unbundled) });
  return {
    goal: "3",
    what: "slowest module init in a fresh process, against the same handler from node_modules",
    kind: "time",
    figure: ratioOf(samples.deployed, samples.unbundled),
    unit: "×",
    limit: { atMost: 0.65 },
    details: {
      function: name,
      deployedCpuMs: spreadOf(samples.deployed).median,
      unbundledCpuMs: spreadOf(samples.unbundled).median,
      deployedWallMs: spreadOf(wall[deployed] ?? []).median,
      unbundledWallMs: spreadOf(wall[unbundled] ?? []).median,
    },
  };
}
