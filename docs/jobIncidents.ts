import { replaceBetween } from "../bench/table";
import { jobs } from "../handlers/catalogue";
import type { Incident } from "../handlers/job";

/** The runbook with the present sections about the alarms of jobs. */
export function withJobIncidents(runbook: string): string {
  const incidents = jobs.flatMap((job) => Object.entries(job.runbook ?? {}));
  return replaceBetween(runbook, "jobs", incidents.map(sectionOf).join("\n\n"));
}

function sectionOf([alarm, { means, response, commands }]: [string, Incident]): string {
  const explained = [wrapped(`**Means:** ${means}`), wrapped(`**Do:** ${response}`)].join("\n");
  const shell = commands === undefined ? [] : [`\`\`\`bash\n${withoutIndentation(commands)}\n\`\`\``];
  return [`### \`${alarm}\``, explained, ...shell].join("\n\n");
}

const LINE_WIDTH = 130;

/** Breaks a paragraph into lines. */
function wrapped(text: string): string {
  const line = new RegExp(`(.{1,${LINE_WIDTH}})(?:\\s+|$)`, "g");
  const words = text.trim().replace(/\s+/g, " ");
  // A command that is copied from two lines is two commands.
  const whole = words.replace(/`[^`]*`/g, (code) => code.replaceAll(" ", "\0"));
  return whole.replace(line, "$1\n").replaceAll("\0", " ").trimEnd();
}

/** Removes the indentation that all lines have. */
function withoutIndentation(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const common = Math.min(...lines.map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(common)).join("\n");
}
