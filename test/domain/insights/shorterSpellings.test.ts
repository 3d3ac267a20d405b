import { expect } from "chai";
import { insightsOf } from "../../../domain/insights/findings";
import { Merchants } from "../../../domain/insights/merchants";
import type { Charge } from "../../../domain/insights/model";
import { charge, historyOf, monthly, shopping } from "./histories";

const TODAY = "2026-09-10";
const HOME = shopping("2025-06-01", TODAY);

/** The keys of findings of some kind that are shown, and of those that are not since one was dismissed. */
function keysOf(kind: string, charges: readonly Charge[], dismissed = "") {
  const found = insightsOf(historyOf([...HOME, ...charges], TODAY), (key) => key === dismissed);
  return [found.findings, found.dismissed].map((some) =>
    some.filter((one) => one.kind === kind).map(({ key }) => key),
  );
}

describe("a shorter spelling of a merchant", () => {
  const toys = (day: string, amount: number) => charge(day, "Toyland Berlin Mitte", amount, "Toys");
  const grown = [
    ...Array.from({ length: 8 }, (_, index) => toys(`2026-0${index + 1}-1${index % 5}`, 2_000 + index * 130)),
    ...[toys("2026-08-11", 9_000), toys("2026-08-21", 8_000)],
  ];
  const dismissed = "merchant:TOYLANDBERLINMITTE:2026-08";

  it("does not bring back that the merchant grew", () => {
    expect(keysOf("merchant", grown)).to.deep.equal([[dismissed], []]);
    for (const name of ["Toyland", "TOYLAND BERLIN 12"]) {
      const known = [...grown, charge("2026-09-09", name, 1_000, "Toys")];
      expect(keysOf("merchant", known)[0], name).not.to.deep.equal([dismissed]);
      expect(keysOf("merchant", known, dismissed), name).to.deep.equal([[], [dismissed]]);
    }
  });

  it("does not bring back that it grew if the former spelling was that of a charge that is part of a series, now", () => {
    const club = monthly("2026-07-05", 3, "Toyland Berlin", 999, "Toys");
    const before = "merchant:TOYLANDBERLIN:2026-08";
    expect(keysOf("merchant", [...grown, ...club.slice(0, 2)])).to.deep.equal([[before], []]);
    expect(keysOf("merchant", [...grown, ...club])).to.deep.equal([[dismissed], []]);
    expect(keysOf("merchant", [...grown, ...club], before)).to.deep.equal([[], [before]]);
  });

  const video = monthly("2025-10-05", 11, "Amazon Prime Video", 899, "Leisure");
  const gift = charge("2026-03-03", "Amazon Prime", 4_999, "Shopping");
  const shorter = charge("2026-09-09", "Amazon", 400, "Shopping");
  const recurring = "recurring:AMAZONPRIME:month";

  it("does not bring back a series that another charge had named", () => {
    expect(keysOf("recurring", [...video, gift])).to.deep.equal([[recurring], []]);
    expect(keysOf("recurring", [...video, gift, shorter])).to.deep.equal([["recurring:AMAZON:month"], []]);
    expect(keysOf("recurring", [...video, gift, shorter], recurring)).to.deep.equal([[], [recurring]]);
  });

  it("hides no other series, which had another name", () => {
    const music = monthly("2025-09-12", 12, "Amazon Music", 1_699, "Leisure");
    const all = [...video, ...music, gift];
    expect(keysOf("recurring", all, recurring)).to.deep.equal([["recurring:AMAZONMUSIC:month"], [recurring]]);
    expect(keysOf("recurring", [...all, shorter], recurring)).to.deep.equal([
      ["recurring:AMAZON:month"],
      [recurring],
    ]);
  });

  it("does not bring back a series that was named by a misspelling", () => {
    const long = monthly("2025-10-05", 11, "Urbansports", 899, "Leisure");
    const [wrong, short] = ["Urbansporta", "Urbansport"].map((name) => charge("2026-09-08", name, 500));
    const [misspelled] = keysOf("recurring", [...long, wrong as Charge]).flat();
    expect(misspelled).to.equal("recurring:URBANSPORTA:month");
    const both = [...long, wrong as Charge, short as Charge];
    expect(keysOf("recurring", both)).to.deep.equal([["recurring:URBANSPORT:month"], []]);
    expect(keysOf("recurring", both, misspelled)).to.deep.equal([[], [misspelled]]);
  });

  it("is one of few that are kept, however many there are", () => {
    const names = Array.from({ length: 500 }, (_, index) => `Toyland ${"x".repeat(index + 2)}`);
    const merchants = new Merchants(["Toyland", ...names]);
    expect(merchants.spellingsOf(names[499] ?? "").slice(0, 3)).to.deep.equal([
      ...["TOYLAND", "TOYLANDXX", "TOYLANDXXX"],
    ]);
    expect(merchants.spellingsOf("Toyland").length).to.equal(32);
  });
});
