import type { MailLanguage } from "../values/mailLanguage";

// The usual words for numbers and currencies of the languages of letters, as patterns of whole words. "One", "first" and
// their like are not among them: they rarely count anything. Only in Arabic, "one" beside a noun does.

const NUMBERS: Readonly<Record<MailLanguage, string>> = {
  en:
    "(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|" +
    "(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|" +
    "hundred|thousand|million|billion|trillion)(?:s|fold)?|" +
    "second|(?:third|quarter|half|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th)s?|" +
    "(?:\\p{L}+teen|\\p{L}+tie|hundred|thousand|million|billion|trillion)ths?|halv(?:ed?|es|ing)|" +
    // A grand total is an amount of the facts, which has its own figure.
    "dozens?|grand(?!\\s+total)|twice|thrice|(?:doubl|trebl|(?:tri|quadru|quintu|sextu)pl)(?:ed?|es|ing|y)|percent",
  de:
    "(?:null|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)(?:mal|erlei)?|" +
    "\\p{L}*(?:(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|drei(?:ß|ss)ig)\\p{L}*|" +
    "\\p{L}*(?:hundert|tausend|million|milliard|dutzend|drittel|viertel|hälfte|doppel|prozent)\\p{L}*|(?:pro)?mille|" +
    "\\p{L}*(?:zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)fach\\p{L}*|" +
    // Neither a box (Schachtel) nor a quail (Wachtel) is an eighth.
    "\\p{L}*(?:fünf|sechs|sieb|sieben|neun|zehn|elf|zwölf|(?<!sch|w)ach)tel\\p{L}*|" +
    "(?:zwei|drit|vier|fünf|sechs|sieb|sieben|neun|zehn|elf|zwölf)t(?:e[mnrs]?|ens|größte[mnrs]?|höchste[mnrs]?)?|" +
    // "Achten" is also to heed.
    "achte[mrs]?|achtens|(?<=(?<!\\p{L})(?:am|im|vom|zum|den|dem|des|der|die)\\s+)achten|" +
    "halb(?:e[mnrs]?|ier\\p{L}+)?|(?:anderthalb|\\p{L}+einhalb)\\p{L}*",
  ar:
    "[وفبلك]*(?:ال|ل)?(?:صفر|واحدة?|اثن(?:ان|ين|تان|تين)|ثلاثة?|(?:أ|ا)ربعة?|خمسة?|ستة?|سبعة?|ثمان(?:ي|ية)?|تسعة?|عشرة?|" +
    "(?:عشر|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع)(?:ون|ين)|(?:ثلاث|أربع|خمس|ست|سبع|ثمان|ثماني|تسع)?(?:مئة|مائة)|" +
    // Before a noun, a dual ends without its n.
    "(?:مئت|مائت|(?:أ|ا)لف|مليون|مليار|بليون|تري?ليون|ضعف)(?:ان|ين|ا|ي)|مئات|عشرات|(?:أ|ا)لف|آلافا?|(?:أ|ا)لوفا?|" +
    "(?:مليون|مليار|بليون|تري?ليون)(?:ا|ات)?|ملايين|بلايين|" +
    "(?:ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)ة?|واحدا|" +
    "(?:نصف|ثلث|ربع)ا?|سدس|ثمن|(?:خمس|سدس|سبع|ثمن|تسع|عشر)ا|(?:نصف|ثلث|ربع|خمس|سدس|سبع|ثمن|تسع)(?:ان|ين|ي)|" +
    "أ(?:ثلاث|رباع|خماس|سداس|سباع|ثمان|تساع|عشار)|ضعف|أضعاف|مرتين|مرتان)(?:ه|ها)?|" +
    // To double, and doubled.
    "[وفبلك]*(?:ال|ل)?س?[يتنم]*ضاعف\\p{L}*",
};

/** Abbreviations of currencies that are no codes, nor words. */
const ABBREVIATED = "[ktm]?(?:eur|usd|gbp|chf)|kr|zł|kč|ft|rs|sfr|tl|dhs?";

