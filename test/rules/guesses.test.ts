import { expect } from "chai";
import fc from "fast-check";
import { ARABIC, ENGLISH, GERMAN, NAMES } from "../../domain/suggestions/commonWords";
import { guessCategory } from "../../domain/suggestions/guesses";
import { defaultCategories } from "../../site/lib/categories/categoryLook";

describe("The guess of a category by common words", () => {
  it("knows words of each language, plurals, compounds and names", () => {
    for (const [text, category] of [
      ["Coffee", "Eating out"],
      ["coffee with Ada", "Eating out"],
      ["Weekly groceries", "Groceries"],
      ["REWE Markt 4711", "Groceries"],
      ["UBER EATS 123", "Eating out"],
      ["Uber *trip", "Transport"],
      ["Haircuts", "Health"],
      ["Dentist", "Health"],
      ["H&M", "Shopping"],
      ["Miete November", "Home"],
      ["Lebensmitteleinkauf", "Groceries"],
      ["Zahnarzttermin", "Health"],
      ["Bahnhofsapotheke", "Health"],
      ["U-Bahn", "Transport"],
      ["Stromabschlag", "Bills"],
      ["Geburtstagsgeschenk Mama", "Gifts"],
      ["Frühstück im Hotel", "Eating out"],
      ["القهوة", "Eating out"],
      ["فاتورة الكهرباء", "Bills"],
      ["إيجار الشقة", "Home"],
      ["ايجار", "Home"],
      ["صيدلية النهدي", "Health"],
    ] as const) {
      expect(guessCategory(text), text).to.equal(category);
    }
  });

  it("says nothing of what it does not know", () => {
    for (const text of ["", "  ", "Ada", "xyz 123", "Carla", "Mexico barbell", "Essential oils", "💶"]) {
      expect(guessCategory(text), text).to.equal(undefined);
    }
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect([undefined, ...defaultCategories]).to.include(guessCategory(text));
      }),
    );
  });

  it("tells default categories only, each word of a language one", () => {
    for (const words of [NAMES, ENGLISH, GERMAN, ARABIC]) {
      expect(defaultCategories).to.include.members(Object.keys(words));
      const all = Object.values(words).flatMap((list) => list.split(", "));
      expect(all.filter((word, index) => all.indexOf(word) !== index)).to.deep.equal([]);
      for (const [category, list] of Object.entries(words)) {
        for (const word of list.split(", ")) expect(guessCategory(word), word).to.equal(category);
      }
    }
  });
});
