import type { Problem } from "../../domain/http/answers";
import type { RefusalCode, RefusalValues } from "../../domain/values/refusals";
import { type BadBody, goodBody } from "./badBody";
import { problem } from "./problem";

/** Texts of a field that must be refused. @param max Characters that it may have. */
export function badLines(field: string, label: string, max: number): BadBody[] {
  const bad = (code: RefusalCode, values?: RefusalValues) =>
    problem(code, { field, values: { label, ...values } });
  const rows: [string, unknown, Problem, boolean?][] = [
    ["empty", "", bad("text.empty")],
    ["blank", " \u00a0\t\n", bad("text.empty")],
    ["of zero-width spaces", "\u200b\u200b", bad("text.empty")],
    ["of Hangul fillers", "\u3164\u115f\uffa0", bad("text.empty")],
    ["of a blank Braille pattern", "\u2800", bad("text.empty")],
    ["of a variation selector", "\ufe0f", bad("text.empty")],
    ["of directional marks", "\u202e\u2066\u200f", bad("text.empty")],
    ["with a line separator", "a\u2028b", bad("text.controlCharacters")],
    ["with a next line", "a\u0085b", bad("text.controlCharacters")],
    ["of too many emoji", "👨‍👩‍👧‍👦".repeat(max + 1), bad("text.tooLong", { max })],
    ["of one letter with too many accents", `a${"\u0301".repeat(8 * max + 1)}`, bad("text.tooLong", { max })],
    ["too long", "a".repeat(max + 1), bad("text.tooLong", { max })],
    ["of 15 kB", "a".repeat(15_000), bad("text.tooLong", { max })],
    ["with a NUL", "a\0b", bad("text.controlCharacters")],
    ["with a line break", "a\nb", bad("text.controlCharacters")],
    ["with an escape", "a\u001b[31m", bad("text.controlCharacters")],
    ["a number", 5, bad("text.invalid"), true],
    ["null", null, bad("text.invalid"), true],
    ["a list", ["a"], bad("text.invalid"), true],
  ];
  return [
    ...rows.map(([what, value, refusal, byGateway]) => ({
      what: `${field} ${what}`,
      body: { ...goodBody, [field]: value },
      refusal,
      byGateway,
    })),
    {
      what: `${field} with a lone surrogate`,
      body: `{"description":"Desk","amount":1,"${field}":"a\\ud800b"}`,
      refusal: bad("text.notUnicode"),
    },
  ];
}
