import Ajv, { type ValidateFunction } from "ajv-draft-04";
import { messageOf } from "../../engine/localCloudError";
import type {
  ApiDefinition,
  ApiOperation,
  GatewayResponse,
  MockIntegration,
  ProxyIntegration,
} from "./model";

// The body is the program's own; its parts are checked where they are used.
type Json = Record<string, unknown>;

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];
const ANY_METHOD = "x-amazon-apigateway-any-method";

/** @throws Error naming what API Gateway, or the local one, does not support. */
export function parseApi(body: Json): ApiDefinition {
  const schemas = asObject(asObject(body.components).schemas);
  for (const name of Object.keys(schemas)) {
    if (!/^[a-zA-Z0-9]+$/.test(name)) throw new Error(`the model name "${name}" is not alphanumeric.`);
  }
  const ajv = modelValidator(body);
  const operations = Object.entries(asObject(body.paths)).flatMap(([path, item]) => {
    if (path.includes("+}"))
      throw new Error(`the path ${path} is greedy, which the local API Gateway does not support.`);
    if (ANY_METHOD in asObject(item))
      throw new Error(`${path} accepts any method, which the local API Gateway does not support.`);
    return Object.entries(asObject(item))
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => parseOperation(body, ajv, method, path, asObject(operation)));
  });
  const gatewayResponses = Object.entries(asObject(body["x-amazon-apigateway-gateway-responses"])).map(
    ([type, response]) => [type, parseGatewayResponse(type, asObject(response))],
  );
  const minimum = body["x-amazon-apigateway-minimum-compression-size"];
  return {
    operations,
    gatewayResponses: Object.fromEntries(gatewayResponses),
    minimumCompressionSize: minimum === undefined ? undefined : Number(minimum),
  };
}

function parseOperation(body: Json, ajv: Ajv, method: string, path: string, operation: Json): ApiOperation {
  const at = `${method.toUpperCase()} ${path}`;
  const validator = validatorOf(body);
  const requestBody = asObject(operation.requestBody);
  const schema = asObject(asObject(requestBody.content)["application/json"]).schema;
  const parameters = [operation.parameters ?? []].flat().map(asObject);
  return {
    method: method.toUpperCase(),
    path,
    integration: parseIntegration(asObject(operation["x-amazon-apigateway-integration"]), operation, at),
    userPoolIds: userPoolsOf(body, operation, at),
    requiredParameters: validator.validateRequestParameters
      ? parameters
          .filter((one) => one.required)
          .map((one) => ({ name: String(one.name), in: String(one.in) }))
      : [],
    validateBody: validator.validateRequestBody && schema ? compileModel(ajv, schema, at) : undefined,
    bodyRequired: validator.validateRequestBody === true && requestBody.required === true,
  };
}

/** API Gateway's models are JSON Schema draft 4; a keyword it does not know fails the import. */
function modelValidator(body: Json): Ajv {
  const ajv = new Ajv({ strictTypes: false, strictRequired: false, validateFormats: false });
  ajv.addVocabulary(["example", "discriminator", "readOnly", "xml", "externalDocs", "deprecated"]);
  for (const [name, schema] of Object.entries(asObject(asObject(body.components).schemas))) {
    ajv.addSchema(model(schema), name);
  }
  return ajv;
}

/** A schema that refers to others by their bare names, as the validator knows them. */
function model(schema: unknown): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"'));
}

function compileModel(ajv: Ajv, schema: unknown, at: string): ValidateFunction {
  try {
    return ajv.compile(model(schema));
  } catch (error) {
    throw new Error(`the body's model of ${at} is not valid: ${messageOf(error)}`);
  }
}

interface RequestValidator {
  validateRequestBody?: boolean;
  validateRequestParameters?: boolean;
}

