import { expect } from "chai";
import { logEntries, logFilterOf, shownEntries } from "../../../local/console/logs";

const at = (second: number) => `2026-11-23T09:00:0${second}.000Z`;
const line = (second: number, level: string, message: string) =>
  JSON.stringify({ timestamp: at(second), level, message });

describe("the console's logs", () => {
  const entries = [
    ...logEntries("logExpense", [
      line(1, "INFO", "Expense logged"),
      line(3, "ERROR", "The alert stays pending"),
      "a line of text",
      line(5, "INFO", "Expense changed"),
    ]),
    ...logEntries("generateReport", [
      line(2, "WARN", "A report is large"),
      JSON.stringify({ time: at(4), type: "platform.report" }),
      line(6, "FATAL", "Out of memory"),
    ]),
  ];
  const shown = (query: string) =>
    shownEntries(entries, logFilterOf(new URLSearchParams(query))).map(({ line }) => {
      const { message, type } = line.startsWith("{") ? JSON.parse(line) : { message: line };
      return message ?? type;
    });

  it("have errors first, then the newest; a line without a time follows the one before", () => {
    expect(shown("")).to.deep.equal([
      "Out of memory",
      "The alert stays pending",
      "Expense changed",
      "platform.report",
      "a line of text",
      "A report is large",
      "Expense logged",
    ]);
  });

  it("are filtered by level, function and words in any order", () => {
    expect(shown("level=error")).to.deep.equal(["Out of memory", "The alert stays pending"]);
    expect(shown("level=warn&function=generateReport")).to.deep.equal(["Out of memory", "A report is large"]);
    expect(shown("level=info&function=logExpense&text=LOGGED+expense")).to.deep.equal(["Expense logged"]);
    expect(shown("text=nothing+of+it")).to.deep.equal([]);
    expect(shown("level=unknown&function=generateReport&text=+")).to.have.length(3);
  });
});
