import { expect } from "chai";
import * as z from "zod";
import { textFields } from "../../../domain/expenses/textFields";

/** One text of each presence; the optional one has no column yet. */
const { description, category, place } = textFields({
  description: { max: 5, presence: "required", column: "description" },
  category: { max: 5, presence: "defaulted", column: "category" },
  place: { max: 5, presence: "optional" },
});
const request = z.strictObject({
  description: description.request,
  category: category.request,
  place: place.request,
});
const stored = z.strictObject({
  description: description.stored,
  category: category.stored,
  place: place.stored,
});

const messagesOf = (body: unknown) => request.safeParse(body).error?.issues.map(({ message }) => message);

describe("The fields of an expense's texts", () => {
  it("name the report's header, and the column if there is one", () => {
    const names = [description, place].map(({ request: _, stored: __, response: ___, ...others }) => others);
    expect(names).to.deep.equal([{ csv: "Description", column: "description" }, { csv: "Place" }]);
  });

  it("are taken from requests on one line, composed and trimmed", () => {
    const body = { description: " Te\u0301a ", category: "Food", place: "Rome" };
    expect(request.parse(body)).to.deep.equal({ description: "T\u00e9a", category: "Food", place: "Rome" });
  });

  it("may be left out unless they are required", () => {
    expect(request.parse({ description: "Tea" })).to.deep.equal({ description: "Tea" });
    expect(messagesOf({ category: "Food" })).to.deep.equal(["The description must be text."]);
  });

  it("are none if an optional one is empty; the others are refused", () => {
    expect(request.parse({ description: "Tea", place: "" }).place).to.equal(undefined);
    expect(messagesOf({ description: "", category: "" })).to.deep.equal([
      "The description must not be empty.",
      "The category must not be empty.",
    ]);
  });

  it("are refused if they are too long, by the name of each", () => {
    expect(messagesOf({ description: "Coffee", category: "Drinks", place: "Naples" })).to.deep.equal([
      "The description must have at most 5 characters.",
      "The category must have at most 5 characters.",
      "The place must have at most 5 characters.",
    ]);
  });

  it("are stored as far as MySQL's columns hold them, and only the optional one may be absent", () => {
    const bytes = "x".repeat(5 * 16);
    expect(stored.safeParse({ description: bytes, category: bytes }).success).to.equal(true);
    for (const item of [{ description: `${bytes}x`, category: "Food" }, { description: "Tea" }])
      expect(stored.safeParse(item).success).to.equal(false);
  });
});
