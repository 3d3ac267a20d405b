import { resolve } from "node:path";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { LogGroups } from "../../local/engine/logGroups";
import { type LocalResource, loadProgram, type ProgramOutput } from "../../local/engine/program";
import type { ResourceRequest, ResourceResult, Service } from "../../local/engine/service";
import { provider } from "../../local/services/aws";
import { withoutEffect } from "../../local/services/aws/withoutEffect";
import { logs } from "../../local/services/logs";
import { type Named, urnOf } from "./urns";
import { aliasOf } from "./wireAlias";

export const PLACE = { region: "eu-central-1", accountId: "123456789012" };
export const PROJECT = "serverless-expense-tracker";
export const STACK = "test";

/** Mock provider responses, without an engine behind them. */
const SERVICES = [provider(PLACE), withoutEffect(PLACE), logs(PLACE, new LogGroups("", () => {}))];

/** The resources that the program declares, with the very inputs the provider would get. */
export class Graph {
  constructor(
    readonly resources: readonly LocalResource[],
    readonly outputs: Record<string, ProgramOutput>,
    /** As the program sends them to the engine. */
    readonly registrations: readonly Registration[],
    readonly warnings: readonly string[],
  ) {}

  /** Inputs of the one resource of this type and name, without the tags that every resource has alike. */
  inputs(type: string, name: string): Record<string, unknown> {
    const found = this.resources.filter((resource) => resource.type === type && resource.name === name);
    const [resource] = found;
    if (resource === undefined || found.length > 1) {
      const others = this.ofType(type).map((other) => other.name);
      throw new Error(`There are ${found.length} ${type} named ${name}; there is: ${others.join(", ")}`);
    }
    const { tags: _tags, ...inputs } = resource.inputs;
    return inputs;
  }

  ofType(type: string): LocalResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The statements of a role policy. */
  statements(name: string): Statement[] {
    return documentOf(this.inputs("aws:iam/rolePolicy:RolePolicy", name).policy).Statement;
  }

  /** Dependencies of a resource, through its inputs or `dependsOn`, as `type name`. */
  dependencies(type: string, name: string): string[] {
    const request = this.registrations.find((other) => other.type === type && other.name === name);
    return (request?.dependencies ?? []).map((urn) => {
      // urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>
      const [, , types = "", dependency] = urn.split("::");
      return `${types.split("$").at(-1)} ${dependency}`;
    });
  }
}

/** An IAM statement. */
export interface Statement {
  Sid?: string;
  Effect: string;
  Principal?: unknown;
  Action: string | string[];
  Resource: string | string[];
  Condition?: unknown;
}

/** A policy document, which a program may give as text or as an object. */
export function documentOf(policy: unknown): { Statement: Statement[] } {
  return typeof policy === "string" ? JSON.parse(policy) : Object(policy);
}

export interface Registration extends Named {
  /** On the wire, where assets, secrets and references are objects with a signature. */
  inputs: Record<string, unknown>;
  /** URNs. */
  dependencies: string[];
  /** True if the engine refuses to delete or to replace it. */
  protect: boolean;
  /** True if it stays when it is deleted from the stack. */
  retainOnDelete: boolean;
  /** Inputs whose changes the engine ignores. */
  ignoreChanges: string[];
  /** Time that the engine waits for its deletion, for example `50m`; empty for the provider's default. */
  deleteTimeout: string;
}

// The mocks' URNs have the types of a resource and its parent only; the engine's have those of all its ancestors.
Object.assign(MockMonitor.prototype, {
  newUrn: (parent: string, type: string, name: string) =>
    urnOf(STACK, PROJECT, type, name, parent || undefined),
});

/** Registrations of the evaluation in progress. Mocks receive only the inputs; the monitor receives everything. */
let registrations: Registration[] = [];
const register = MockMonitor.prototype.registerResource;
MockMonitor.prototype.registerResource = function (request, callback) {
  const [type, name, parent] = [request.getType(), request.getName(), request.getParent() || undefined];
  registrations.push({
    urn: urnOf(STACK, PROJECT, type, name, parent),
    type,
    name,
    parent,
    aliases: request.getAliasesList().map(aliasOf),
    inputs: request.getObject()?.toJavaScript() ?? {},
    dependencies: request.getDependenciesList(),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    ignoreChanges: request.getIgnorechangesList(),
    deleteTimeout: request.getCustomtimeouts()?.getDelete() ?? "",
  });
  return register.call(this, request, callback);
};

