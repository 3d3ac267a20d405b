import type { MailLanguage } from "../values/mailLanguage";
import { bare, FIGURE } from "./numberWords";

// Words that a letter may not contain although they have no digit: other months, other scripts, and Roman numerals. And the
// count of recurring charges, which is no amount of anything else.

/** Names of months in texts of Latin script, by month: those of the other language, too. */
const LATIN_MONTHS: readonly string[] = [
  "januar(?:y|s)?|jänner|jan",
  "februar(?:y|s)?|feber|feb",
  "märz\\p{L}*|mär|mrz|mar",
  "april|apr",
  "mai",
  "jun[ei]|jun",
  "jul[iy]|jul",
  "august|aug",
  "september|sept?",
  "o[ck]tober|o[ck]t",
  "november|nov",
  "de[cz]ember|de[cz]",
];

/** The same in Arabic: as in Egypt and the Gulf, in the Levant, and in the Maghreb. */
const ARABIC_MONTHS: readonly string[] = [
  "يناير|كانون\\s+الثاني|جانفي",
  "فبراير|شباط|فيفري",
  "مارس|آذار|اذار",
  "(?:أ|ا|إ)بريل|نيسان|(?:أ|ا)فريل",
  "مايو|(?:أ|ا)يار|ماي",
  "يوني[وه]|حزيران|جوان",
  "يولي[وه]|تموز|جويلية",
  "(?:أ|ا)غسطس|آب|(?:أ|ا)وت",
  "سبتمبر|(?:أ|ا)يلول",
  "(?:أ|ا)كتوبر|تشرين\\s+ال(?:أ|ا)ول",
  "نوفمبر|تشرين\\s+الثاني",
  "ديسمبر|كانون\\s+ال(?:أ|ا)ول",
];

/** The end of German names of months: that of their genitive, or what is composed with a long one, as "Dezemberausgaben". */
const LATIN_END = "(?:s|(?<=\\p{L}{5})\\p{L}+)?";

/** In English these are verbs as well: only with a capital letter are they months. */
const VERBS: ReadonlyMap<number, RegExp> = new Map([
  [2, /(?<!\p{L})M(?:arch|ARCH)(?!\p{L})/u],
  [4, /(?<!\p{L})M(?:ay|AY)(?!\p{L})/u],
]);

function namesMonth(text: string, month: number, language: MailLanguage): boolean {
  if (language === "ar") {
    return new RegExp(`(?<!\\p{L})[وفبلك]*(?:${bare(ARABIC_MONTHS[month] ?? "")})(?!\\p{L})`, "u").test(text);
  }
  const names = new RegExp(`(?<!\\p{L})(?:${bare(LATIN_MONTHS[month] ?? "")})${LATIN_END}(?!\\p{L})`, "iu");
  return names.test(text) || (VERBS.get(month)?.test(text) ?? false);
}

/**
 * Returns true if a text of a language names a month besides some.
 * @param known `YYYY-MM`.
 */
export function hasOtherMonth(text: string, known: readonly string[], language: MailLanguage): boolean {
  const own = new Set(known.map((month) => Number(month.slice(5)) - 1));
  const plain = bare(text);
  return LATIN_MONTHS.some((_, month) => !own.has(month) && namesMonth(plain, month, language));
}

const FOREIGN: Readonly<Record<MailLanguage, RegExp>> = {
  en: /(?!\p{Script=Latin})[\p{Lu}\p{Ll}\p{Lt}\p{Lo}]/u,
  de: /(?!\p{Script=Latin})[\p{Lu}\p{Ll}\p{Lt}\p{Lo}]/u,
  ar: /(?!\p{Script=Arabic})[\p{Lu}\p{Ll}\p{Lt}\p{Lo}]/u,
};

/** Returns true if a text has letters of a script that its language is not written in, which may be numerals of another. */
export const hasForeignLetters = (text: string, language: MailLanguage) => FOREIGN[language].test(text);

const ROMAN = /(?<!\p{L})(?=\p{L}{2})m*(?:c[md]|d?c{0,4})(?:x[cl]|l?x{0,4})(?:i[xv]|v?i{0,4})(?!\p{L})/giu;

