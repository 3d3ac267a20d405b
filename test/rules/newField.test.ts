import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { build, type Plugin } from "esbuild";
import { strFromU8, unzipSync } from "fflate";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Expense } from "../../domain/expenses/expense";
import type { ExpenseItem } from "../../domain/expenses/model";
import { usePage } from "./page";

/** Fields of each type, which the program does not have; all but the last have a column in the backup. */
const TABLE = `
  quantity: { type: "number", min: 1, max: 999, column: "quantity" },
  reimbursable: { type: "boolean", column: "reimbursable" },
  due: { type: "day", column: "due" },
  place: { type: "line", max: 20 },
`;
const LABELS = { quantity: "Quantity", reimbursable: "Reimbursable", due: "Due", place: "Place" };
const VALUES = { quantity: 3, reimbursable: true, due: "2026-12-24", place: "Rome" };
const KEYS = Object.keys(VALUES);
const NONE = Object.fromEntries(KEYS.map((key) => [key, ""]));

const withFields: Plugin = {
  name: "fields",
  setup: ({ onLoad }) => {
    onLoad({ filter: /simpleFields\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      return { contents: text.replace("} as const satisfies", `${TABLE}$&`), loader: "ts" };
    });
  },
};

type Program = typeof import("./newFieldBundle");

/** Zod keeps one registry for all its copies. */
const globals = globalThis as { __zod_globalRegistry?: unknown };

/** The values of the new fields in something that has them. */
const valuesOf = (holder: object) =>
  Object.fromEntries(Object.entries(holder).filter(([key]) => KEYS.includes(key)));

const BODY = { description: "Desk", amount: "12.50", ...VALUES };
const NOW = new Date("2026-11-20T08:00:00.000Z");
const DEFAULTS = { currency: "EUR", timezone: "UTC", thresholds: {} };

