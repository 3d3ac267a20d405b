import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import type { NormalizedSchema } from "@smithy/core/schema";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect } from "chai";
import fc from "fast-check";
import { failRequestOf } from "../../local/engine/containment";
import { Sha256 } from "../../local/engine/signature";
import { runs } from "../helpers/runs";
import { OPERATIONS, type Operation } from "./apiShapes";
import { actionsOf, CALLERS } from "./callers";
import { type Fixture, startFixture } from "./fixture";
import { type Gen, headerOf, mutated, TEXT } from "./fuzzTexts";
import { type Known, makeKnown } from "./knownValues";
import { exchange, LISTENERS, rawRequest } from "./rawRequests";

/** Requests to each service. */
const RUNS = runs(20, 20_000);
const HANGS_MS = 5_000;

/** Requests after which what they are about is made anew: some of them delete it. */
const ROUND = 100;

const FORM = "application/x-www-form-urlencoded";

const WRONG = fc.constantFrom<unknown>(null, true, 0, -1, 1e300, "", "x", [], {}, [null], { S: null });
const NUMBERS = fc.constantFrom(-1, 0, 1, 2, 1.5, 1_000, 2 ** 31, 2 ** 53);

/** A value of a shape, or one that is a little wrong. */
function shapedLike(g: Gen, schema: NormalizedSchema, known: Known, depth = 0): unknown {
  if (g(fc.nat, { max: 19 }) === 0) return g(() => WRONG);
  if (depth > 5) return {};
  if (schema.isStructSchema()) return structOf(g, schema, known, depth);
  if (schema.isListSchema())
    return Array.from({ length: g(fc.nat, { max: 2 }) }, () =>
      shapedLike(g, schema.getValueSchema(), known, depth + 1),
    );
  if (schema.isMapSchema())
    return { [g(() => TEXT)]: shapedLike(g, schema.getValueSchema(), known, depth + 1) };
  if (schema.isBooleanSchema()) return g(fc.boolean);
  if (schema.isNumericSchema() || schema.isTimestampSchema()) return g(() => NUMBERS);
  return g(() => TEXT);
}

function structOf(g: Gen, schema: NormalizedSchema, known: Known, depth: number): Record<string, unknown> {
  const members = [...schema.structIterator()];
  // One member of a union.
  const chosen = schema.isUnionSchema()
    ? [g(() => fc.constantFrom(...members))]
    : members.filter(([name]) => name in known || g(fc.nat, { max: 2 }) > 0);
  return Object.fromEntries(
    chosen.map(([name, member]) => {
      const isKnown =
        known[name] !== undefined && (typeof known[name] === "boolean" || g(fc.nat, { max: 4 }) > 0);
      return [name, isKnown ? known[name] : shapedLike(g, member, known, depth + 1)];
    }),
  );
}

interface Sent {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
}

function requestOf(g: Gen, operation: Operation, known: Known): Sent {
  const {
    target,
    version,
    name,
    input,
    http: [method, path],
  } = operation;
  const values = shapedLike(g, input, known);
  const called = g(fc.nat, { max: 19 }) === 0 ? headerOf(g(() => TEXT)) : name;
  const sent: Sent = { method: "POST", path: "/", query: {}, headers: {}, body: "" };
  if (target !== undefined && (version === undefined || g(fc.boolean))) {
    sent.headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `${target}.${called}` };
    sent.body = mutated(g, JSON.stringify(values));
  } else if (version !== undefined) {
    sent.headers = { "content-type": FORM };
    const members = operation.scope === "sqs" ? flat(numbered(values)) : flat(values);
    const form = new URLSearchParams({ Action: called, Version: version, ...members });
    sent.body = mutated(g, form.toString());
  } else fillRest(g, sent, { method, path, input, values: Object(values) });
  return sent;
}

