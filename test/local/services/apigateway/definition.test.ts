import { expect } from "chai";
import { parseApi } from "../../../../local/services/apigateway/definition";

const proxy = {
  "x-amazon-apigateway-integration": {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:f/invocations",
  },
};
const mock = (integration: object) => ({
  responses: { 204: { headers: { "X-Known": {} } } },
  "x-amazon-apigateway-integration": { type: "mock", ...integration },
});
const mapped = (header: string, value: string) =>
  mock({
    responses: {
      default: { statusCode: "204", responseParameters: { [`method.response.header.${header}`]: value } },
    },
  });

describe("definition of an API", () => {
  it("names the function of an operation", () => {
    const [operation] = parseApi({ paths: { "/things/{id}": { get: proxy } } }).operations;
    expect(operation).to.deep.include({
      method: "GET",
      path: "/things/{id}",
      integration: { type: "aws_proxy", functionArn: "arn:aws:lambda:f" },
    });
  });

  const refused: [what: string, body: Record<string, unknown>, message: string][] = [
    ["a greedy path", { paths: { "/{proxy+}": { get: proxy } } }, "the path /{proxy+} is greedy"],
    ["any method", { paths: { "/": { "x-amazon-apigateway-any-method": proxy } } }, "/ accepts any method"],
    [
      "an integration over HTTP",
      { paths: { "/": { get: { "x-amazon-apigateway-integration": { type: "http" } } } } },
      'GET / has the integration type "http"',
    ],
    [
      "a template with variables",
      { paths: { "/": { options: mock({ requestTemplates: { "application/json": "$input.body" } }) } } },
      "OPTIONS / has a VTL template",
    ],
    [
      "a header that is not constant",
      { paths: { "/": { options: mapped("X-Known", "method.request.header.Origin") } } },
      "OPTIONS / maps method.request.header.Origin",
    ],
    [
      "a header that the operation does not declare",
      { paths: { "/": { options: mapped("X-Other", "'x'") } } },
      "OPTIONS / sets the header X-Other",
    ],
    [
      "a gateway response with variables",
      {
        "x-amazon-apigateway-gateway-responses": {
          DEFAULT_4XX: { responseTemplates: { "application/json": '{"a":$context.error.messageString}' } },
        },
      },
      "DEFAULT_4XX has a VTL template",
    ],
    [
      "an authorizer that is not Cognito's",
      {
        paths: { "/": { get: { ...proxy, security: [{ own: [] }] } } },
        components: { securitySchemes: { own: { type: "apiKey" } } },
      },
      'GET / is secured by "own"',
    ],
    ["a model's name that AWS refuses", { components: { schemas: { "a-b": {} } } }, 'the model name "a-b"'],
  ];
  for (const [what, body, message] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => parseApi(body)).to.throw(message);
    });
  }
});