describe("A field that is added to the table of simple ones", function () {
  this.timeout(60_000);
  usePage();
  let program: Program;
  let item: ExpenseItem;
  let shown: Expense;
  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), "fields-"));
    const outfile = join(folder, "program.cjs");
    await build({
      entryPoints: [join(__dirname, "newFieldBundle.ts")],
      ...{ outfile, bundle: true, platform: "node", format: "cjs", logLevel: "error" },
      // The renderer below needs the same instance of its library.
      banner: { js: `require = require("node:module").createRequire(${JSON.stringify(__filename)});` },
      external: ["preact", "preact/*", "@preact/signals"],
      plugins: [withFields],
    });
    // Its own registry of schemas: each name may be there once.
    const { __zod_globalRegistry: registry } = globals;
    delete globals.__zod_globalRegistry;
    program = createRequire(__filename)(outfile);
    globals.__zod_globalRegistry = registry;
    await rm(folder, { recursive: true });
    program.english(Object.fromEntries(Object.entries(LABELS).map(([key, label]) => [`more.${key}`, label])));
    const creation = { userId: "ada", ledgerId: "home", now: NOW };
    item = program.createItem(program.newExpense.parse(BODY), creation, DEFAULTS);
    shown = program.toExpense(item);
  });

  it("is in requests, in the table and its lists, and in responses", () => {
    expect(valuesOf(program.recordOf(item).details ?? {})).to.deep.equal(VALUES);
    expect(program.itemOf(program.recordOf(item))).to.deep.include(item);
    expect(valuesOf(program.expense.parse(shown))).to.deep.equal(VALUES);
    expect(program.newExpense.safeParse({ ...BODY, quantity: 1000 }).success).to.equal(false);
  });

  it("is in the backup, in its column or among the others", () => {
    const values = program.toValues(item);
    const row = Object.fromEntries(program.COLUMNS.map((column, index) => [column, values[index]]));
    expect(valuesOf(row)).to.deep.equal({ quantity: 3, reimbursable: 1, due: "2026-12-24" });
    expect(valuesOf(JSON.parse(String(row.others)))).to.deep.equal({ place: "Rome" });
    expect(program.toItem(row as never)).to.deep.equal(item);
  });

  it("is in the history, which the page puts into words", () => {
    const changes = program.contentChanges(item, program.newExpense.partial().parse(NONE));
    const emptied = program.changed(item, changes, NOW, { by: "ada", via: "page" });
    const [change] = program.historyOf(emptied).changes;
    expect(change?.changes).to.deep.equal(KEYS.map((field) => ({ field, before: valuesOf(item)[field] })));
    expect(change && program.linesOf(change)).to.deep.equal([
      "Quantity: 3 → none",
      "Reimbursable: Yes → none",
      "Due: Dec 24, 2026 → none",
      "Place: Rome → none",
    ]);
  });

  it("is in the CSV file and the spreadsheet", async () => {
    let text = "";
    for await (const page of program.csvPages(
      (async function* () {
        yield [item];
      })(),
    ))
      text += page;
    const [row = {}] = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(Object.values(LABELS).map((label) => row[label])).to.deep.equal([
      "3",
      "true",
      "2026-12-24",
      "Rome",
    ]);
    await program.loadConfig();
    const sheet = await program.writeSheet("2026-11", [shown], false);
    const files = unzipSync(new Uint8Array(await sheet.arrayBuffer()));
    const texts = strFromU8(files["xl/sharedStrings.xml"] ?? new Uint8Array());
    for (const expected of [...Object.values(LABELS), "Rome"]) expect(texts).to.include(expected);
    const cells = strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
    expect(cells).to.match(/<c [^>]*><v>3<\/v><\/c><c [^>]*t="b"[^>]*><v>1<\/v><\/c><c [^>]*><v>46380<\/v>/);
  });

  it("is in the page's forms, is read and checked there, and in what they copy", () => {
    const typed = program.missingIn({} as never, { ...VALUES, quantity: "3", reimbursable: "true" });
    expect(typed).to.deep.equal(VALUES);
    expect(program.missingIn({} as never, NONE)).to.deep.equal(NONE);
    expect(program.changesOf(shown, { ...shown, ...typed })).to.deep.equal({});
    expect(program.changesOf(shown, { ...shown, ...NONE })).to.deep.equal(NONE);
    const draft = { ...shown, ...VALUES, quantity: 0, due: "someday", place: "x".repeat(21) };
    expect(Object.keys((program.check(draft, "EUR") as { problems: object }).problems)).to.deep.equal([
      ...["quantity", "due", "place"],
    ]);
    expect(valuesOf(program.draftLike(shown, "2026-11-21"))).to.deep.equal(VALUES);
    expect(valuesOf(program.fieldsOf(shown))).to.deep.equal(VALUES);
    const form = h(program.MoreFields, { form: "x", typed: shown, problems: {}, currency: "EUR" });
    const html = renderToString(form);
    for (const [key, label] of Object.entries(LABELS)) {
      expect(html).to.match(new RegExp(`name="${key}"`));
      expect(html).to.include(`>${label}</label>`);
    }
    expect(html).to.match(/type="number"[^>]*min="1"[^>]*max="999"[^>]*name="quantity"[^>]*value="3"/);
    expect(html).to.match(/<option[^>]*selected[^>]*>Yes</);
  });

  it("is among what users see who may not change it, and kept on the device", () => {
    const html = renderToString(h(program.Details, { expense: shown }));
    for (const text of ["3", "Yes", "Dec 24, 2026", "Rome"]) expect(html).to.include(`<dd>${text}</dd>`);
    expect(program.isExpense(shown)).to.equal(true);
    expect(program.isExpense({ ...shown, quantity: {} })).to.equal(false);
  });

  it("has the reason beside it for which the edit of somebody was refused who may only read by now", () => {
    const problem = { message: "Your role in the ledger does not allow this." };
    const refused = renderToString(h(program.Details, { expense: shown, problem }));
    expect(refused).to.include(`<p class="problem boxed" role="alert">${problem.message}</p>`);
    expect(renderToString(h(program.Details, { expense: shown }))).not.to.include('role="alert"');
  });
});