/** Members of the query protocol: `A.member.1`, `A.B`. */
function flat(value: unknown, prefix = ""): Record<string, string> {
  if (typeof value !== "object" || value === null) return { [prefix || "x"]: String(value) };
  const entries = Array.isArray(value)
    ? value.map((one, index) => [`member.${index + 1}`, one] as const)
    : Object.entries(value);
  return Object.assign({}, ...entries.map(([key, one]) => flat(one, prefix ? `${prefix}.${key}` : key)));
}

/** Members as forms of SQS name them: `AttributeName.1`, `MessageAttribute.1.Name`. */
function numbered(values: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(Object(values)).map(([name, value]) => {
      const singular = name.replace(/(Name|Attribute)s$/, "$1");
      if (typeof value !== "object" || value === null) return [singular, value];
      const items = Array.isArray(value)
        ? value
        : Object.entries(value).map(([Name, Value]) => ({ Name, Value }));
      return [singular, Object.fromEntries(items.map((item, index) => [index + 1, item]))];
    }),
  );
}

interface RestCall {
  method: string;
  path: string;
  input: NormalizedSchema;
  values: Record<string, unknown>;
}

function fillRest(g: Gen, sent: Sent, { method, path, input, values }: RestCall): void {
  const [template = "/", search = ""] = path.split("?", 2);
  // Not in the paths of S3's shapes, because it can stand in the host name.
  const bucket = values.Bucket === undefined ? undefined : g(() => fc.constantFrom("site", "files", "none"));
  let filled = template;
  const body: Record<string, unknown> = {};
  Object.assign(sent.query, Object.fromEntries(new URLSearchParams(search)));
  const members = input.isStructSchema() ? [...input.structIterator()] : [];
  for (const [name, member] of members) {
    const { httpLabel, httpHeader, httpQuery, httpPayload } = member.getMergedTraits();
    const value = values[name] ?? (httpLabel ? g(() => TEXT) : undefined);
    if (value === undefined) continue;
    if (httpLabel) filled = filled.replace(new RegExp(`\\{${name}\\+?\\}`), () => escaped(String(value)));
    else if (httpHeader) sent.headers[String(httpHeader)] = headerOf(String(value));
    else if (httpQuery) sent.query[String(httpQuery)] = String(value).toWellFormed();
    else if (httpPayload) sent.body = typeof value === "string" ? value : JSON.stringify(value);
    else body[name] = value;
  }
  sent.method = method;
  sent.path = bucket === undefined ? filled : `/${bucket}${filled}`;
  if (sent.body === "" && Object.keys(body).length > 0) sent.body = JSON.stringify(body);
  if (method === "GET" || method === "HEAD") sent.body = "";
  sent.body = mutated(g, sent.body);
}

function escaped(label: string): string {
  return encodeURIComponent(label.toWellFormed());
}

/** An operation of a service: one that is here, but for one in ten, which can be any of its public API. */
function operationOf(scope: string): fc.Arbitrary<Operation> {
  const all = OPERATIONS.filter((one) => one.scope === scope);
  const emulated = all.filter(({ name }) => actionsOf(scope).includes(name));
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...emulated) },
    { weight: 1, arbitrary: fc.constantFrom(...all) },
  );
}

