import { expect } from "chai";
import { problem as problemSchema } from "../../domain/http/answers";
import { refusalText } from "../../domain/values/refusals";
import type { ApiResponse } from "./api";
import type { TestCloud } from "./cloud";

/** Asserts that a response is a refusal in the API's format, readable by the site and without internal details. */
export function expectRefusal(cloud: TestCloud, { status, headers, body }: ApiResponse, what: string): void {
  expect(status, what).to.be.within(400, 499);
  expect(headers["access-control-allow-origin"], what).to.equal(cloud.output("siteUrl"));
  expect(headers["content-type"], what).to.equal("application/json");
  const { code, message, field, values } = problemSchema.parse(body);
  expect(message, what).to.equal(refusalText({ code, values }));
  if (field !== undefined) expect(field, what).to.be.not.empty;
  expect(message, what).to.not.match(/\bat .+:\d+:\d+|node_modules|Error:|Exception/);
}
