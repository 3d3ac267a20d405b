import { expect } from "chai";
import { XMLParser } from "fast-xml-parser";
import { strFromU8, unzipSync } from "fflate";
import type { Expense } from "../../domain/expenses/expense";
import { csvPages } from "../../domain/reports/reportCsv";
import { REPORT_COLUMNS } from "../../domain/reports/reportLines";
import { readExpenses, writeSheet } from "../../site/data/reports/spreadsheet";
import { signOut, startSession } from "../../site/lib/auth/signInAndOut";
import { people } from "../../site/lib/ledger/openLedger";
import { settings } from "../../site/lib/ledger/shownSettings";
import { expenseItem } from "../helpers/expenseItem";
import { FakeLedger } from "./ledger";
import { tokensOf, usePage } from "./page";

const AT = "2026-11-20T21:00:00.000Z";
/** The same in Tokyo: 6 in the morning of the next day, in days since the eve of 1900, as spreadsheets count them. */
const MORNING = 46347.25;
const EXPENSE: Expense = {
  ...{ expenseId: "E1", description: "Desk", amount: "1234.50", currency: "USD", date: "2026-11-20" },
  ...{ category: "Office", createdBy: "ada", createdAt: AT, updatedAt: AT, version: 1 },
};

interface Cell {
  "@r": string;
  "@t"?: string;
  "@s"?: string;
  v?: string;
  f?: string;
}
const listOf = <Value>(value: Value | Value[] = []) => [value].flat() as Value[];

/** A sheet as a spreadsheet program reads it: the cells of each row by column, with their formats. */
async function read(month: string, expenses: readonly Expense[], rightToLeft = false) {
  const files = unzipSync(
    new Uint8Array(await (await writeSheet(month, expenses, rightToLeft)).arrayBuffer()),
  );
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseTagValue: false,
    trimValues: false,
  });
  const parsed = (name: string) => parser.parse(strFromU8(files[name] ?? new Uint8Array()));
  const texts = listOf<{ t: string | { "#text": string } }>(parsed("xl/sharedStrings.xml").sst.si);
  const { numFmts, cellXfs } = parsed("xl/styles.xml").styleSheet;
  const formats = new Map(
    listOf<Record<string, string>>(numFmts?.numFmt).map((format) => [
      format["@numFmtId"],
      format["@formatCode"],
    ]),
  );
  const styles = listOf<Record<string, string>>(cellXfs.xf).map((style) =>
    formats.get(style["@numFmtId"] ?? ""),
  );
  const { sheetData, sheetViews } = parsed("xl/worksheets/sheet1.xml").worksheet;
  const contentOf = (cell: Cell) => {
    expect(cell.f, "a formula").to.equal(undefined);
    if (cell["@t"] !== "s") return { value: Number(cell.v), format: styles[Number(cell["@s"])] };
    const text = texts[Number(cell.v)]?.t ?? "";
    return typeof text === "string" ? text : text["#text"];
  };
  const rows = listOf<{ c: Cell | Cell[] }>(sheetData.row).map(({ c }) => {
    const cells = listOf(c).map((cell) => [
      REPORT_COLUMNS["ABCDEFGHIJKLMNOP".indexOf(cell["@r"][0] ?? "")],
      contentOf(cell),
    ]);
    return Object.fromEntries(cells);
  });
  return { rows, view: listOf<Record<string, string>>(sheetViews.sheetView)[0] };
}

