import {
  type JsonObject,
  nameOf,
  type OpenApiDocument,
  type OpenApiOperation,
  openApiDocument,
  operationId,
} from "../../domain/http/openApi";
import { IDEMPOTENCY_KEY, IF_MATCH, LEDGER_ID } from "../../domain/http/route";
import { REFUSALS, type RefusalCode, refusalText } from "../../domain/values/refusals";
import type { ServedRoute } from "../../handlers/catalogue";

/**
 * Answers of this size are compressed for clients that accept it. Smaller ones gain little. The length of a compressed
 * answer that repeats a caller's input beside a secret would reveal the secret (BREACH), but only to a page that could
 * make the browser send the token along.
 */
const MIN_COMPRESSED_BYTES = 1024;

/** Values of the deployment that the gateway's body needs. */
export interface GatewayBodyArgs {
  /** Invocation ARN by handler name. */
  invokeArns: Readonly<Record<string, string>>;
  userPoolArn: string;
  /** The only origin whose pages may call the API. */
  siteOrigin: string;
}

/**
 * Returns the OpenAPI document as API Gateway imports it: with integrations, authorizer, CORS and the gateway's own
 * answers.
 * @throws Error if an operation has no function.
 */
export function gatewayBody(routes: readonly ServedRoute[], args: GatewayBodyArgs): OpenApiDocument {
  const document = openApiDocument(routes);
  const uris = invocationUris(routes, args);
  const open = new Set(routes.filter(({ role }) => role === "public").map(({ route }) => operationId(route)));
  return {
    ...document,
    paths: mapValues(document.paths, (methods, path) => ({
      ...mapValues(methods, (operation) => ({
        ...withIntegration(operation, uris),
        security: open.has(operation.operationId) ? [] : [{ userPool: [] }],
      })),
      options: preflight(path, methods, args.siteOrigin),
    })),
    components: {
      schemas: bodyModels(document, routes),
      securitySchemes: { userPool: authoriser(args.userPoolArn) },
    },
    "x-amazon-apigateway-request-validators": {
      all: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-request-validator": "all",
    "x-amazon-apigateway-gateway-responses": gatewayResponses(args.siteOrigin),
    "x-amazon-apigateway-minimum-compression-size": MIN_COMPRESSED_BYTES,
  };
}

/** The invocation ARN of each route, by operation id. */
function invocationUris(routes: readonly ServedRoute[], { invokeArns }: GatewayBodyArgs) {
  return new Map(
    routes.map(({ route, handler }) => {
      const uri = invokeArns[handler];
      if (!uri) throw new Error(`The route ${route} has no function \`${handler}\`.`);
      return [operationId(route), uri];
    }),
  );
}

function withIntegration(operation: OpenApiOperation, uris: ReadonlyMap<string, string>): OpenApiOperation {
  return {
    operationId: operation.operationId,
    parameters: gatewayParameters(operation.parameters),
    ...(operation.requestBody && { requestBody: operation.requestBody }),
    // The gateway passes the function's response through without validation.
    responses: mapValues(operation.responses, ({ description }) => ({ description })),
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      httpMethod: "POST",
      uri: uris.get(operation.operationId),
    },
  };
}

/** Headers that pages may send. */
const ALLOWED_HEADERS = [
  "Authorization",
  "Content-Type",
  ...[IDEMPOTENCY_KEY, IF_MATCH, LEDGER_ID].map(({ name }) => name),
];

/** The answer to a CORS preflight request: it needs no token and no function. */
function preflight(
  path: string,
  methods: Record<string, OpenApiOperation>,
  origin: string,
): OpenApiOperation {
  const headers = {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Methods": [...Object.keys(methods), "options"].join(",").toUpperCase(),
    "Access-Control-Allow-Headers": ALLOWED_HEADERS.join(","),
    "Access-Control-Max-Age": "86400",
  };
  return {
    operationId: operationId(`OPTIONS ${path as `/${string}`}`),
    parameters: gatewayParameters(
      Object.values(methods)[0]?.parameters.filter((parameter) => parameter.in === "path"),
    ),
    responses: {
      "204": { description: "CORS", headers: mapValues(headers, () => ({ schema: { type: "string" } })) },
    },
    security: [],
    "x-amazon-apigateway-integration": {
      type: "mock",
      requestTemplates: { "application/json": '{"statusCode": 204}' },
      responses: {
        default: {
          statusCode: "204",
          responseParameters: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, `'${value}'`]),
          ),
        },
      },
    },
  };
}

