import { Ajv2020 } from "ajv/dist/2020";
import { expect } from "chai";
import * as z from "zod";
import { simpleSchemas } from "../../../domain/expenses/simpleSchemas";

/** One text of each presence, and one field of each other type; the optional ones have no column yet. */
const { description, category, place, ...others } = simpleSchemas({
  description: { type: "line", max: 5, presence: "required", column: "description" },
  category: { type: "line", max: 5, presence: "defaulted", column: "category" },
  place: { type: "line", max: 5 },
  quantity: { type: "number", min: 1, max: 9 },
  due: { type: "day" },
  gift: { type: "boolean" },
});
const shapeOf = <Place extends "request" | "stored">(place: Place) => ({
  quantity: others.quantity[place],
  due: others.due[place],
  gift: others.gift[place],
});
const request = z.strictObject({
  description: description.request,
  category: category.request,
  place: place.request,
  ...shapeOf("request"),
});
const stored = z.strictObject({
  description: description.stored,
  category: category.stored,
  place: place.stored,
  ...shapeOf("stored"),
});

const messagesOf = (body: unknown) => request.safeParse(body).error?.issues.map(({ message }) => message);

describe("The simple fields of an expense", () => {
  it("name the report's header, and the column if there is one", () => {
    const all = [description, place, others.due];
    const names = all.map(({ request: _, stored: __, response: ___, ...names }) => names);
    expect(names).to.deep.equal([
      { csv: "Description", column: "description" },
      { csv: "Place" },
      { csv: "Due" },
    ]);
  });

  it("are taken from requests on one line, composed and trimmed", () => {
    const body = { description: " Te\u0301a ", category: "Food", place: "Rome" };
    expect(request.parse(body)).to.deep.equal({ description: "T\u00e9a", category: "Food", place: "Rome" });
  });

  it("are taken from requests as numbers, days and booleans", () => {
    const body = { description: "Tea", quantity: 9, due: "2026-11-28", gift: true };
    expect(request.parse(body)).to.deep.equal(body);
  });

  it("may be left out unless they are required", () => {
    expect(request.parse({ description: "Tea" })).to.deep.equal({ description: "Tea" });
    expect(messagesOf({ category: "Food" })).to.deep.equal(["The description must be text."]);
  });

  it("are none if an optional one is empty; the others are refused", () => {
    const empty = { place: "", quantity: "", due: "", gift: "" };
    const none = { place: undefined, quantity: undefined, due: undefined, gift: undefined };
    for (const body of [empty, { ...empty, gift: false }]) {
      // Each is there, so that an edit removes the value.
      expect(request.parse({ description: "Tea", ...body })).to.deep.equal({ description: "Tea", ...none });
    }
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

  it("pass the gateway's check of types when they are empty", () => {
    const { properties = {} } = z.toJSONSchema(request, { io: "input" });
    const accepts = new Ajv2020().compile({ type: "object", properties });
    const empty = { place: "", quantity: "", due: "", gift: "" };
    expect([accepts(empty), accepts({ ...empty, quantity: "3" })]).to.deep.equal([true, false]);
  });

  it("are refused if they are of another type, or out of range", () => {
    for (const body of [
      { quantity: 10, due: "2026-02-30", gift: "true" },
      { quantity: 1.5, due: 20261128, gift: 1 },
    ]) {
      expect(messagesOf({ description: "Tea", ...body })).to.deep.equal([
        "`quantity` must be a whole number from 1 to 9.",
        "The date must be a valid day in the format YYYY-MM-DD, in 1900 or later.",
        "`gift` must be true or false.",
      ]);
    }
  });

  it("are stored as far as MySQL's columns hold them, and only the optional one may be absent", () => {
    const bytes = "x".repeat(5 * 16);
    expect(stored.safeParse({ description: bytes, category: bytes }).success).to.equal(true);
    for (const item of [{ description: `${bytes}x`, category: "Food" }, { description: "Tea" }])
      expect(stored.safeParse(item).success).to.equal(false);
  });
});
