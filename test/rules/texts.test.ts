import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { buildSync, type Metafile } from "esbuild";
import { REFUSALS } from "../../domain/values/refusals";
import { speakBy, t } from "../../site/i18n";
import { loadedEnglish } from "../../site/i18n/english";
import { fill, type Message, type Messages } from "../../site/i18n/message";
import { monthName } from "../../site/lib/formatting/format";
import { allTexts, ENGLISH, features, formsOf, namesIn } from "../helpers/pageTexts";

const SITE = join(__dirname, "..", "..", "site");

/** Languages that may lag behind English, and the share of its texts that they may lack. */
const LAGGING = ["ar"];
const MAX_MISSING = 0.05;

describe("The page's texts", () => {
  const texts = allTexts();

  it("are the same in every language, with the same values", () => {
    const valuesOf = (messages: Messages) =>
      Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, namesIn(message)]));
    const english = valuesOf(texts.get("en") ?? {});
    for (const [language, messages] of texts) {
      const values = valuesOf(messages);
      const missing = Object.keys(english).filter((key) => !Object.hasOwn(values, key));
      const most = LAGGING.includes(language) ? Object.keys(english).length * MAX_MISSING : 0;
      expect(missing.length, `${language} lacks ${missing}`).to.be.at.most(most);
      const asEnglish = Object.entries(english).filter(([key]) => !missing.includes(key));
      expect(values, language).to.deep.equal(Object.fromEntries(asEnglish));
    }
  });

  it("are English where a language lacks them", () => {
    speakBy("ar", { "dialog.save": "حفظ" });
    expect([t("dialog.save"), t("dialog.cancel"), t("fields.tooLong", { count: 2 })]).to.deep.equal([
      "حفظ",
      "Cancel",
      "At most 2 characters.",
    ]);
    speakBy("en", loadedEnglish);
  });

  it("name days by the calendar that the API counts by, also where a region has another", () => {
    const of = Object.getOwnPropertyDescriptor(navigator, "languages");
    Object.defineProperty(navigator, "languages", { value: ["ar-SA-u-ca-islamic"], configurable: true });
    speakBy("ar", {});
    try {
      expect(monthName("2026-11")).to.equal("نوفمبر ٢٠٢٦");
    } finally {
      if (of) Object.defineProperty(navigator, "languages", of);
      else Reflect.deleteProperty(navigator, "languages");
      speakBy("en", loadedEnglish);
    }
  });

  it("say something, in each plural form that the language has", () => {
    for (const [language, messages] of texts) {
      const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
      for (const [key, message] of Object.entries(messages)) {
        for (const form of formsOf(message)) expect(form.trim(), `${language} ${key}`).not.to.equal("");
        if (typeof message === "string") continue;
        expect(Object.keys(message).sort(), `${language} ${key}`).to.deep.equal(categories);
      }
    }
  });

  it("leave the digits of Arabic to the locale, except those of codes and formats", () => {
    const codes = /ISO 4217|SHA-256|\d{4}-\d\d(-\d\dT[\d:.]+Z)?/g;
    const fixed = Object.entries(texts.get("ar") ?? {}).filter(([, message]) =>
      formsOf(message).some((form) => /\d/.test(form.replace(/\{\w+\}/g, "").replace(codes, ""))),
    );
    expect(fixed).to.deep.equal([]);
    const fillIn = (locale: string) =>
      fill("{14} {name} {max}", { name: "7a", max: 1234 }, { plurals, locale });
    const plurals = new Intl.PluralRules("ar");
    expect(fillIn("ar-EG")).to.equal("١٤ 7a ١٬٢٣٤");
    expect(fillIn("ar-AE")).to.equal("14 7a 1,234");
  });

  it("count nothing by a noun in refusals, which have no plural forms", () => {
    // Except before what is the same for every number: a preposition, bytes, percent.
    const counted = /\{(max|days|minutes|percent|decimals)\} (?!من|على|إلى|بايت|بالمئة|د\))[\u0621-\u064a]+/;
    const refusals = Object.entries(texts.get("ar") ?? {}).filter(([key]) => key.startsWith("refusal."));
    expect(refusals).to.have.length.above(100);
    expect(refusals.filter(([, text]) => counted.test(String(text)))).to.deep.equal([]);
    const english = Object.values(REFUSALS).map(({ text }) => text);
    expect(english.filter((text) => text.includes("{max} time"))).to.deep.equal([]);
  });

  it("are given numbers as numbers, which the locale writes", () => {
    const sources = readdirSync(SITE, { recursive: true, encoding: "utf8" }).filter((file) =>
      /\.tsx?$/.test(file),
    );
    const given = sources.filter((file) =>
      /\b(t|say)\("[^;]*?: String\(/.test(readFileSync(join(SITE, file), "utf8")),
    );
    expect(given).to.deep.equal([]);
  });

  it("have keys that begin with the name of their feature", () => {
    for (const feature of features) {
      const keys = readFileSync(join(ENGLISH, `${feature}.ts`), "utf8").match(/^ {2}"[^"]+"/gm) ?? [];
      expect(keys.filter((key) => !key.startsWith(`  "${feature}.`))).to.deep.equal([]);
    }
  });

  it("are loaded with the code that needs them, and none is unused", () => {
    const { inputs } = buildSync({
      entryPoints: ["main.tsx"],
      absWorkingDir: SITE,
      bundle: true,
      splitting: true,
      format: "esm",
      outdir: "dist",
      write: false,
      metafile: true,
      logLevel: "silent",
    }).metafile;
    const start = reachable(inputs, "main.tsx");
    const later = Object.values(inputs).flatMap(({ imports }) =>
      imports.filter(({ kind }) => kind === "dynamic-import").map(({ path }) => path),
    );
    const used = new Set<string>();
    for (const entry of ["main.tsx", ...later.filter((path) => !path.startsWith("i18n/"))]) {
      const here = new Set([...start, ...reachable(inputs, entry)]);
      for (const path of here) {
        if (path.startsWith("i18n/")) continue;
        for (const key of keysIn(path)) {
          const feature = key.split(".")[0];
          expect([...here], `${key} in ${path}`).to.include(`i18n/en/${feature}.ts`);
          used.add(key);
        }
      }
    }
    const isUsed = (key: string) =>
      used.has(key) || [...used].some((prefix) => prefix.endsWith(".") && key.startsWith(prefix));
    expect(Object.keys(loadedEnglish).filter((key) => !isUsed(key))).to.deep.equal([]);
  });

  const file: Message = { zero: "no {what}", one: "{count} {what}", few: "{count} {what}s", other: "many" };

  for (const [language, count, said] of [
    ["en", 1, "1 file"],
    ["en", 0, "many"],
    ["en", 1.5, "many"],
    ["pl", 3, "3 files"],
    ["pl", 5, "many"],
    ["pl", 22, "22 files"],
    ["lv", 0, "no file"],
    ["fr", 0, "0 file"],
  ] as const) {
    it(`use the plural form of ${count} in ${language}`, () => {
      const plurals = new Intl.PluralRules(language);
      expect(fill(file, { count, what: "file" }, { plurals, locale: "en" })).to.equal(said);
    });
  }

  it("put values in as they are, and numbers as the locale writes them", () => {
    const plurals = new Intl.PluralRules("de");
    const values = { name: "{count} $& <b>", count: 1234 };
    expect(fill("{name}: {count}", values, { plurals, locale: "de" })).to.equal("{count} $& <b>: 1.234");
  });

  it("keep a value's direction within it, also one that overrides what follows", () => {
    const plurals = new Intl.PluralRules("en");
    const said = (name: string) => fill("Delete “{name}”?", { name }, { plurals, locale: "en" });
    expect(said("קפה!")).to.equal("Delete “\u2068קפה!\u2069”?");
    expect(said("a\u202ecod.exe\u2069")).to.equal("Delete “\u2068acod.exe\u2069”?");
    expect(said("Desk")).to.equal("Delete “Desk”?");
    const inArabic = fill("{name}: حذف{day}", { name: "7-Eleven 24", day: "" }, { plurals, locale: "ar" });
    expect(inArabic).to.equal("\u20687-Eleven 24\u2069: حذف");
  });
});

/** The files that come with a file, without those that are fetched later. */
function reachable(inputs: Metafile["inputs"], entry: string): Set<string> {
  const found = new Set([entry]);
  // A set that grows while it is walked is walked to its new end.
  for (const path of found) {
    for (const { kind, path: imported } of inputs[path]?.imports ?? []) {
      if (kind === "import-statement") found.add(imported);
    }
  }
  return found;
}

/** The keys of texts in a file; for composed ones, the part before the name. */
function keysIn(path: string): string[] {
  if (!/^[\w/]+\.tsx?$/.test(path)) return [];
  const source = readFileSync(join(SITE, path), "utf8");
  const whole = [...source.matchAll(/"([a-z]\w*(?:\.[\w ]+)+)"/g)].map(([, key = ""]) => key);
  const begun = [...source.matchAll(/`([a-z]\w*\.(?:\w+\.)*)\$\{/g)].map(([, key = ""]) => key);
  return [...whole.filter((key) => Object.hasOwn(loadedEnglish, key)), ...begun].filter((key) =>
    features.includes(key.split(".")[0] ?? ""),
  );
}
