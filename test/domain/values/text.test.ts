import { expect } from "chai";
import fc from "fast-check";
import {
  byteLength,
  cut,
  firstCharacter,
  fold,
  isBlank,
  isSame,
  isWithin,
  maxBytes,
  oneLine,
} from "../../../domain/values/text";
import { anyText, FAMILY } from "../../helpers/anyText";

const FORMS = ["NFC", "NFD", "NFKC", "NFKD"] as const;

/** Characters that nobody sees, */
const HIDDEN = [
  ..."\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u202e\u2060\u2064\u2066\u206a\u3164\ufe0f\ufeff\uffa0\ufff9",
  ..."\u{e0100}\u{e0020}\u{1d159}\u{1d173}",
];

/** and those that are seen as room between others. */
const SPACES = [..." \t\n\u00a0\u1680\u2000\u2028\u2800\u3000"];

const charactersIn = (text: string) =>
  [...new Intl.Segmenter("en").segment(text)].map(({ segment }) => segment);

describe("texts that people take for the same", () => {
  it("fold to the same, whatever form and case each character of Unicode has", () => {
    const apart: string[] = [];
    // Beyond are private characters and tags alone.
    for (let point = 0; point <= 0x3ffff; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const character = String.fromCodePoint(point);
      const others = new Set(FORMS.map((form) => character.normalize(form)));
      for (const cased of [character.toUpperCase(), character.toLowerCase()]) others.add(cased);
      others.delete(character);
      if ([...others].some((other) => !isSame(other, character))) apart.push(point.toString(16));
    }
    expect(apart).to.deep.equal([]);
  });

  it("fold to the same, whatever form a text has", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const form of FORMS) expect(fold(text.normalize(form)), form).to.equal(fold(text));
        expect(fold(fold(text))).to.equal(fold(text));
      }),
    );
  });

  it("fold to the same, whatever is in them that nobody sees", () => {
    const hidden = fc.constantFrom(...HIDDEN);
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, hidden)), anyText, (parts, end) => {
        const seen = parts.map(([text]) => text).join("") + end;
        // Between two halves of a character nothing can be.
        fc.pre(seen.isWellFormed() && parts.every(([text]) => text.isWellFormed()));
        const whole = parts.map(([text, one]) => text + one).join("") + end;
        expect(fold(whole)).to.equal(fold(seen));
      }),
    );
    fc.assert(
      fc.property(fc.array(anyText), fc.constantFrom(...SPACES), (words, space) => {
        expect(fold([...words, ""].join(space))).to.equal(fold(words.join(" ")));
      }),
    );
    // Blank texts fold to nothing.
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...HIDDEN, ...SPACES)), (blank) => {
        expect([isBlank(blank.join("")), fold(blank.join(""))]).to.deep.equal([true, ""]);
      }),
    );
  });

  it("are apart if they differ in the flag of a part of a country, whose tags nobody sees elsewhere", () => {
    const flag = (code: string) =>
      `\u{1f3f4}${[...`${code}\u007f`].map((one) => String.fromCodePoint(0xe0000 + one.charCodeAt(0))).join("")}`;
    const [england, scotland] = [flag("gbeng"), flag("gbsct")];
    expect(isSame(`${england} Trip`, `${scotland} Trip`)).to.equal(false);
    expect(isSame(`${england} Trip`, `${england} trip`)).to.equal(true);
    expect(isSame(england.replace("\u{1f3f4}", "Trip"), "trip")).to.equal(true);
    // Without its end, it is a black flag.
    expect(isSame(england.slice(0, -2), "\u{1f3f4}")).to.equal(true);
  });

  it("are found in every text that contains them, at the borders of characters", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, part, after) => {
        const whole = `${before} ${part} ${after}`;
        expect(fold(whole)).to.include(fold(part));
      }),
    );
  });

  for (const [one, other] of [
    ["Café", "CAFE"],
    ["Cafe\u0301", "Café"],
    ["Crème brûlée", "creme brulee"],
    ["straße", "STRASSE"],
    ["STRAẞE", "straße"],
    ["ΟΔΟΣ", "οδός"],
    ["İstanbul", "istanbul"],
    ["ISPARTA", "ısparta"],
    ["Ёлка", "елка"],
    ["Đà Nẵng", "đa nang"],
    ["مُحَمَّد", "محمد"],
    ["שָׁלוֹם", "שלום"],
    ["ｶﾌｪ", "カフェ"],
    ["１２", "12"],
    ["❤️", "❤"],
    ["co\u00adop", "coop"],
    ["Eating\u00a0 out", "Eating out"],
    ["Eating\u2800out", "Eating out"],
    ["Food\u2800", "Food"],
    ["Fo\ufffaod\u{1d159}", "Food"],
  ] as const) {
    it(`include ${one} and ${other}`, () => expect(isSame(one, other)).to.equal(true));
  }

  for (const [one, other] of [
    ["Bar", "Car"],
    ["ハハ", "パパ"],
    ["का", "की"],
    ["가", "각"],
    ["👍🏻", "👍🏿"],
    ["Café", "Cafés"],
    ["resume", "res ume"],
  ] as const) {
    it(`do not include ${one} and ${other}`, () => expect(isSame(one, other)).to.equal(false));
  }
});

describe("the length of a text", () => {
  it("is counted in characters as people see them, with a limit of bytes for the stores", () => {
    const letters = fc.array(fc.constantFrom("a", "é", "e\u0301", "日", "👍🏽", "1️⃣", "🇩🇪", "각"), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(letters, fc.integer({ min: 1, max: 50 }), (list, max) => {
        expect(isWithin(list.join(""), max)).to.equal(list.length <= max);
      }),
    );
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, max) => {
        const fits = charactersIn(text).length <= max && byteLength(text) <= maxBytes(max);
        expect(isWithin(text, max)).to.equal(fits);
      }),
    );
  });

  it("takes 300 emoji of four people, and no letter with thousands of accents", () => {
    expect(isWithin(FAMILY.repeat(300), 500)).to.equal(true);
    expect(isWithin(FAMILY.repeat(501), 500)).to.equal(false);
    expect(isWithin(`a${"\u0301".repeat(5_000)}`, 500)).to.equal(false);
  });

  it("is cut between characters, no earlier than needed", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 12 }), (text, max) => {
        const kept = cut(text, max);
        expect(text.startsWith(kept)).to.equal(true);
        expect(isWithin(kept, max)).to.equal(true);
        const rest = charactersIn(text).slice(charactersIn(kept).length);
        if (kept !== text) expect(isWithin(kept + rest[0], max)).to.equal(false);
      }),
    );
  });

  it("has a first character that is whole", () => {
    for (const text of [FAMILY, "e\u0301", "🇩🇪", "a"]) expect(firstCharacter(`${text}bc`)).to.equal(text);
    expect(firstCharacter("")).to.equal("");
  });
});

describe("blank texts", () => {
  const invisible = fc.constantFrom(...HIDDEN, ...SPACES);

  it("consist of what nobody sees, and of nothing else", () => {
    fc.assert(
      fc.property(
        fc.array(invisible),
        fc.array(invisible),
        fc.constantFrom(..."a1.日パ", "👍"),
        (before, after, letter) => {
          expect(isBlank([...before, ...after].join(""))).to.equal(true);
          expect(oneLine([...before, ...after].join(""))).to.equal("");
          expect(isBlank([...before, letter, ...after].join(""))).to.equal(false);
        },
      ),
    );
  });
});
