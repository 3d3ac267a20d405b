import type { Problem } from "../../domain/http/answers";
import { type BadBody, goodBody } from "./badBody";
import { problem } from "./problem";

const part = { category: "Food", amount: 1 };

/** Parts of an expense that must be refused. */
export const badParts: BadBody[] = parts([
  ["that are no list", "Food", problem("parts.invalid", { field: "parts" }), true],
  ["that are no objects", ["Food"], problem("parts.invalid", { field: "parts.0" }), true],
  [
    "that do not sum",
    [part, { ...part, amount: "0.01" }],
    problem("parts.unequal", { field: "parts", values: { sum: "1.01", amount: "1.00" } }),
  ],
  [
    "of which there are 21",
    Array.from({ length: 21 }, () => ({ ...part, amount: 0.05 })),
    problem("parts.tooMany", { field: "parts", values: { max: 20 } }),
  ],
  ["with 0", [part, { ...part, amount: 0 }], problem("amount.notPositive", { field: "parts.1.amount" })],
  [
    "with a negative amount",
    [
      { ...part, amount: 2 },
      { ...part, amount: -1 },
    ],
    problem("amount.notPositive", { field: "parts.1.amount" }),
  ],
  [
    "with a blank category",
    [{ ...part, category: " " }],
    problem("text.empty", { field: "parts.0.category", values: { label: "The category" } }),
  ],
  [
    "without a category",
    [{ amount: 1 }],
    problem("text.invalid", { field: "parts.0.category", values: { label: "The category" } }),
    true,
  ],
  [
    "with a note of 101 characters",
    [{ ...part, note: "a".repeat(101) }],
    problem("text.tooLong", { field: "parts.0.note", values: { label: "The note", max: 100 } }),
  ],
  [
    "with tags of their own",
    [{ ...part, tags: ["work"] }],
    problem("property.unknown", { field: "parts.0.tags", values: { name: "tags" } }),
  ],
]);

function parts(rows: [string, unknown, Problem, boolean?][]): BadBody[] {
  return rows.map(([what, parts, refusal, byGateway]) => ({
    what: `parts ${what}`,
    body: { ...goodBody, parts },
    refusal,
    ...(byGateway && { byGateway }),
  }));
}
