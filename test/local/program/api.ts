/** An OpenAPI body with one operation for each thing that API Gateway does. */
export function apiBody([echo, probe, userPool]: [string, string, string]): object {
  const proxy = (uri: string) => ({
    responses: { 200: { description: "" } },
    "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri },
  });
  const json = (schema: object) => ({ required: true, content: { "application/json": { schema } } });
  return {
    openapi: "3.0.1",
    info: { title: "fixture", version: "1" },
    paths: {
      "/things": {
        get: { ...proxy(echo), parameters: [{ name: "month", in: "query", required: true }] },
        post: { ...proxy(echo), requestBody: json({ $ref: "#/components/schemas/Thing" }) },
        options: {
          responses: {
            204: {
              description: "",
              headers: { "Access-Control-Allow-Origin": { schema: { type: "string" } } },
            },
          },
          "x-amazon-apigateway-integration": {
            type: "mock",
            requestTemplates: { "application/json": '{"statusCode": 204}' },
            responses: {
              default: {
                statusCode: "204",
                responseParameters: { "method.response.header.Access-Control-Allow-Origin": "'http://page'" },
              },
            },
          },
        },
      },
      "/things/{id}": { get: proxy(echo) },
      "/things/special": { get: proxy(echo) },
      "/mine": { get: { ...proxy(echo), security: [{ users: [] }] } },
      "/slow": { post: proxy(probe) },
      "/failing": { post: proxy(probe) },
      "/closed": { get: proxy(probe) },
    },
    components: {
      schemas: {
        Thing: {
          type: "object",
          required: ["amount"],
          properties: { amount: { type: "number" }, part: { $ref: "#/components/schemas/Part" } },
        },
        Part: { type: "object", properties: { name: { type: "string" } } },
      },
      securitySchemes: {
        users: {
          type: "apiKey",
          name: "Authorization",
          in: "header",
          "x-amazon-apigateway-authtype": "cognito_user_pools",
          "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: [userPool] },
        },
      },
    },
    "x-amazon-apigateway-request-validators": {
      all: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-request-validator": "all",
    "x-amazon-apigateway-gateway-responses": {
      DEFAULT_4XX: {
        responseParameters: { "gatewayresponse.header.Access-Control-Allow-Origin": "'http://page'" },
      },
      BAD_REQUEST_BODY: {
        statusCode: 422,
        responseTemplates: { "application/json": '{"message":"Not of the form"}' },
      },
      MISSING_AUTHENTICATION_TOKEN: {
        statusCode: 404,
        responseParameters: { "gatewayresponse.header.X-Kind": "'route'" },
        responseTemplates: { "application/json": '{"message":"No such route"}' },
      },
    },
  };
}
