import Ajv, { type ValidateFunction } from "ajv-draft-04";
import { messageOf } from "../../engine/localCloudError";

/** An API as its OpenAPI body defines it, checked as far as API Gateway would refuse it at import. */
export interface ApiDefinition {
  operations: ApiOperation[];
  /** By type, for example `UNAUTHORIZED`. */
  gatewayResponses: Record<string, GatewayResponse>;
  /** Media types whose bodies pass as base64. */
  binaryMediaTypes: string[];
}

export interface ApiOperation {
  /** Upper case, or `ANY`. */
  method: string;
  /** For example `/expenses/{id}`. */
  path: string;
  integration: ProxyIntegration | MockIntegration;
  /** The user pools whose ID tokens are accepted; absent for an open operation. */
  userPoolIds?: string[];
  requiredParameters: { name: string; in: string }[];
  /** Checks a JSON body; absent when bodies are not validated. */
  validateBody?: ValidateFunction;
  bodyRequired: boolean;
}

export interface ProxyIntegration {
  type: "aws_proxy";
  functionArn: string;
  timeoutMs: number;
  /** Calls with a role of the gateway's own, so that the function needs no permission for it. */
  hasRole: boolean;
}

export interface MockIntegration {
  type: "mock";
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface GatewayResponse {
  statusCode?: number;
  responseParameters?: Record<string, string>;
  responseTemplates?: Record<string, string>;
}

// The body is the program's own; what is used of it is checked where it is used.
type Json = Record<string, unknown>;

const METHODS = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "x-amazon-apigateway-any-method",
];
/** The longest that API Gateway waits for a function by default. */
const DEFAULT_TIMEOUT_MS = 29_000;

/** @throws Error naming what API Gateway, or the local one, does not support. */
export function parseApi(body: Json): ApiDefinition {
  const schemas = asObject(asObject(body.components).schemas);
  for (const name of Object.keys(schemas)) {
    if (!/^[a-zA-Z0-9]+$/.test(name)) throw new Error(`the model name "${name}" is not alphanumeric.`);
  }
  const ajv = modelValidator(body);
  const operations = Object.entries(asObject(body.paths)).flatMap(([path, item]) =>
    Object.entries(asObject(item))
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => parseOperation(body, ajv, method, path, asObject(operation))),
  );
  return {
    operations,
    gatewayResponses: asObject(body["x-amazon-apigateway-gateway-responses"]) as Record<
      string,
      GatewayResponse
    >,
    binaryMediaTypes: (body["x-amazon-apigateway-binary-media-types"] ?? []) as string[],
  };
}

function parseOperation(body: Json, ajv: Ajv, method: string, path: string, operation: Json): ApiOperation {
  const at = `${method.toUpperCase()} ${path}`;
  const validator = validatorOf(body, operation);
  const requestBody = asObject(operation.requestBody);
  const schema = asObject(asObject(requestBody.content)["application/json"]).schema;
  const parameters = [operation.parameters ?? []].flat().map((one) => asObject(resolve(body, one)));
  return {
    method: method.startsWith("x-") ? "ANY" : method.toUpperCase(),
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

function validatorOf(body: Json, operation: Json): RequestValidator {
  const key = "x-amazon-apigateway-request-validator";
  const name = operation[key] ?? body[key];
  if (name === undefined) return {};
  const validator = asObject(body["x-amazon-apigateway-request-validators"])[String(name)];
  if (validator === undefined) throw new Error(`there is no request validator "${name}".`);
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
      throw new Error(`${at} is secured by "${name}"; the local API Gateway knows Cognito user pools only.`);
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
      `${at} has the integration type "${integration.type}"; the local API Gateway knows aws_proxy and mock.`,
    );
  }
  if (integration.httpMethod !== "POST") throw new Error(`${at} must call its function by POST.`);
  const functionArn = /\/functions\/(.+)\/invocations$/.exec(String(integration.uri))?.[1];
  if (functionArn === undefined) throw new Error(`${at} has no function's ARN in its integration's uri.`);
  return {
    type: "aws_proxy",
    functionArn,
    timeoutMs: Number(integration.timeoutInMillis ?? DEFAULT_TIMEOUT_MS),
    hasRole: integration.credentials !== undefined,
  };
}

/** A mock answers by the status in its request template; its templates and headers must be constant here. */
function parseMock(integration: Json, operation: Json, at: string): MockIntegration {
  const request = String(asObject(integration.requestTemplates)["application/json"] ?? "{}");
  const status = String(JSON.parse(constant(request, at)).statusCode ?? 200);
  const responses = Object.entries(asObject(integration.responses));
  const [, response] =
    responses.find(([pattern]) => pattern !== "default" && new RegExp(`^(?:${pattern})$`).test(status)) ??
    responses.find(([pattern]) => pattern === "default") ??
    [];
  const answer = asObject(response);
  const declared = asObject(asObject(operation.responses)[String(answer.statusCode)]);
  const headers = Object.entries(asObject(answer.responseParameters)).map(([target, value]) => {
    const name = target.replace(/^method\.response\.header\./, "");
    if (!(name in asObject(declared.headers))) {
      throw new Error(
        `${at} sets the header ${name}, which its response ${answer.statusCode} does not declare.`,
      );
    }
    return [name, quoted(String(value), at)];
  });
  return {
    type: "mock",
    status: Number(answer.statusCode ?? status),
    headers: Object.fromEntries(headers),
    body: constant(String(asObject(answer.responseTemplates)["application/json"] ?? ""), at),
  };
}

/** A static value of a mapping is written in single quotes. */
function quoted(value: string, at: string): string {
  const text = /^'(.*)'$/s.exec(value)?.[1];
  if (text === undefined)
    throw new Error(`${at} maps ${value}; the local API Gateway knows constants ('…') only.`);
  return text;
}

function constant(template: string, at: string): string {
  if (/[#$]\w/.test(template))
    throw new Error(`${at} has a template with VTL, which the local API Gateway does not run.`);
  return template;
}

function resolve(body: Json, value: unknown): unknown {
  const reference = asObject(value).$ref;
  if (typeof reference !== "string") return value;
  return reference
    .slice(2)
    .split("/")
    .reduce<unknown>((parent, key) => asObject(parent)[key], body);
}

function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}
