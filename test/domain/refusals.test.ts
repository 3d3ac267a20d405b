import { expect } from "chai";
import { ApiError } from "../../domain/http/apiError";
import { refusalOf, refuses } from "../../domain/http/refuses";
import { REFUSALS, type RefusalCode, refusalText } from "../../domain/values/refusals";

const codes = Object.keys(REFUSALS) as RefusalCode[];

describe("The catalogue of refusals", () => {
  it("names each by subject and reason", () => {
    expect(codes.filter((code) => !/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/.test(code))).to.deep.equal([]);
  });

  it("has a sentence of its own for each", () => {
    const texts = codes.map((code) => refusalText({ code }));
    expect(texts.filter((text) => !/^[A-Z`{].*\.$/.test(text))).to.deep.equal([]);
    // A schema's message is taken back to its code.
    expect(new Set(texts).size).to.equal(codes.length);
  });

  it("gives an error its status and its text", () => {
    const values = { currency: "USD", decimals: 2 };
    const { status, code, message, field } = new ApiError("amount.decimals", { field: "amount", values });
    expect({ status, code, message, field }).to.deep.equal({
      status: 400,
      code: "amount.decimals",
      message: "An amount in USD has at most 2 decimals.",
      field: "amount",
    });
  });

  it("puts values in as they are", () => {
    const text = refusalText({ code: "property.unknown", values: { name: "$& {name}" } });
    expect(text).to.equal("$& {name} is not supported here. Leave it out.");
  });

  it("maps a schema's message to its refusal, and zod's own messages to none", () => {
    const values = { label: "The note", max: 7 };
    expect(refusalOf(refuses("text.tooLong", values))).to.deep.equal({ code: "text.tooLong", values });
    expect(refusalOf("Invalid input")).to.equal(undefined);
  });
});
