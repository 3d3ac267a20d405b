import { expect } from "chai";
import fc from "fast-check";
import { parseFilterPolicy, passesFilter } from "../../../../local/services/sns/filterPolicy";
import type { MessageAttributes } from "../../../../local/services/sns/model";

const passes = (policy: object, attributes: MessageAttributes) =>
  passesFilter(parseFilterPolicy(JSON.stringify(policy)), attributes);
const text = (StringValue: string) => ({ DataType: "String", StringValue });

describe("filter policies", () => {
  // The examples of https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html for exact matching.
  const cases: [what: string, policy: object, attributes: MessageAttributes, expected: boolean][] = [
    ["a value in the list", { a: ["x", "y"] }, { a: text("y") }, true],
    ["a value not in the list", { a: ["x", "y"] }, { a: text("z") }, false],
    ["another case", { a: ["x"] }, { a: text("X") }, false],
    ["a missing attribute", { a: ["x"] }, {}, false],
    ["one of two keys", { a: ["x"], b: ["y"] }, { a: text("x") }, false],
    ["a name of Object.prototype", { constructor: ["x"] }, {}, false],
    ["an attribute without a text", { a: ["x"] }, { a: { DataType: "Binary", BinaryValue: "x" } }, false],
  ];
  for (const [what, policy, attributes, expected] of cases) {
    it(`${expected ? "passes" : "stops"} ${what}`, () => {
      expect(passes(policy, attributes)).to.equal(expected);
    });
  }

  const refused: [what: string, policy: string, message: string][] = [
    ["text that is not JSON", "{", "failed to parse JSON"],
    ["an operator", JSON.stringify({ a: [{ prefix: "x" }] }), "supports exact string matches only"],
    ["a nested policy", JSON.stringify({ a: { b: ["x"] } }), "supports exact string matches only"],
    ["an empty list", JSON.stringify({ a: [] }), "supports exact string matches only"],
  ];
  for (const [what, policy, message] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => parseFilterPolicy(policy)).to.throw(message);
    });
  }

  it("lets a message through exactly when its attribute is listed", () => {
    const value = fc.string({ maxLength: 3 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), value, (listed, actual) => {
        expect(passes({ ledgerId: listed }, { ledgerId: text(actual) })).to.equal(listed.includes(actual));
      }),
    );
  });
});
