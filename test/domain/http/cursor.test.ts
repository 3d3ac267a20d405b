import { expect } from "chai";
import fc from "fast-check";
import { ApiError } from "../../../domain/http/apiError";
import { decodeCursor, encodeCursor } from "../../../domain/http/cursor";

const scope = fc.array(fc.option(fc.string(), { nil: undefined }), { maxLength: 4 });
/** Sort keys are ASCII: a day, an instant and an id. */
const key = fc.string({ unit: "grapheme-ascii", maxLength: 100 });

function refusal(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, code: error.code, field: error.field };
  }
}

const NOT_OF_THIS_LIST = { status: 400, code: "cursor.invalid", field: "cursor" };

describe("cursor", () => {
  it("encodes its position in its list", () => {
    fc.assert(
      fc.property(scope, key, (list, last) => {
        const cursor = encodeCursor(list, last);
        expect(cursor).to.match(/^[\w-]+$/);
        expect(decodeCursor(list, cursor)).to.equal(last);
      }),
    );
  });

  it("is rejected for every other list", () => {
    fc.assert(
      fc.property(scope, scope, key, (list, other, last) => {
        fc.pre(JSON.stringify(list) !== JSON.stringify(other));
        expect(refusal(() => decodeCursor(other, encodeCursor(list, last)))).to.deep.equal(NOT_OF_THIS_LIST);
      }),
    );
  });

  it("is refused when anything of it was changed", () => {
    fc.assert(
      fc.property(
        scope,
        key,
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (list, last, at, letter) => {
          const cursor = encodeCursor(list, last);
          const place = at % cursor.length;
          const changed = cursor.slice(0, place) + letter + cursor.slice(place + 1);
          fc.pre(changed !== cursor);
          expect(refusal(() => decodeCursor(list, changed))).to.deep.equal(NOT_OF_THIS_LIST);
        },
      ),
    );
  });

  it("is refused when it is any other text", () => {
    fc.assert(
      fc.property(scope, fc.string({ unit: "binary" }), (list, text) => {
        expect(refusal(() => decodeCursor(list, text))).to.deep.equal(NOT_OF_THIS_LIST);
      }),
    );
  });
});