const graphs = new Map<string, Promise<Graph>>();

/** The program and stack that are evaluated. */
interface Evaluated {
  /** Folder of the program's `index.ts`. */
  root?: string;
  stack?: string;
  region?: string;
  /** Mock provider responses besides the usual ones, which they precede. */
  services?: readonly Service[];
  /** Names that tables have in AWS, by their logical ones. Default: the logical ones. */
  tableNames?: Readonly<Record<string, string>>;
}

/** Evaluates the whole program with the given settings; the same settings once per test run. */
export function programGraph(settings: Record<string, string> = {}, of: Evaluated = {}): Promise<Graph> {
  const key = JSON.stringify([settings, of]);
  const graph = graphs.get(key) ?? evaluateProgram(settings, of);
  graphs.set(key, graph);
  return graph;
}

let last: Promise<unknown> = Promise.resolve();

const ROOT = resolve(__dirname, "../..");

/** Evaluates a program again, one evaluation at a time. */
export function evaluateProgram(settings: Record<string, string> = {}, of: Evaluated = {}): Promise<Graph> {
  const graph = last.then(() => evaluate(settings, of));
  last = graph.catch(() => undefined);
  return graph;
}

async function evaluate(
  settings: Record<string, string>,
  { root = ROOT, stack = STACK, region = PLACE.region, services = [], tableNames = {} }: Evaluated,
): Promise<Graph> {
  registrations = [];
  const resources: LocalResource[] = [];
  const warnings: string[] = [];
  const outputs = await loadProgram({
    root,
    project: PROJECT,
    stack,
    config: { ...configuration(settings), "aws:region": region },
    services: [...SERVICES, ...services],
    otherwise: (request) => plausible({ ...request, name: tableNames[request.name] ?? request.name }),
    onResource: (resource) => resources.push(resource),
    onWarning: (text) => warnings.push(text),
  });
  return new Graph(resources, outputs, registrations, warnings);
}

/** The configuration of a stack, by full key. */
export function configuration(settings: Record<string, string>): Record<string, string> {
  const own = Object.entries(settings).map(([name, value]) => [`${PROJECT}:${name}`, value]);
  return { "aws:region": PLACE.region, ...Object.fromEntries(own) };
}

/** Creates a resource as the mocks do. */
export function create(request: ResourceRequest): ResourceResult | Promise<ResourceResult> {
  const factories = SERVICES.map(({ resources }) => resources[request.type]);
  return (factories.find((factory) => factory !== undefined) ?? plausible)(request);
}

/** Calls a function of a provider as the mocks do. */
export function invoke(token: string, inputs: Record<string, unknown>): Record<string, unknown> {
  const functions = SERVICES.map((service) => service.functions?.[token]);
  const called = functions.find((found) => found !== undefined);
  if (!called) throw new Error(`No provider has the function ${token}.`);
  return called(inputs);
}

/** Outputs that name the resource they are of, so that an assertion shows what refers to what. */
function plausible({ type, name, inputs }: ResourceRequest): ResourceResult {
  const [, service = "", kind = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  const arn = `arn:aws:${service}:${PLACE.region}:${PLACE.accountId}:${kind}/${name}`;
  return {
    id: name,
    state: {
      ...inputs,
      name: inputs.name ?? name,
      arn,
      invokeArn: `invoke:${name}`,
      bucket: name,
      bucketRegionalDomainName: `${name}.s3.test`,
      websiteEndpoint: `${name}.website.test`,
      invokeUrl: `https://${name}.api.test/prod`,
      executionArn: `execute:${name}`,
      domainName: `${name}.cloudfront.test`,
      url: `https://sqs.test/${name}`,
      address: `${name}.rds.test`,
      port: 3306,
      endpoint: `${name}.rds.test:3306`,
      resourceId: `db-${name}`,
      prefixListId: `pl-${name}`,
      result: `random-${name}`,
    },
  };
}
