// Texts as people write and read them, the same for the API and the page. All of it relies on Unicode properties and
// `Intl`, so there are no tables to maintain.
//
// Speed: `fold` takes microseconds for a text that is not plain ASCII. To compare one text with many, fold it once, and
// fold the others only as far as needed; a search through 5,000 expenses then takes milliseconds.

/** Control characters, and the separators of lines and paragraphs: none of them belongs in a line. */
const LINE_BREAKERS = /[\p{Cc}\u2028\u2029]/u;
const LINE_BREAKER_RUNS = new RegExp(`${LINE_BREAKERS.source}+`, "gu");

/** Invisible characters: zero-width ones, Hangul fillers, lone variation selectors, the blank Braille pattern, … */
const INVISIBLE = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}]/gu;

/** Or the flag of a part of a country: a black flag, and a tag for each character of its code. Elsewhere tags are invisible. */
const INVISIBLE_OR_FLAG = new RegExp(
  `${INVISIBLE.source}|\\u{1f3f4}[\\u{e0020}-\\u{e007e}]+\\u{e007f}`,
  "gu",
);

/** Room between others, as people see it. The rest of what is invisible joins, shapes or annotates its neighbors. */
const SPACE = /[\p{White_Space}\u2800]/u;

/**
 * Marks over the letters of scripts in which they are accents or optional points. In other scripts they are vowels, or
 * form another letter: ハハ (mother) is not パパ (papa).
 */
const ACCENTS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{Mn}+/gu;

const ASCII = /^[\x20-\x7e]*$/;

/** Embeddings, overrides and isolates: characters that reorder a text beyond its own letters. */
const BIDI_FORMATTING = /[\u202a-\u202e\u2066-\u2069]/gu;

/** Text that reads the same anywhere in a left-to-right line. */
const PLAIN =
  /^(?:[\p{ASCII}\p{Script=Latin}\p{Sc}\p{Pd}\p{Pi}\p{Pf}\u00a0\u202f…·]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f)*$/u;

/** Hebrew, Arabic and their neighbors. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/** Bytes of UTF-8 that a character may take on average: most emoji of several people or with a skin tone take fewer than 16. */
export const BYTES_PER_CHARACTER = 16;

/** Returns true if a text contains a character that would break its line. */
export const breaksLine = (text: string) => LINE_BREAKERS.test(text);

/** Returns true if a text has no visible character. */
export const isBlank = (text: string) => text.replace(INVISIBLE, "") === "";

/** Returns the form in which texts are stored: composed (NFC), without surrounding white space. */
export const normalize = (text: string) => text.normalize().trim();

/** A text of several lines in the form in which it is stored: every break of a line is one LF. */
export const normalizeLines = (text: string) => normalize(text.replace(/\r\n?|[\u2028\u2029]/g, "\n"));

/** Returns true if a text of several lines contains a control character other than a tab or the end of a line. */
export const breaksLines = (text: string) => breaksLine(text.replace(/[\n\t]/g, ""));

/** Turns any text into a text of several lines that the API accepts; empty if it has no visible character. */
export function severalLines(text: string): string {
  const lines = normalizeLines(text.toWellFormed()).split("\n");
  const clean = lines.map((line) => line.replace(LINE_BREAKER_RUNS, " ")).join("\n");
  return isBlank(clean) ? "" : clean;
}

/** Turns any text into one line that the API accepts; empty if it has no visible character. */
export function oneLine(text: string): string {
  const line = normalize(text.replace(LINE_BREAKER_RUNS, " ").toWellFormed());
  return isBlank(line) ? "" : line;
}

/**
 * Returns characters as people count them (grapheme clusters): a letter with its accents is one, a family of emoji too.
 */
function* charactersOf(text: string): Generator<string> {
  // By Unicode's rules alone, whatever the locale.
  for (const { segment } of new Intl.Segmenter("und").segment(text)) yield segment;
}

/** The first character as people count them. */
export function firstCharacter(text: string): string {
  for (const character of charactersOf(text)) return character;
  return "";
}

/** The size in UTF-8. */
export const byteLength = (text: string) => new TextEncoder().encode(text).length;

/**
 * Returns true if a text has at most `max` characters as people count them. A character can have any number of accents, so its
 * bytes are limited as well: stores count those.
 */
