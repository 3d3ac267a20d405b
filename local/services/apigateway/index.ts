import { createHash } from "node:crypto";
import type { Server } from "node:http";
import type { JSONWebKeySet } from "jose";
import { load } from "js-yaml";
import { arn, physicalName } from "../../engine/arn";
import { listenAgain, type Ports, stopListening } from "../../engine/listen";
import type { LogGroups } from "../../engine/logGroups";
import type { CloudContext, ResourceRequest, ResourceResult, Service } from "../../engine/service";
import type { Trust } from "../../engine/trust";
import { accessLine } from "./accessLog";
import { parseApi } from "./definition";
import type { ApiDefinition } from "./model";
import { type ApiStage, createApiServer } from "./server";
import { Throttle } from "./throttle";

interface ApiGatewayOptions {
  /** The sites that may call the APIs, and the host name in the APIs' addresses. */
  trust: Trust;
  ports: Ports;
  logGroups: LogGroups;
  /** The public keys with which a user pool's tokens are checked. */
  jwks(userPoolId: string): JSONWebKeySet;
  /** True if the function's policy allows `principal` to invoke it from `sourceArn`. */
  mayInvoke(functionArn: string, principal: string, sourceArn: string): boolean;
  report(problem: string): void;
  /** A clock in milliseconds that never goes back, for throttling. Default: the process's. */
  now?(): number;
}

/** The inputs of `aws.apigateway.Stage` that matter here. */
interface StageInputs {
  accessLogSettings?: { destinationArn: string; format: string };
}

/** The REST APIs of the program. Each stage is a server of its own. */
class RestApis {
  private readonly apis = new Map<string, ApiDefinition>();
  private readonly servers: Server[] = [];
  /** By API and stage. */
  private readonly throttles = new Map<string, Throttle>();

  constructor(
    private readonly context: CloudContext,
    private readonly options: ApiGatewayOptions,
  ) {}

  create(request: ResourceRequest): ResourceResult {
    const name = physicalName(request);
    const { body } = request.inputs;
    if (typeof body !== "string") throw new Error("it needs a `body`, an OpenAPI 3.0 document.");
    const id = apiIdOf(name);
    this.apis.set(id, parseApi(load(body) as Record<string, unknown>));
    return {
      id,
      state: {
        ...request.inputs,
        name,
        arn: `arn:aws:apigateway:${this.context.region}::/restapis/${id}`,
        executionArn: arn(this.context, "execute-api", id),
        rootResourceId: `${id}-root`,
      },
    };
  }

  async createStage({ inputs }: ResourceRequest): Promise<ResourceResult> {
    const { region } = this.context;
    const { ports, trust } = this.options;
    const apiId = String(inputs.restApi);
    const stage = String(inputs.stageName);
    const server = this.serve(apiId, stage, this.accessLogOf(inputs as StageInputs));
    const port = await listenAgain(server, `api ${apiId} ${stage}`, ports);
    return {
      id: `ag-${apiId}-${stage}`,
      state: {
        ...inputs,
        arn: `arn:aws:apigateway:${region}::/restapis/${apiId}/stages/${stage}`,
        executionArn: `${arn(this.context, "execute-api", apiId)}/${stage}`,
        invokeUrl: `http://${trust.host}:${port}/${stage}`,
      },
    };
  }

  /** Settings of all methods of a stage; those about logs and metrics have no effect here. */
  createMethodSettings({ inputs }: ResourceRequest): ResourceResult {
    const { restApi, stageName, methodPath, settings } = inputs;
    if (methodPath !== "*/*") throw new Error("the local API Gateway supports settings of `*/*` only.");
    const { throttlingRateLimit, throttlingBurstLimit } = settings as Partial<Record<string, number>>;
    if (throttlingRateLimit !== undefined && throttlingBurstLimit !== undefined) {
      const limits = { rateLimit: throttlingRateLimit, burstLimit: throttlingBurstLimit };
      this.throttles.get(`${restApi}/${stageName}`)?.limit(limits);
    }
    return { id: `${restApi}-${stageName}-*/*`, state: inputs };
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map(stopListening));
  }

  /** @throws Error if the API does not exist. */
  private serve(apiId: string, stage: string, logAccess: ApiStage["logAccess"]): Server {
    const { context, options } = this;
    const api = this.apis.get(apiId);
    if (!api) throw new Error(`the API ${apiId} does not exist.`);
    const throttle = new Throttle(options.now ?? (() => performance.now()));
    this.throttles.set(`${apiId}/${stage}`, throttle);
    const server = createApiServer({
      place: context,
      apiId,
      stage,
      api,
      throttle,
      invoke: (functionArn, event) => context.invoke(functionArn, event),
      mayInvoke: (functionArn, sourceArn) =>
        options.mayInvoke(functionArn, "apigateway.amazonaws.com", sourceArn),
      jwks: options.jwks,
      trust: options.trust,
      logAccess,
      report: options.report,
    });
    this.servers.push(server);
    return server;
  }

  private accessLogOf({ accessLogSettings }: StageInputs): ApiStage["logAccess"] {
    if (!accessLogSettings) return undefined;
    const { destinationArn, format } = accessLogSettings;
    const group = destinationArn.replace(/^.*:log-group:/, "");
    const log = this.options.logGroups.open(group, group.split("/").at(-1) ?? group);
    return (record, request, response) => log.add(accessLine(format, record, request, response));
  }
}

/** AWS's IDs are ten letters and digits; this one stays the same from run to run. */
function apiIdOf(name: string): string {
  return BigInt(`0x${createHash("sha256").update(name).digest("hex").slice(0, 16)}`)
    .toString(36)
    .slice(0, 10);
}

/**
 * API Gateway's REST APIs, defined by an OpenAPI 3.0 body: Lambda proxy and mock integrations, Cognito authorizers,
 * request validators, gateway responses and throttling. Each stage is a server of its own. Not here: API keys, IAM
 * authorization, greedy paths, any-method operations, binary bodies, VTL templates, HTTP and WebSocket APIs.
 */
export function apiGateway(context: CloudContext, options: ApiGatewayOptions): Service {
  const apis = new RestApis(context, options);
  return {
    scopes: [],
    resources: {
      "aws:apigateway/restApi:RestApi": (request) => apis.create(request),
      "aws:apigateway/deployment:Deployment": ({ name, inputs }) => ({ id: name, state: inputs }),
      "aws:apigateway/stage:Stage": (request) => apis.createStage(request),
      "aws:apigateway/methodSettings:MethodSettings": (request) => apis.createMethodSettings(request),
    },
    close: () => apis.close(),
  };
}
