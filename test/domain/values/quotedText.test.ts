import { expect } from "chai";
import fc from "fast-check";
import { isolate, plain } from "../../../domain/values/text";
import { anyText } from "../../helpers/anyText";

describe("a user's text in one of ours", () => {
  it("ends with its directions, whatever they are", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kept = isolate(text);
        if (kept === text) {
          expect(text).not.to.match(/\p{Bidi_Control}|\p{Script=Hebrew}|\p{Script=Arabic}/u);
          return;
        }
        expect(kept).to.match(/^\u2068[^\u202a-\u202e\u2066-\u2069]*\u2069$/u);
        expect(kept.slice(1, -1)).to.equal(text.replace(/[\u202a-\u202e\u2066-\u2069]/g, ""));
      }),
    );
  });

  it("stays as it is where nothing can go wrong", () => {
    for (const text of [
      "Desk",
      "Crème brûlée – “à la carte”",
      "$12.50",
      "12,50 €",
      "<b>Pets</b> 🐕 ❤️ 👍🏽",
      "user@example.com",
    ]) {
      expect(isolate(text)).to.equal(text);
    }
    expect(isolate("קפה!")).to.equal("\u2068קפה!\u2069");
  });
});

describe("a text made plain for the mail of others", () => {
  /** Addresses, also with invisible characters in between, in full width and within other text. */
  const hostile = fc
    .array(
      fc.oneof(
        fc.webUrl(),
        fc.domain(),
        fc.emailAddress(),
        fc.domain().map((name) => name.replaceAll(".", ".\u200b")),
        fc
          .domain()
          .map((name) => [...name].map((one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0)).join("")),
        fc.domain().map((name) => name.replaceAll(".", "\u3002")),
        fc.constantFrom(
          "mailto:a@b.example",
          "tel:+1900",
          "i❤️.ws",
          "👍🏽.ws",
          "a.🍕",
          "\\\\host\\share",
          "a:b",
          "\u202e",
          "\u2028",
          "\n",
        ),
        anyText,
      ),
      { maxLength: 6 },
    )
    .chain((parts) => fc.constantFrom("", " ", "-", "/").map((between) => parts.join(between)));

  it("is one short line without anything that is hidden, reorders text or is made a link", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 100 }), (text, max) => {
        const result = plain(text, max);
        expect([...result].length).to.be.at.most(max);
        expect(result).not.to.match(/[\p{C}\u2028\u2029]/u);
        // A label of a domain begins after the dot, an address after the colon or the at sign.
        expect(result).not.to.match(/[\p{L}\p{N}-][.\u3002\uff0e\uff61](?=\p{L})/u);
        expect(result).not.to.match(/[\p{So}\p{Sk}][.\u3002](?=[\p{L}\p{So}\p{Sk}])/u);
        expect(result).not.to.match(/\p{L}:\S|@\S|\\\\/u);
      }),
    );
  });

  it("reads as it was written where it has no address", () => {
    for (const text of [
      "Desk",
      "Müller: 3 Brötchen, 12.50 €",
      "Taxi at 12:30",
      "a. b",
      "قهوة 1.5",
      "コーヒー",
    ]) {
      expect(plain(text, 100)).to.equal(text);
    }
    expect(plain("https://example.com/a.b?c=d@e", 100)).to.equal("https[:]//example[.]com/a[.]b?c=d[at]e");
    expect(plain("a prize at i❤️.ws and 👍🏽.to", 100)).to.equal("a prize at i❤️[.]ws and 👍🏽[.]to");
    expect(plain("x".repeat(101), 100)).to.equal(`${"x".repeat(99)}…`);
    expect(plain("\u202e\u2066", 100)).to.equal("");
  });
});
