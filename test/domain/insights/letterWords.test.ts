import { expect } from "chai";
import type { LetterFacts } from "../../../domain/insights/letterFacts";
import { faultOf } from "../../../domain/insights/letterGuard";
import type { MailLanguage } from "../../../domain/values/mailLanguage";

const FACTS: LetterFacts = {
  month: "2026-10",
  currency: "EUR",
  total: "1234.50",
  usual: { amount: "1100.00", direction: "more", difference: "134.50", percent: 12 },
  categories: [{ category: "Eating out", total: "80.00" }],
  recurring: { count: 12, monthly: "55.00" },
  forecast: { month: "2026-11", total: "1180.00" },
};

type Row = [text: string, language: MailLanguage, fault: string | undefined];

function check(rows: readonly Row[], facts = FACTS): void {
  for (const [text, language, expected] of rows) {
    expect([text, faultOf(text, facts, language)]).to.deep.equal([text, expected]);
  }
}

describe("the guard of letters, beside numbers,", () => {
  it("refuses a month that is none of the facts, in any of its names, and no other word", () => {
    check([
      ["In December you spent €1,234.50.", "en", "month"],
      ["in DECEMBER, and in Sept., you spent €1,234.50.", "en", "month"],
      ["In March you spent €1,234.50.", "en", "month"],
      ["In May you spent €1,234.50.", "en", "month"],
      ["As of Dec. you spent €1,234.50.", "en", "month"],
      ["In October you spent €1,234.50; in Nov. it may be €1,180.00: march on.", "en", undefined],
      ["Im Dezember haben Sie 1.234,50 € ausgegeben.", "de", "month"],
      ["Die Dezemberausgaben und Märzausgaben waren 1.234,50 €.", "de", "month"],
      ["Im Jänner waren es 1.234,50 €.", "de", "month"],
      ["Im Mai waren es 1.234,50 €.", "de", "month"],
      [
        "Die Oktoberausgaben waren 1.234,50 €, auch in Mailand für Junioren. Der November folgt.",
        "de",
        undefined,
      ],
      ["أنفقت في ديسمبر ‏١٬٢٣٤٫٥٠ €", "ar", "month"],
      ["أنفقت في أبريل ‏١٬٢٣٤٫٥٠ €", "ar", "month"],
      ["أنفقت في كانون الأول ‏١٬٢٣٤٫٥٠ €", "ar", "month"],
      ["أنفقت في آب ‏١٬٢٣٤٫٥٠ €", "ar", "month"],
      ["أنفقت في أكتوبر أو تشرين الأول ‏١٬٢٣٤٫٥٠ €", "ar", undefined],
    ]);
    check([["In May you may spend €1,234.50.", "en", undefined]], { ...FACTS, month: "2026-05" });
  });

  it("refuses letters of another script, which may be its numerals, and Roman numerals", () => {
    check([
      ["October cost you €1,234.50, about 三千 more.", "en", "script"],
      ["October cost you €1,234.50, три тысячи more.", "en", "script"],
      ["Das waren 三千 mehr.", "de", "script"],
      ["هذا 三千 أكثر", "ar", "script"],
      ["هذا more من المعتاد", "ar", "script"],
      ["Façade, naïve and Größe are as Latin as they were.", "en", undefined],
      ["You spent MMXII in all.", "en", "number"],
      ["You spent xii in all, or mmxii.", "en", "number"],
      ["Sie gaben IV aus.", "de", "number"],
      ["أنفقت MMXII", "ar", "number"],
      ["I saw that a mix of it, in a civil and mild climate, did it.", "en", undefined],
      ["Ich mied im Dom die Cd.", "de", undefined],
      ["That is a 💯.", "en", "number"],
    ]);
  });

  it("refuses Arabic numbers in the forms that they have before a noun, and that something doubled", () => {
    const numbers =
      "مليوني ملياري بمليوني ألفي ألفا مئتي مئتا مائتي ألوف الألوف آلافا آلافًا بالآلاف ثلثين ربعين خمسين خمسي نصفا نصفًا ربعا " +
      "عشرات العشرات تضاعفت تضاعف ستتضاعف ويتضاعف مضاعفة المضاعف ضاعفت ضعفي";
    check(numbers.split(" ").map((word) => [`أنفقت ${word} هذا الشهر`, "ar", "number"]));
    check([["تضاعفت نفقاتك في أكتوبر، وكان المنصف أضعف الألفة.", "ar", "number"]]);
    check([
      ["أنفقت في أكتوبر على الألفة والعشاء أقل، وكان الربيع ضعيفا والمنصفون معشرا مليئا.", "ar", undefined],
    ]);
  });

  it("refuses the count of recurring charges beside anything else", () => {
    check([
      ["You spent 12 zloty.", "en", "number"],
      ["You spent 12 bitcoin.", "en", "number"],
      ["You spent 12.", "en", "number"],
      ["Zloty: 12.", "en", "number"],
      ["It was 12 times as much.", "en", "number"],
      ["There are 12 recurring charges, and 12 of your subscriptions.", "en", undefined],
      ["Recurring charges found: 12, together €55.00.", "en", undefined],
      ["You spent 12 regular zloty.", "en", "number"],
      ["You spent 12 of your regular bitcoin.", "en", "number"],
      ["You spent 12 payment tokens.", "en", "number"],
      ["Regular bitcoin: 12.", "en", "number"],
      ["Your charges in bitcoin: 12.", "en", "number"],
      ["There are 12 regular monthly payments (recurring charges: 12).", "en", undefined],
      ["Sie gaben 12 feste Zloty aus.", "de", "number"],
      ["Wiederkehrende Bitcoin: 12.", "de", "number"],
      ["Die Zahlungen in Bitcoin: 12.", "de", "number"],
      ["Gefundene wiederkehrende Zahlungen: 12, zusammen 55,00 €.", "de", undefined],
      ["أنفقت ١٢ منتظمة بيتكوين", "ar", "number"],
      ["المدفوعات بيتكوين: ١٢", "ar", "number"],
      ["Sie gaben 12 Zloty aus.", "de", "number"],
      ["Sie gaben 12 Mal so viel aus.", "de", "number"],
      ["Es gibt 12 regelmäßige Zahlungen (wiederkehrende Zahlungen: 12).", "de", undefined],
      ["أنفقت ١٢ زلوتي", "ar", "number"],
      ["أنفقت 12 بيتكوين", "ar", "number"],
      ["لديك ١٢ دفعة متكررة، و١٢ اشتراكًا. المدفوعات المتكررة عددها ١٢.", "ar", undefined],
    ]);
  });

  it("refuses the names of more currencies, beside the count's noun as well", () => {
    check([
      ["Your 12 charges were zlotys, €55.00 in all.", "en", "currency"],
      ["That is some forints, bahts, naira, shekels or hryvnias.", "en", "currency"],
      ["Das sind einige Zloty, Forint, Baht, Schekel oder Griwna.", "de", "currency"],
      ["هذه بعض زلوتي أو فورنت", "ar", "currency"],
      ["You spent €1,234.50 in a real month: it left its mark, and won.", "en", "currency"],
      ["You spent €1,234.50 in a real month: it left its mark.", "en", undefined],
    ]);
    check([["There is 1 recurring charge of €55.00.", "en", undefined]], {
      ...FACTS,
      recurring: { count: 1, monthly: "55.00" },
    });
  });

  it("refuses the name of a website, and no abbreviation", () => {
    check([
      ["Visit evil.com now.", "en", "markup"],
      ["Visit evil-shop.co now.", "en", "markup"],
      ["Besuchen Sie bösé.de jetzt.", "de", "markup"],
      ["Visit evil。com now.", "en", "markup"],
      ["زر موقع.كوم الآن", "ar", "markup"],
      ["That is, e.g., less. And so on…then", "en", undefined],
      ["Das ist z.B. bzw. d.h. weniger. So auch u.a.", "de", undefined],
    ]);
    // Some currencies are written with dots.
    const dinars = { ...FACTS, currency: "KWD", total: "1234.500" };
    check([["أنفقت ١٬٢٣٤٫٥٠٠ د.ك.", "ar", undefined]], dinars);
  });
});
