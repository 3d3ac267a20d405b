/** A deployment as `pulumi stack export` prints it. */
interface Exported {
  deployment: { resources: ExportedResource[] };
}

interface ExportedResource {
  urn: string;
  type: string;
  id?: string;
}

const TABLE = "aws:dynamodb/table:Table";

/**
 * Makes a stack's state point to another table, such as a restored one, instead of its own. Only the table's own entry
 * changes: resources that use the table keep their recorded inputs, so that the next `pulumi up` sees what it has to
 * update.
 * @throws Error if the state does not have exactly one table with the old name.
 */
export function adoptTable(state: Exported, from: string, to: string): Exported {
  const { resources } = state.deployment;
  const found = resources.filter(({ type, id }) => type === TABLE && id === from);
  if (found.length !== 1) throw new Error(`The state has ${found.length} tables named ${from}, not one.`);
  const renamed = resources.map((resource) =>
    resource === found[0] ? { ...renameIn(resource, from, to), urn: resource.urn } : resource,
  );
  return { ...state, deployment: { ...state.deployment, resources: renamed } };
}

/** Replaces a table's name where it is the whole of a text, or a part of an ARN. */
function renameIn<T>(value: T, from: string, to: string): T {
  const rename = (text: string) => {
    const parts = text.startsWith("arn:") ? text.split("/") : [text];
    return parts.map((part) => (part === from ? to : part)).join("/");
  };
  const text = JSON.stringify(value, (_, inner) => (typeof inner === "string" ? rename(inner) : inner));
  return JSON.parse(text);
}

async function main([from, to]: string[]): Promise<void> {
  if (from === undefined || to === undefined)
    throw new Error("Usage: npm run -s adopt-table -- OLD NEW < state.json");
  const { text } = await import("node:stream/consumers");
  const state: Exported = JSON.parse(await text(process.stdin));
  process.stdout.write(`${JSON.stringify(adoptTable(state, from, to), undefined, 2)}\n`);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