/** The validator of the whole API. */
function validatorOf(body: Json): RequestValidator {
  const name = body["x-amazon-apigateway-request-validator"];
  if (name === undefined) return {};
  const validator = asObject(body["x-amazon-apigateway-request-validators"])[String(name)];
  if (validator === undefined) throw new Error(`the request validator "${name}" does not exist.`);
  return asObject(validator);
}

/** Security at the root of the body is ignored, as API Gateway does. */
function userPoolsOf(body: Json, operation: Json, at: string): string[] | undefined {
  const names = [operation.security ?? []]
    .flat()
    .flatMap((requirement) => Object.keys(asObject(requirement)));
  if (names.length === 0) return undefined;
  const schemes = asObject(asObject(body.components).securitySchemes);
  return names.flatMap((name) => {
    const authorizer = asObject(asObject(schemes[name])["x-amazon-apigateway-authorizer"]);
    if (authorizer.type !== "cognito_user_pools") {
      throw new Error(
        `${at} is secured by "${name}"; the local API Gateway supports Cognito user pools only.`,
      );
    }
    return (authorizer.providerARNs as string[]).map((arn) => arn.split("/").at(-1) ?? arn);
  });
}

function parseIntegration(
  integration: Json,
  operation: Json,
  at: string,
): ProxyIntegration | MockIntegration {
  if (integration.type === "mock") return parseMock(integration, operation, at);
  if (String(integration.type).toLowerCase() !== "aws_proxy") {
    throw new Error(
      `${at} has the integration type "${integration.type}"; the local API Gateway supports aws_proxy and mock only.`,
    );
  }
  if (integration.httpMethod !== "POST") throw new Error(`${at} must invoke its function with POST.`);
  const functionArn = /\/functions\/(.+)\/invocations$/.exec(String(integration.uri))?.[1];
  if (functionArn === undefined) throw new Error(`${at} has no function ARN in its integration's uri.`);
  return { type: "aws_proxy", functionArn };
}

/** A mock answers with its default response; its templates and headers must be constant here. */
function parseMock(integration: Json, operation: Json, at: string): MockIntegration {
  constant(asObject(integration.requestTemplates)["application/json"], at);
  const answer = asObject(asObject(integration.responses).default);
  const declared = asObject(asObject(operation.responses)[String(answer.statusCode)]);
  const headers = headersOf("method.response.header.", answer.responseParameters, at);
  for (const name of Object.keys(headers)) {
    if (name in asObject(declared.headers)) continue;
    throw new Error(
      `${at} sets the header ${name}, which its response ${answer.statusCode} does not declare.`,
    );
  }
  const body = constant(asObject(answer.responseTemplates)["application/json"], at) ?? "";
  return { type: "mock", status: Number(answer.statusCode), headers, body };
}

function parseGatewayResponse(type: string, response: Json): GatewayResponse {
  return {
    status: response.statusCode === undefined ? undefined : Number(response.statusCode),
    headers: headersOf("gatewayresponse.header.", response.responseParameters, type),
    body: constant(asObject(response.responseTemplates)["application/json"], type),
  };
}

/** The headers that a mapping sets; it names each with a prefix, for example `gatewayresponse.header.`. */
function headersOf(prefix: string, parameters: unknown, at: string): Record<string, string> {
  const headers = Object.entries(asObject(parameters)).map(([target, value]) => [
    target.startsWith(prefix) ? target.slice(prefix.length) : target,
    quoted(String(value), at),
  ]);
  return Object.fromEntries(headers);
}

/** A static value of a mapping is written in single quotes. */
function quoted(value: string, at: string): string {
  const text = /^'(.*)'$/s.exec(value)?.[1];
  if (text === undefined)
    throw new Error(`${at} maps ${value}; the local API Gateway supports constants ('…') only.`);
  return text;
}

function constant(template: unknown, at: string): string | undefined {
  if (template === undefined) return undefined;
  const text = String(template);
  if (!/[#$]\w/.test(text)) return text;
  throw new Error(`${at} has a VTL template, which the local API Gateway does not support.`);
}

function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}
