import { join } from "node:path";
import { expect } from "chai";
import { serviceOf } from "../../../local/engine/containment";

const root = join(__dirname, "../../..");

/** An error with a place in its stack, behind one that belongs to no service. */
function errorAt(place: string, cause?: Error): Error {
  const error = new Error("It fails.", { cause });
  const lines = ["at internal (node:net:1)", `at run (${join(root, place)}:1:1)`];
  return Object.assign(error, { stack: ["Error: It fails.", ...lines].join("\n    ") });
}

describe("an error of no request", () => {
  for (const [place, service] of [
    ["local/services/s3/files.ts", "s3"],
    ["local/services/cognito-idp/actions/mfa.ts", "cognito-idp"],
    ["node_modules/dynalite/actions/createTable.js", "dynamodb"],
    ["local/engine/document.ts", undefined],
  ] as const)
    it(`belongs to ${service ?? "no service"} if it arises in ${place}`, () => {
      expect(serviceOf(errorAt(place))).to.equal(service);
    });

  it("belongs to the service of its cause, if there is no other", () => {
    expect(serviceOf(errorAt("local/main.ts", errorAt("local/services/sns/model.ts")))).to.equal("sns");
    expect(serviceOf("a text")).to.equal(undefined);
  });
});
