import { expect } from "chai";
import type { ApiResponse } from "./api";
import type { TestCloud } from "./cloud";

/** Asserts that an answer is a refusal in the API's form, which the site can read and which tells nothing of the inside. */
export function expectRefusal(cloud: TestCloud, { status, headers, body }: ApiResponse, what: string): void {
  expect(status, what).to.be.within(400, 499);
  expect(headers["access-control-allow-origin"], what).to.equal(cloud.output("siteUrl"));
  expect(headers["content-type"], what).to.equal("application/json");
  const { message, field, ...others } = Object(body);
  expect(message, what).to.be.a("string").that.is.not.empty;
  if (field !== undefined) expect(field, what).to.be.a("string").that.is.not.empty;
  expect(others, what).to.deep.equal({});
  expect(message, what).to.not.match(/\bat .+:\d+:\d+|node_modules|Error:|Exception/);
}
