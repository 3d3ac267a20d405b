import type { IncomingMessage, ServerResponse } from "node:http";
import type { Credentials } from "./signature";

/** Declaration of a resource by the program: its Pulumi type, its logical name and its resolved inputs. */
export interface ResourceRequest {
  type: string;
  name: string;
  // Inputs follow the provider's schema for the type; each factory parses its own.
  inputs: Record<string, unknown>;
}

/** Response of the provider: the physical ID and every output that the program may read. */
export interface ResourceResult {
  id: string;
  state: Record<string, unknown>;
}

export type ResourceFactory = (request: ResourceRequest) => ResourceResult | Promise<ResourceResult>;

/** A request on the AWS endpoint whose body has been read. */
export interface AwsRequest {
  http: IncomingMessage;
  url: URL;
  body: Buffer;
}

/**
 * One AWS service of the local cloud: the resources that it creates for the program, and the requests that it handles
 * on the AWS endpoint. A service over an engine in another process or port starts it in its factory function and stops
 * it in `close`.
 */
export interface Service {
  /** SigV4 credential scopes whose requests it answers, for example `["sns"]`. Empty: resources only. */
  readonly scopes: readonly string[];
  /** Factories that create or find each resource type, keyed by Pulumi type token such as `aws:sns/topic:Topic`. */
  readonly resources: Readonly<Record<string, ResourceFactory>>;
  /** Provider functions by token, for example `aws:index/getRegion:getRegion`. */
  readonly functions?: Readonly<Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>>;
  /**
   * Returns true for a request that the service also accepts without a signature, or authorizes itself. Default: none.
   * An existing signature is always verified.
   */
  isPublic?(http: IncomingMessage): boolean;
  /** Handles a request whose body has been read; an exception is logged and returned as `InternalFailure`. */
  handle?(request: AwsRequest, response: ServerResponse): Promise<void>;
  /** Instead of `handle`, for an engine that streams: answers a request whose body has not been read. */
  stream?(http: IncomingMessage, response: ServerResponse): void;
  /**
   * Called once all resources are created, to remove resources of an earlier run that the program no longer declares.
   */
  settle?(): Promise<void>;
  close?(): Promise<void>;
}

export interface InvokeResult {
  /** Lambda's `StatusCode`: 200 for a synchronous call, 202 for an asynchronous one, 429 if there is no room for an execution. */
  statusCode: number;
  /** `Handled`/`Unhandled` when the function failed, as in the `X-Amz-Function-Error` header; the error's name if it was not called. */
  functionError?: string;
  payload: string;
}

/** Interface of the cloud that every service may use. */
export interface CloudContext {
  readonly region: string;
  readonly accountId: string;
  /** Folder where engines keep their data; survives restarts. */
  readonly dataDir: string;
  /** `http://127.0.0.1:PORT`, known before the first resource is created. */
  readonly endpointUrl: string;
  /** The keys that sign requests to the endpoint. Each data folder has its own. */
  readonly credentials: Credentials;
  /** Invokes a function by name or ARN, like Lambda's Invoke. `Event` returns 202 immediately, retries twice, then sends to the failure destination. */
  invoke(
    functionNameOrArn: string,
    payload: unknown,
    type?: "RequestResponse" | "Event",
  ): Promise<InvokeResult>;
  /** Puts a message on a queue by ARN (dead letters, failure destinations). */
  sendToQueue(queueArn: string, body: string, attributes?: QueueAttributes): Promise<void>;
  /** Delivers an email to the local inbox. */
  deliverMail(mail: Mail): Promise<void>;
  /** A named JSON document in the data folder, written atomically; the service's own small state. */
  document<T>(name: string, initial: T): JsonDocument<T>;
}

/** Attributes of a message on a queue. */
export type QueueAttributes = Record<
  string,
  { DataType: string; StringValue?: string; BinaryValue?: string }
>;

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Links a person can click in the inbox, for example "Confirm subscription". */
  links?: { label: string; href: string }[];
  /** The time it was sent, UTC, ISO 8601; set by the inbox if absent. */
  at?: string;
}

export interface JsonDocument<T> {
  readonly value: T;
  /** Changes the value and saves it; resolves once it is on disk. */
  update(change: (value: T) => void): Promise<void>;
}
