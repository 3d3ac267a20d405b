import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { replaceBetween } from "../bench/table";
import { type Method, splitRoute } from "../domain/http/route";
import { operations, routes, type ServedRoute, trackedSchedules } from "../handlers/catalogue";

const README = join(__dirname, "../README.md");

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The table of the API's routes, as the README shows it. */
export function routesTable(): string {
  const rows = [...routes]
    .sort((a, b) => compare(splitRoute(a.route), splitRoute(b.route)))
    .map((route) => `| \`${route.route}\` | ${route.summary}${audience(route)} | ${takes(route)} |`);
  return ["| route | description | input |", "|---|---|---|", ...rows].join("\n");
}

type Split = ReturnType<typeof splitRoute>;

function compare(a: Split, b: Split): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return METHODS.indexOf(a.method) - METHODS.indexOf(b.method);
}

function audience({ handler, isPublic }: ServedRoute): string {
  if (isPublic) return " (without a token)";
  return operations.find(({ name }) => name === handler)?.role === "admin" ? " (admins)" : "";
}

/** Inputs of a route besides its path: query parameters, properties of the body (`?` if optional) and headers. */
function takes({ query, body, headers = [] }: ServedRoute): string {
  const parameters = Object.keys(query?.shape ?? {}).map((name) => `\`${name}\``);
  const properties = body instanceof z.ZodObject ? [`\`{${propertiesOf(body).join(", ")}}\``] : [];
  const named = headers.map(({ name }) => `\`${name}\``);
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

/** The README with the present tables. */
export function withRoutes(readme: string): string {
  return replaceBetween(replaceBetween(readme, "routes", routesTable()), "jobs", jobsTable());
}

if (require.main === module) writeFileSync(README, withRoutes(readFileSync(README, "utf8")));
