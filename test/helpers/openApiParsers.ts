import * as oasValidator from "oas-validator";
import type { JsonObject } from "../../domain/http/openApi";

/** Objections to a document by two OpenAPI parsers that have no code in common. */
export async function openApiProblems(document: JsonObject): Promise<string[]> {
  return [...(await bySchema(document)), ...(await byRules(document))];
}

/** Against the OpenAPI Initiative's JSON schema, which says nothing of the schemas of bodies. */
async function bySchema(document: JsonObject): Promise<string[]> {
  // An ES module, which this one may only import when it runs.
  const { Validator } = await import("@seriousme/openapi-schema-validator");
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  if (validator.version !== "3.0") return [`It is OpenAPI ${validator.version}.`];
  return valid ? [] : [JSON.stringify(errors)];
}

/** Against the sentences of the specification, schemas of bodies included: an array, for example, must have `items`. */
async function byRules(document: JsonObject): Promise<string[]> {
  try {
    await oasValidator.validate(structuredClone(document), {});
    return [];
  } catch (error) {
    return [String(error)];
  }
}
