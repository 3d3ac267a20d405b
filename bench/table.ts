import { isMet, type Limit, type Result, type Unit } from "./harness";

const HEADINGS = ["Goal", "What", "Figure", "Spread", "Limit", "Met"];

/** Headings of recorded results. */
const RECORDED = [...HEADINGS, "Measured on"];

/** The results as a Markdown table, which also reads well on a terminal. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.goal,
    result.what,
    written(result.figure.median, result.unit),
    spread(result),
    ...(result.limit ? [limit(result.limit, result.unit), isMet(result) ? "yes" : "**no**"] : ["–", "–"]),
    result.measuredOn ?? "",
  ]);
  const headings = results.some(({ measuredOn }) => measuredOn !== undefined) ? RECORDED : HEADINGS;
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(headings), rule, ...rows.map(line)].join("\n");
}

/** Replaces the text between two markers in a Markdown file. */
export function replaceBetween(text: string, marker: string, content: string): string {
  const { before, begin, end, after } = around(text, marker);
  return `${before}${begin}\n${content}\n${end}${after}`;
}

/** The text between two markers in a Markdown file. */
export const textBetween = (text: string, marker: string): string => around(text, marker).between.trim();

function around(text: string, marker: string) {
  const [begin, end] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const [before, rest] = text.split(begin);
  const [between, after] = rest?.split(end) ?? [];
  if (before === undefined || between === undefined || after === undefined)
    throw new Error(`There is no ${begin} … ${end}.`);
  return { before, begin, between, end, after };
}

function spread({ figure: { low, high }, unit }: Result): string {
  return low === high ? "–" : `${written(low, unit)} – ${written(high, unit)}`;
}

function limit(value: Limit, unit: Unit): string {
  if (unit === "1/x") return `≤ ${written("atLeast" in value ? value.atLeast : value.atMost, unit)}`;
  return "atMost" in value ? `≤ ${written(value.atMost, unit)}` : `≥ ${written(value.atLeast, unit)}`;
}

function written(value: number, unit: Unit): string {
  if (unit === "") return String(Number(value.toPrecision(4)));
  if (unit === "1/x") return `1/${value.toFixed(value < 100 ? 1 : 0).replace(/\.0$/, "")}`;
  const digits = value < 10 ? 2 : 1;
  const number = value.toFixed(digits).replace(/\.?0+$/, "");
  return unit === "×" ? `${number}×` : `${number} ${unit}`;
}
