import type { Figure } from "./figures";

const RUNS = 5;

/** Lighthouse's scores of the first page with its mobile preset; of performance the median. */
export async function lighthouseScores(url: string, port: number): Promise<Figure[]> {
  const { default: lighthouse } = await import("lighthouse"); // It is an ES module.
  const scores = new Map<string, number[]>();
  for (let run = 0; run < RUNS; run++) {
    const result = await lighthouse(url, { port, logLevel: "error", output: "json" });
    for (const [name, { score, auditRefs }] of Object.entries(result?.lhr.categories ?? {})) {
      scores.set(name, [...(scores.get(name) ?? []), 100 * (score ?? 0)]);
      const failed = auditRefs.filter(
        ({ id, weight }) => weight > 0 && (result?.lhr.audits[id]?.score ?? 1) < 0.9,
      );
      if (run === 0 && failed.length > 0) console.log(`${name}: ${failed.map(({ id }) => id).join(", ")}`);
    }
  }
  return [...scores].map(([name, values]) => ({
    what: `Lighthouse ${name}, median of ${RUNS}`,
    value: Math.round(values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0),
    unit: "",
    limit: { atLeast: 100 },
  }));
}