const CURRENCIES: Readonly<Record<MailLanguage, string>> = {
  en:
    "(?:dollar|euro|pound|cent|franc|dinar|dirham|rupee|ruble|peso|buck|rand|riyal|rial|lira|" +
    "zlot(?:y|ie)|złoty|forint|koruna|baht|ringgit|rupiah|dong|naira|shilling|shekel|sheqel|hryvnia|tenge|lari|taka|cedi|bitcoin)s?|" +
    "yen|yuan|won|quid|pence|penny|kron(?:a|e|er|or)|groszy?|reais|shekalim|bani|kopeks?|satoshis?|" +
    ABBREVIATED,
  de:
    "\\p{L}*(?:dollar|euro|rupie|rubel|dirham|dinar|franken)[ns]?|" +
    "cents?|pfund|yen|yuan|won|kronen?|pesos?|lira|rand|riyal|rial|" +
    "(?:zloty|złoty|forint|baht|ringgit|rupiah|dong|naira|schilling|schekel|hrywnja|griwna|tenge|lari|taka|cedi|bitcoin)s?|" +
    "koruna|groschen|kopeken?|reais|satoshis?|" +
    ABBREVIATED,
  ar:
    "[وفبلك]*(?:ال|ل)?(?:دولار|يورو|جنيه|سنت|دينار|درهم|ريال|ليرة|روبية|فرنك|يوان|زلوتي|فورنت|رينغيت|نايرا|شيكل|شلن|هريفنيا|بيتكوين)(?:ا|ات|ان|ين)?|" +
    "[وفبلك]*(?:ال|ل)?(?:دنانير|دراهم|ليرات|روبيات)|(?:ال)?ين|" +
    // Dinars and dirhams, riyals, pounds and liras of a country.
    "[درجل]\\s*\\.\\s*\\p{L}",
};

/**
 * A text without accents, vowel signs, stretched letters and invisible characters, which patterns would have to allow
 * anywhere. Not without the hamza: it tells a hundred from a suffix.
 */
export const bare = (text: string) =>
  text.normalize("NFKD").replace(/(?![\u0653-\u0655])[\p{M}\p{Cf}\u0640]/gu, "");

const hasWord = (text: string, words: string) =>
  new RegExp(`(?<!\\p{L})(?:${bare(words)})(?!\\p{L})`, "iu").test(bare(text));

/** Stands for a figure while words and signs beside it are looked for. */
export const FIGURE = "\ufffc";

// After a figure they multiply it, or belong to a calculation. Before it single letters are other words.
const SCALES =
  "tsd|tausend|thsd|mm|mn|mil|mille|mio|mln|bn|bil|bio|bln|md|mrd|tn|tr|trn|trl|lakhs?|lacs?|crores?|cr|" +
  "مل|مليو|ملي|بليون|ترليون|تريليون|لاك|لك|لكه|كرور|كرورات|ضرب|مضروبا|مقسوما|تربيع";
const LETTERS = "k|m|b|t|g|x|ك|م|ب|ت";

/** The same that are other words as well: these only right beside the figure, not in the next part of a sentence. */
const WORDS = "thou|mill|bill|arab|times|mal|squared|cubed|hoch";

/** Signs of a calculation: those of mathematics, and others that are used for them. */
const OPERATORS = "[\\p{Sm}*/^·•\u2044]";

const BESIDE = "[\\s\\p{Pd}(]*";
const NEAR = `[\\s\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}"',;:.،؛]*`;

/** Returns true if a word or a sign beside a figure makes another number of it, such as "bn." or "×". */
export function hasScaledFigure(text: string): boolean {
  const [scales, letters, words] = [SCALES, LETTERS, WORDS].map(bare);
  const patterns = [
    `${FIGURE}${BESIDE}(?:${OPERATORS}|(?:${words})(?!\\p{L}))`,
    `${FIGURE}${NEAR}(?:(?:in|في)\\s+)?(?:${scales}|${letters})(?!\\p{L})`,
    `(?:${OPERATORS}|(?<!\\p{L})(?:${words}|minus|negative?)\\.?)${BESIDE}${FIGURE}`,
    `(?<!\\p{L})(?:${scales})${NEAR}${FIGURE}`,
  ];
  return new RegExp(patterns.join("|"), "iu").test(bare(text));
}

/** Returns true if a text of a language contains a number in words, such as "twice". */
export const hasNumberWord = (text: string, language: MailLanguage) => hasWord(text, NUMBERS[language]);

/** Returns true if a text of a language contains the name of a currency. */
export const hasCurrencyWord = (text: string, language: MailLanguage) => hasWord(text, CURRENCIES[language]);