/** Names and locations only: the gateway checks that required parameters are present. */
function gatewayParameters(parameters: JsonObject[] = []): JsonObject[] {
  return parameters.map(({ name, in: place, required }) => ({
    name,
    in: place,
    required,
    schema: { type: "string" },
  }));
}

function authoriser(userPoolArn: string): JsonObject {
  return {
    type: "apiKey",
    name: "Authorization",
    in: "header",
    "x-amazon-apigateway-authtype": "cognito_user_pools",
    "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: [userPoolArn] },
  };
}

/** Only request bodies are checked, so only their schemas become models. */
function bodyModels(
  { components }: OpenApiDocument,
  routes: readonly ServedRoute[],
): Record<string, JsonObject> {
  const bodies = routes.flatMap(({ body }) => (body ? [nameOf(body)] : []));
  const models = Object.entries(components.schemas).filter(([name]) => bodies.includes(name));
  return mapValues(Object.fromEntries(models), gatewayModel);
}

/**
 * A model that the gateway understands: properties and items, their types, and which are required. Everything else is
 * left to the handler, whose refusals name the field: the gateway's models are JSON Schema draft 4 with exceptions
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html).
 *
 * OpenAPI requires `items` of an array. Without it API Gateway warns, and an import that fails on warnings is rolled
 * back.
 */
function gatewayModel(schema: unknown): JsonObject {
  if (!isObject(schema)) return {};
  const { type, properties, items, required } = schema;
  return {
    ...(type !== undefined && { type }),
    ...(isObject(properties) && { properties: mapValues(properties, gatewayModel) }),
    ...(type === "array" && { items: gatewayModel(items) }),
    ...(required !== undefined && { required }),
  };
}

/** The gateway's own answers, in the API's form and readable by the site. */
function gatewayResponses(origin: string): JsonObject {
  const body = (code: RefusalCode, headers: Record<string, string> = {}) => ({
    responseParameters: Object.fromEntries(
      Object.entries({ "Access-Control-Allow-Origin": origin, "Cache-Control": "no-store", ...headers }).map(
        ([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`],
      ),
    ),
    responseTemplates: { "application/json": JSON.stringify({ code, message: refusalText({ code }) }) },
  });
  const answer = (code: RefusalCode, headers?: Record<string, string>) => ({
    statusCode: REFUSALS[code].status,
    ...body(code, headers),
  });
  return {
    // These two keep the status of the response that they replace.
    DEFAULT_4XX: body("request.invalid"),
    DEFAULT_5XX: body("server.failed"),
    BAD_REQUEST_BODY: answer("body.invalid"),
    BAD_REQUEST_PARAMETERS: answer("parameter.missing"),
    UNAUTHORIZED: answer("auth.required"),
    // AWS's own status for these is 403, which tells a client to give up instead of signing in again.
    ACCESS_DENIED: answer("auth.required"),
    EXPIRED_TOKEN: answer("session.expired"),
    INVALID_SIGNATURE: answer("auth.required"),
    MISSING_AUTHENTICATION_TOKEN: answer("route.unknown"),
    RESOURCE_NOT_FOUND: answer("route.unknown"),
    REQUEST_TOO_LARGE: answer("request.tooLarge"),
    THROTTLED: answer("requests.tooMany", retryAfter(1)),
    INTEGRATION_TIMEOUT: answer("server.timeout", retryAfter(2)),
  };
}

/** Seconds until a retry; a browser shows a page this header only if it is exposed. */
function retryAfter(seconds: number): Record<string, string> {
  return { "Retry-After": String(seconds), "Access-Control-Expose-Headers": "Retry-After" };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues<In, Out>(
  object: Record<string, In>,
  map: (value: In, key: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