export const isWithin = (text: string, max: number, bytes = maxBytes(max)): boolean =>
  cut(text, max, bytes) === text;

/** The bytes of UTF-8 that a text of `max` characters may have. */
export const maxBytes = (max: number) => max * BYTES_PER_CHARACTER;

/** Bytes of UTF-8 that a character of a text of several lines may take on average: as many as any code point. */
export const BYTES_PER_CHARACTER_OF_LINES = 4;

/** Returns as much of a text as {@link isWithin} allows. */
export function cut(text: string, max: number, bytes = maxBytes(max)): string {
  // No character is shorter than one unit of UTF-16, and no unit is longer than three bytes.
  if (text.length <= max) return text;
  let [kept, count, size] = ["", 0, 0];
  for (const character of charactersOf(text)) {
    count += 1;
    size += byteLength(character);
    if (count > max || size > bytes) break;
    kept += character;
  }
  return kept;
}

/**
 * Returns a text without differences that people ignore: composed or not, full width or half, case, accents, invisible
 * characters and the amount of white space. Two texts are the same if their folds are; one is found in another if its
 * fold is a part of the other's.
 */
export function fold(text: string): string {
  return (ASCII.test(text) ? text.toUpperCase() : foldUnicode(text)).replace(/\s+/g, " ").trim();
}

function foldUnicode(text: string): string {
  return (
    text
      // Before the marks are ordered: what is between two of them keeps each in its place. Only a flag is that long.
      .replace(INVISIBLE_OR_FLAG, (one) => (SPACE.test(one) ? " " : one[2] ? one : ""))
      .normalize("NFKD")
      // Both, because each alone leaves pairs apart: ß and ẞ, σ and ς. Neither depends on the locale.
      .toLowerCase()
      .toUpperCase()
      .normalize("NFKD")
      .replace(ACCENTS, "$1")
      // A syllable of Hangul is one character again: 가 is not a part of 각.
      .normalize()
  );
}

/** Returns true if people consider two texts the same. */
export const isSame = (a: string, b: string) => a === b || fold(a) === fold(b);

/**
 * Returns a user's text for the middle of one of ours, where no element can isolate it, such as in an accessible name:
 * within isolates, its direction and its overrides end with it (Unicode Standard Annex 9). In a document use `<bdi>`.
 * @param around Our text: from right to left, a number at an end of any text would run on into the next one.
 */
export const isolate = (text: string, around = ""): string =>
  PLAIN.test(text) && !RIGHT_TO_LEFT.test(around)
    ? text
    : text && `\u2068${text.replace(BIDI_FORMATTING, "")}\u2069`;

/** Control, format and private characters, surrogates and unassigned code points, which a plain text does not need. */
const NOT_PLAIN = /\p{C}+/gu;

/**
 * A dot as in domain names (RFC 3490, 3.1) between two of their characters, to which some registries count emoji. Between
 * digits it belongs to a number.
 */
const LABEL_DOTS =
  /(?<=[\p{L}\p{M}\p{N}\p{So}\p{Sk}-])[.\u3002](?=[\p{L}\p{M}\p{N}\p{So}\p{Sk}-])(?<!\d.(?=\d))/gu;

/** The colon of an address, such as `https:` or `tel:`; not that of a time. */
const SCHEME_COLONS = /(?<=\p{L}[\p{L}\p{N}+-]*):(?=\S)/gu;

/**
 * Returns a stranger's text for an email to people who did not ask for it: one line of at most `max` code points, in
 * their own order, from which no email program makes a link. Addresses are written as in security reports:
 * `https[:]//example[.]com`.
 */
export function plain(text: string, max: number): string {
  // Compatibility forms are other spellings of the characters of an address, such as full-width ones.
  const line = oneLine(text).normalize("NFKC").replace(NOT_PLAIN, "");
  const unlinked = line
    .replace(LABEL_DOTS, "[.]")
    .replace(SCHEME_COLONS, "[:]")
    .replace(/@(?=\S)/gu, "[at]")
    // Windows shares.
    .replaceAll("\\\\", "[\\]");
  const characters = [...unlinked];
  if (characters.length <= max) return unlinked;
  return `${characters.slice(0, max - 1).join("")}…`;
}
