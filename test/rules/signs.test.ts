import { expect } from "chai";
import { MAX_SIGN_LENGTH } from "../../domain/values/limits";
import { isWithin } from "../../domain/values/text";
import { isSign, lookOf, SIGNS } from "../../site/lib/categories/categoryLook";
import { MORE_SIGNS, signOf } from "../../site/lib/categories/moreSigns";
import { isMoreSign } from "../../site/lib/categories/signs";
import { settings } from "../../site/lib/ledger/shownSettings";

describe("The signs of categories", () => {
  it("are sixty, each once, and fit into the settings", () => {
    const all = [...SIGNS, ...MORE_SIGNS.map(signOf)];
    expect([all.length, new Set(all).size]).to.deep.equal([60, 60]);
    for (const sign of all)
      expect([sign, isSign(sign), isWithin(sign, MAX_SIGN_LENGTH)]).to.deep.equal([sign, true, true]);
    expect(SIGNS.filter(isMoreSign)).to.deep.equal([]);
  });

  it("are told from letters of the user's own, also those that are a sign's name", () => {
    for (const sign of ["🐕", "TV", "coffee", "Icon", ""]) expect(isSign(sign), sign).to.equal(false);
    settings.value = {
      categories: [
        { name: "Café", colour: "#aabbcc", sign: "coffee" },
        { name: "Tea", colour: "#aabbcc", sign: "icon:coffee" },
      ],
    };
    expect(lookOf("Café")).to.include({ sign: "coffee", icon: undefined });
    expect(lookOf("Tea")).to.include({ icon: "icon:coffee" });
    settings.value = {};
  });
});