/** Returns true if a text has a Roman numeral of two or more letters. Short ones in small letters may be words. */
export const hasRomanNumeral = (text: string) =>
  (text.match(ROMAN) ?? []).some(
    (one) => one === one.toUpperCase() || one.length > 3 || /^[ivx]+$/i.test(one),
  );

/** Nouns for charges. In English a singular counts nothing but one: "12 payment zloty" is an amount. */
const CHARGES: Readonly<Record<MailLanguage, (count: string) => string>> = {
  en: (count) => `(?:charge|payment|subscription|bill|expense|cost)${count === "1" ? "s?" : "s"}`,
  de: () =>
    "(?:\\p{L}*(?:zahlung|abbuchung|buchung|ausgabe|abonnement|belastung|rechnung|fixkost|kost)(?:en|s)?|abos?)",
  ar: () =>
    "[وفبلك]*(?:ال|ل)?(?:مدفوعات|مدفوعا|مدفوعة|دفعة|دفعات|رسوم|رسما|اشتراكا?|اشتراكات|نفقة|نفقات|مصروفا?|مصروفات|مصاريف|" +
    "فاتورة|فواتير|تكاليف)",
};

/** Adjectives between a count and its noun, or in Arabic after the noun. Without a noun they may be of an amount. */
const RECURRING: Readonly<Record<MailLanguage, string>> = {
  en: "recurring|recurrent|regular|repeat(?:ed|ing)|fixed|standing",
  de: "(?:wiederkehrend|regelmäßig|laufend|fest|wiederholt)e[nmrs]?",
  ar: "[وفبلك]*(?:ال)?(?:متكررا?|متكررة|دوريا?|دورية|منتظما?|منتظمة|ثابتا?|ثابتة)",
};

/** The same further from the count. */
const FURTHER: Readonly<Record<MailLanguage, string>> = {
  en: "monthly|found|detected|known",
  de: "(?:monatlich|gefunden|erkannt|bekannt)e[nmrs]?|gefunden|erkannt",
  ar: "[وفبلك]*(?:ال)?(?:شهريا?|شهرية|معروفة)",
};

/** A count of theirs, anywhere after them in a sentence. */
const THEIR_NUMBER: Readonly<Record<MailLanguage, string>> = { en: "", de: "", ar: "عدد\\p{L}*" };

/**
 * Replaces a count of recurring charges where it counts these: before a noun for them, or after one and a colon. Anywhere
 * else it might be an amount in an unknown unit, such as "12 regular zloty".
 * @param counts Patterns of the count.
 */
export function withoutCount(text: string, counts: readonly string[], language: MailLanguage): string {
  return counts.reduce((rest, count) => withoutOne(rest, count, language), bare(text));
}

function withoutOne(text: string, count: string, language: MailLanguage): string {
  const [recurring, further] = [RECURRING[language], FURTHER[language]].map(bare);
  const adjective = `(?:${recurring}|${further})`;
  const charges = `(?:${bare(CHARGES[language](count))})(?!\\p{L})`;
  const adjectives = `(?:(?:${recurring})\\s+(?:${adjective}\\s+)*)?`;
  const after = `(?=\\s+(?:of\\s+(?:the|your|these)\\s+)?${adjectives}${charges})`;
  const colon = `(?:\\s+${adjective})*\\s*[:(]`;
  const number = THEIR_NUMBER[language] && `[^.!?؟\\p{N}]*(?:${bare(THEIR_NUMBER[language])})`;
  const before = `(?<=(?<!\\p{L})${charges}(?:${colon}${number && `|${number}`})\\s*)`;
  const alone = "(?=\\s*(?:[.,;:!?)،؛؟]|$))(?![.,]\\p{Nd})";
  const start = "(?<!\\p{Nd}(?:[.,٬٫'’]|\\s+)?|[\\p{Script=Latin}\\p{Sc}\\p{Pd}−+])";
  return text.replace(new RegExp(`${start}(?:${count}${after}|${before}${count}${alone})`, "giu"), FIGURE);
}