describe("any request to the local cloud", function () {
  this.timeout(1_800_000);

  let cloud: Fixture;
  const statuses = new Map<string, number>();
  const count = (answer: string) => statuses.set(answer, (statuses.get(answer) ?? 0) + 1);
  // As `npm start` does.
  const listeners = process.listeners("uncaughtException");
  const fatal: unknown[] = [];
  const contain = (error: unknown) => {
    if (!failRequestOf(error)) fatal.push(error);
  };
  before(async () => {
    cloud = await startFixture();
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", contain);
  });
  after(async () => {
    process.off("uncaughtException", contain);
    for (const listener of listeners) process.on("uncaughtException", listener);
    if (process.env.FULL) console.log(Object.fromEntries([...statuses].sort()));
    await cloud.stop();
  });

  async function send(scope: string, { method, path, query, headers, body }: Sent) {
    const { host, hostname, port } = new URL(cloud.local.awsEndpointUrl);
    const uriEscapePath = scope !== "s3";
    const signer = new SignatureV4({
      ...{ service: scope, region: "us-east-1", credentials: cloud.local.credentials, sha256: Sha256 },
      uriEscapePath,
    });
    const signed = await signer.sign({
      ...{ method, protocol: "http:", hostname, path, query, body },
      headers: { host, ...headers },
    });
    const search = new URLSearchParams(query).toString().replaceAll("+", "%20").replaceAll("*", "%2A");
    const outgoing: ClientRequest = request({
      ...{ hostname, port, method, path: search ? `${path}?${search}` : path },
      headers: { ...signed.headers, "content-length": Buffer.byteLength(body) },
      signal: AbortSignal.timeout(HANGS_MS),
    });
    return new Promise<{ status: number; headers: IncomingMessage["headers"]; body: string }>(
      (resolve, reject) => {
        outgoing.on("error", reject).on("response", (answer) => {
          text(answer).then(
            (read) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }),
            reject,
          );
        });
        outgoing.end(body);
      },
    );
  }

  /** The code of an error in the shape of its service. */
  function codeOf({ scope, target }: Operation, isForm: boolean, answer: Awaited<ReturnType<typeof send>>) {
    if (target !== undefined && !isForm) return JSON.parse(answer.body).__type;
    if (isForm) return /<ErrorResponse.*<Error>.*<Code>([\w.]+)<\/Code>/s.exec(answer.body)?.[1];
    if (scope === "s3") return /<Error><Code>(\w+)<\/Code>/.exec(answer.body)?.[1];
    return JSON.parse(answer.body) && answer.headers["x-amzn-errortype"];
  }

  const scopes = Object.keys(CALLERS);

  /** Successes in each protocol of a service. */
  function successesOf(scope: string): string[] {
    const { target, version } = OPERATIONS.find((one) => one.scope === scope) ?? {};
    const isForm = version !== undefined;
    return [...(isForm ? [`${scope} form 200`] : []), ...(isForm && !target ? [] : [`${scope} 200`])];
  }

  async function sendAny(scope: string, known: Known, numRequests: number) {
    await fc.assert(
      fc.asyncProperty(operationOf(scope), fc.gen(), async (operation, g) => {
        const sent = requestOf(g, operation, known);
        const answer = await send(scope, sent);
        const isForm = sent.headers["content-type"] === FORM;
        count(`${scope}${isForm ? " form" : ""} ${answer.status}`);
        const isBodiless = sent.method === "HEAD" || answer.status < 400;
        if (!isBodiless)
          expect(codeOf(operation, isForm, answer), answer.body)
            .to.be.a("string")
            .and.not.equal("");
        expect(fatal).to.deep.equal([]);
      }),
      { numRuns: numRequests },
    );
  }

  for (const scope of scopes) {
    it(`is answered in the shape of its service, in time, and ends nothing: ${scope}`, async () => {
      for (let sent = 0; sent < RUNS; sent += ROUND) {
        const known = await makeKnown(scope, cloud);
        await sendAny(scope, known, Math.min(ROUND, RUNS - sent));
      }
      // Few requests are all refused by chance, many only if none of them could come further than the first check.
      if (process.env.FULL) expect([...statuses.keys()]).to.include.members(successesOf(scope));
      expect(cloud.problems.splice(0)).to.deep.equal([]);
    });
  }

  for (const listener of LISTENERS) {
    it(`is answered over HTTP, in time, and ends nothing: ${listener.name}`, async () => {
      const url = new URL(listener.url(cloud));
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (g) => {
          const answer = await exchange(url, rawRequest(g, listener, url), HANGS_MS);
          // A connection that speaks no HTTP may be closed without an answer.
          const [, status = ""] = /^HTTP\/1\.1 (\d{3}) /.exec(answer) ?? [];
          count(`${listener.name} ${status}`);
          if (answer !== "") expect(Number(status), answer).to.be.within(200, 499);
          expect(fatal).to.deep.equal([]);
        }),
        { numRuns: RUNS },
      );
      expect(cloud.problems.splice(0)).to.deep.equal([]);
    });
  }
});
