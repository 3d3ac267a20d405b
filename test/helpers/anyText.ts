import fc from "fast-check";

/** One character of four people. */
export const FAMILY = "👨‍👩‍👧‍👦";

/** Any Unicode text, often with joined, marked, cased and directed characters. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 5 }),
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.constantFrom(
        FAMILY,
        "é",
        "e\u0301",
        "ß",
        "ẞ",
        "İ",
        "ı",
        "ς",
        "ﬁ",
        "パ",
        "각",
        "की",
        "\u202e",
        "\u2069",
        "\u200b",
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));
