import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { replaceBetween } from "../bench/table";
import { LEDGER_ID, type Method, splitRoute } from "../domain/http/route";
import { routes, type ServedRoute, trackedSchedules } from "../handlers/catalogue";
import { withJobIncidents } from "./jobIncidents";

const README = join(__dirname, "../README.md");
const RUNBOOK = join(__dirname, "runbook.md");

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The table of the API's routes, as the README shows it. */
function routesTable(): string {
  const rows = [...routes]
    .sort((a, b) => compare(splitRoute(a.route), splitRoute(b.route)))
    .map((route) => `| \`${route.route}\` | ${route.summary} | ${route.role} | ${takes(route)} |`);
  return ["| route | description | least role | input |", "|---|---|---|---|", ...rows].join("\n");
}

type Split = ReturnType<typeof splitRoute>;

function compare(a: Split, b: Split): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return METHODS.indexOf(a.method) - METHODS.indexOf(b.method);
}

/** Inputs of a route besides its path: query parameters, properties of the body (`?` if optional) and headers besides `Ledger-Id`. */
function takes({ query, body, headers = [] }: ServedRoute): string {
  const parameters = Object.keys(query?.shape ?? {}).map((name) => `\`${name}\``);
  const properties = body instanceof z.ZodObject ? [`\`{${propertiesOf(body).join(", ")}}\``] : [];
  const named = headers.filter((one) => one !== LEDGER_ID).map(({ name }) => `\`${name}\``);
  return [...parameters, ...properties, ...named].join(", ");
}

function propertiesOf(body: z.ZodObject): string[] {
  return Object.entries(body.shape).map(([name, schema]) =>
    z.safeParse(schema, undefined).success ? `${name}?` : name,
  );
}

/** The table of the jobs that have to succeed regularly, as the README shows it. */
function jobsTable(): string {
  const rows = trackedSchedules.map(
    ({ job, description, expression, overdueHours }) =>
      `| \`${job}\` | ${description} | \`${expression}\` | ${overdueHours} |`,
  );
  return ["| job | description | schedule | overdue after hours |", "|---|---|---|---|", ...rows].join("\n");
}

/** The README with updated tables. */
export function withRoutes(readme: string): string {
  return replaceBetween(replaceBetween(readme, "routes", routesTable()), "jobs", jobsTable());
}

if (require.main === module) {
  writeFileSync(README, withRoutes(readFileSync(README, "utf8")));
  writeFileSync(RUNBOOK, withJobIncidents(readFileSync(RUNBOOK, "utf8")));
}