describe("The spreadsheet of a report", () => {
  const page = usePage();
  beforeEach(() => {
    startSession(tokensOf("ada"));
    settings.value = { timezone: "Asia/Tokyo" };
  });
  afterEach(async () => {
    await signOut();
    settings.value = {}; // The page's modules are one for all tests.
    people.value = undefined;
  });

  it("has the headings of the CSV file, amounts that are numbers, and days that are dates", async () => {
    const { rows, view } = await read("2026-11", [EXPENSE]);
    let csv = "";
    for await (const text of csvPages(
      (async function* () {
        yield [expenseItem()];
      })(),
    ))
      csv += text;
    const heading = csv.split("\n")[0]?.slice(1).replaceAll('"', "").split(",");
    expect(REPORT_COLUMNS.map((column) => rows[0]?.[column])).to.deep.equal(heading);
    expect(rows[1]).to.deep.equal({
      date: { value: 46346, format: "yyyy-mm-dd" },
      description: "Desk",
      category: "Office",
      amount: { value: 1234.5, format: "#,##0.00" },
      currency: "USD",
      kind: "Expense",
      createdAt: { value: MORNING, format: "yyyy-mm-dd hh:mm" },
      updatedAt: { value: MORNING, format: "yyyy-mm-dd hh:mm" },
      createdBy: "ada@example.com",
      version: { value: 1, format: "0" },
      expenseId: "E1",
    });
    expect(view?.["@rightToLeft"]).to.equal(undefined);
    expect((await read("2026", [EXPENSE], true)).view?.["@rightToLeft"]).to.equal("1");
  });

  it("names members, and calls those who left former members instead of showing their IDs", async () => {
    const names = async () => {
      const authors = ["ada", "ben", "old-ben", "gone"];
      const { rows } = await read(
        "2026-11",
        authors.map((createdBy) => ({ ...EXPENSE, createdBy })),
      );
      return rows.slice(1).map(({ createdBy }) => createdBy);
    };
    expect(await names()).to.deep.equal(["ada@example.com", ...Array(3).fill("somebody else")]);
    people.value = {
      emails: new Map([["ben", "ben@example.com"]]),
      successors: new Map([["old-ben", "ben"]]),
      idsOf: (id) => [id],
      nameOf: (id) => id,
    };
    const ben = "ben@example.com";
    expect(await names()).to.deep.equal(["ada@example.com", ben, ben, "former member"]);
  });

  it("counts as the CSV file does: refunds below 0, no income, a line for each part, and each currency's decimals", async () => {
    const parts = [
      { category: "Food", amount: "1234.00", note: "milk" },
      { category: "Travel", amount: "0.50" },
    ];
    const { rows } = await read("2026-11", [
      { ...EXPENSE, kind: "refund", parts },
      { ...EXPENSE, kind: "income" },
      { ...EXPENSE, amount: "1250", currency: "JPY" },
      { ...EXPENSE, amount: "999999999999.999", currency: "KWD" },
    ]);
    expect(rows.slice(1).map(({ amount, category, parts: note }) => [amount, category, note])).to.deep.equal([
      [{ value: -1234, format: "#,##0.00" }, "Food", "milk"],
      [{ value: -0.5, format: "#,##0.00" }, "Travel", undefined],
      [{ value: 1250, format: "#,##0" }, "Office", undefined],
      [{ value: 999999999999.999, format: "#,##0.000" }, "Office", undefined],
    ]);
  });

  it("has texts alone where a text begins as a formula, and writes out what hides", async () => {
    const texts = ["=1+1", "+1", "-1", "@sum", " =1", "12", "<b>&", "a\nb", "2026-01-01"];
    const { rows } = await read(
      "2026-11",
      [...texts, "a\u202eb"].map((description) => ({ ...EXPENSE, description })),
    );
    expect(rows.slice(1).map(({ description }) => description)).to.deep.equal([...texts, "a[U+202E]b"]);
  });

  it("is read page by page, oldest first, each expense once", async () => {
    const pages: Record<string, { expenses: Expense[]; cursor?: string }> = {
      "2026-11": { expenses: [{ ...EXPENSE, expenseId: "C" }], cursor: "more" },
      "2026-11 more": { expenses: [{ ...EXPENSE, expenseId: "B" }] },
      "2026-10": {
        expenses: [
          { ...EXPENSE, expenseId: "B" },
          { ...EXPENSE, expenseId: "A" },
        ],
      },
    };
    page.serve(({ searchParams }) => {
      const key = [searchParams.get("month"), searchParams.get("cursor")].filter(Boolean).join(" ");
      return Response.json(pages[key] ?? { expenses: [] });
    });
    const counts: number[] = [];
    const found = await readExpenses("2026", (count) => counts.push(count));
    expect(found?.map(({ expenseId }) => expenseId)).to.deep.equal(["A", "B", "C"]);
    expect([...new Set(counts)]).to.deep.equal([0, 1, 2, 3]);
  });

  it("includes what changes while it is read", async () => {
    const ledger = new FakeLedger();
    for (const id of ["deleted", "erased", "kept", "leaving"]) ledger.add(id, { date: "2026-11-10" });
    ledger.add("moving", { date: "2026-10-10" });
    ledger.pass(7_200_000);
    page.serve(async (url, init) => {
      const answer = await ledger.serve(url, init);
      if (url.searchParams.get("month") === "2026-11") {
        ledger.change("deleted", { deletedAt: "2026-11-20T10:00:00.000Z" });
        ledger.change("leaving", { date: "2026-09-01" });
        ledger.change("moving", { date: "2026-11-11" });
        ledger.forget("erased");
      }
      return answer;
    });
    const found = await readExpenses("2026-11", () => undefined);
    expect(found?.map(({ expenseId }) => expenseId)).to.deep.equal(["kept", "moving"]);
  });

  it("is of each month of a year, also of one that had no expenses when the list of reports was read", async () => {
    const ledger = new FakeLedger();
    for (const [id, date] of [
      ["before", "2025-12-31"],
      ["first", "2026-01-01"],
      ["last", "2026-12-31"],
      ["after", "2027-01-01"],
    ] as const)
      ledger.add(id, { date });
    page.serve(ledger.serve);
    const found = await readExpenses("2026", () => undefined);
    expect(found?.map(({ expenseId }) => expenseId)).to.deep.equal(["first", "last"]);
  });
});
