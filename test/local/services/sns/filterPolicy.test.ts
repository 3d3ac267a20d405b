import { expect } from "chai";
import fc from "fast-check";
import {
  type MessageAttributes,
  parseFilterPolicy,
  passesFilter,
} from "../../../../local/services/sns/filterPolicy";

const passes = (policy: object, attributes: MessageAttributes) =>
  passesFilter(parseFilterPolicy(JSON.stringify(policy), "MessageAttributes"), "MessageAttributes", {
    body: "",
    attributes,
  });
const text = (StringValue: string) => ({ DataType: "String", StringValue });
const number = (value: number) => ({ DataType: "Number", StringValue: String(value) });
const list = (...values: unknown[]) => ({ DataType: "String.Array", StringValue: JSON.stringify(values) });

describe("filter policies", () => {
  // The examples of https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html and its neighbours.
  const cases: [what: string, policy: object, attributes: MessageAttributes, expected: boolean][] = [
    ["a value in the list", { a: ["x", "y"] }, { a: text("y") }, true],
    ["a value not in the list", { a: ["x", "y"] }, { a: text("z") }, false],
    ["another case", { a: ["x"] }, { a: text("X") }, false],
    ["a missing attribute", { a: ["x"] }, {}, false],
    ["one of two keys", { a: ["x"], b: ["y"] }, { a: text("x") }, false],
    ["one item of an array", { a: ["x"] }, { a: list("w", "x") }, true],
    ["an array's own kinds", { a: [true, null] }, { a: list(null) }, true],
    ["a number as text", { a: ["5"] }, { a: number(5) }, false],
    [
      "a number in another notation",
      { a: [301.5] },
      { a: { DataType: "Number", StringValue: "3.015e2" } },
      true,
    ],
    ["a prefix", { a: [{ prefix: "bas" }] }, { a: text("baseball") }, true],
    ["a suffix", { a: [{ suffix: "ball" }] }, { a: text("baseball") }, true],
    [
      "a prefix of any case",
      { a: [{ prefix: { "equals-ignore-case": "BAS" } }] },
      { a: text("baseball") },
      true,
    ],
    ["equality of any case", { a: [{ "equals-ignore-case": "Tennis" }] }, { a: text("TENNIS") }, true],
    ["anything but this", { a: [{ "anything-but": "x" }] }, { a: text("x") }, false],
    ["anything but these", { a: [{ "anything-but": [100, 500] }] }, { a: number(101) }, true],
    [
      "anything but these, in an array with others",
      { a: [{ "anything-but": [100] }] },
      { a: list(100, 50) },
      true,
    ],
    ["anything but a prefix", { a: [{ "anything-but": { prefix: "bas" } }] }, { a: text("baseball") }, false],
    ["anything but, when missing", { a: [{ "anything-but": "x" }] }, {}, false],
    ["exists", { a: [{ exists: true }] }, { a: text("") }, true],
    ["does not exist", { a: [{ exists: false }] }, {}, true],
    ["does not exist, but does", { a: [{ exists: false }] }, { a: text("x") }, false],
    ["a half-open range", { a: [{ numeric: [">", 0, "<=", 150] }] }, { a: number(150) }, true],
    ["outside the range", { a: [{ numeric: [">", 0, "<=", 150] }] }, { a: number(0) }, false],
    ["a range of text", { a: [{ numeric: ["=", 1] }] }, { a: text("1") }, false],
    ["a name of Object.prototype", { constructor: [{ exists: true }] }, {}, false],
  ];
  for (const [what, policy, attributes, expected] of cases) {
    it(`${expected ? "passes" : "stops"} ${what}`, () => {
      expect(passes(policy, attributes)).to.equal(expected);
    });
  }

  it("reads the message body when asked to, through objects and arrays", () => {
    const policy = parseFilterPolicy(JSON.stringify({ order: { lines: { sku: ["b"] } } }), "MessageBody");
    const body = (skus: string[]) => JSON.stringify({ order: { lines: skus.map((sku) => ({ sku })) } });
    expect(passesFilter(policy, "MessageBody", { body: body(["a", "b"]), attributes: {} })).to.equal(true);
    expect(passesFilter(policy, "MessageBody", { body: body(["a"]), attributes: {} })).to.equal(false);
    expect(passesFilter(policy, "MessageBody", { body: "not JSON", attributes: {} })).to.equal(false);
  });

  const refused: [what: string, policy: string, message: string][] = [
    [
      "six keys",
      JSON.stringify({ a: [1], b: [1], c: [1], d: [1], e: [1], f: [1] }),
      "can not have more than 5 keys",
    ],
    ["too many combinations", JSON.stringify({ a: Array(76).fill("x"), b: ["y", "z"] }), "too complex"],
    ["what is no JSON", "{", "failed to parse JSON"],
    ["an unknown operator", JSON.stringify({ a: [{ like: "x" }] }), "Invalid"],
    ["an empty list", JSON.stringify({ a: [] }), "Invalid"],
  ];
  for (const [what, policy, message] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => parseFilterPolicy(policy, "MessageAttributes")).to.throw(message);
    });
  }

  it("lets a message through exactly when its attribute is listed", () => {
    const value = fc.string({ maxLength: 3 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), value, (listed, actual) => {
        expect(passes({ ledgerId: listed }, { ledgerId: text(actual) })).to.equal(listed.includes(actual));
        const others = { ledgerId: [{ "anything-but": listed }] };
        expect(passes(others, { ledgerId: text(actual) })).to.equal(!listed.includes(actual));
      }),
    );
  });

  it("agrees with arithmetic on ranges", () => {
    const limit = fc.integer({ min: -1_000, max: 1_000 });
    fc.assert(
      fc.property(limit, limit, limit, (low, high, value) => {
        const range = { amount: [{ numeric: [">=", low, "<", high] }] };
        expect(passes(range, { amount: number(value) })).to.equal(low <= value && value < high);
      }),
    );
  });
});
