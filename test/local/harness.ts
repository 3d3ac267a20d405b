import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDocument } from "../../local/engine/document";
import { listen, stopListening } from "../../local/engine/listen";
import type { CloudContext, InvokeResult, Mail, ResourceResult, Service } from "../../local/engine/service";
import { CREDENTIALS, testEndpoint } from "../helpers/endpoint";

export interface Invocation {
  name: string;
  payload: unknown;
  type: string;
}

/** A cloud around one service under test: its endpoint is real, its functions are the test's, its emails are kept. */
export interface Harness<S extends Service> {
  service: S;
  url: string;
  mails: Mail[];
  invocations: Invocation[];
  /** For AWS SDK clients. */
  client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  make(type: string, name: string, inputs: Record<string, unknown>): Promise<ResourceResult>;
  /** The same data in a new process: a second service over the same folder, at a new address. */
  restart(): Promise<Harness<S>>;
  close(): Promise<void>;
}

interface HarnessOptions {
  /** Response of each function. By default, every function succeeds with `null`. */
  invoke?(name: string, payload: unknown): InvokeResult | Promise<InvokeResult>;
  sendToQueue?: CloudContext["sendToQueue"];
}

const unexpected = (what: string) => async () => {
  throw new Error(`The test did not expect ${what}.`);
};

export async function start<S extends Service>(
  create: (context: CloudContext) => S | Promise<S>,
  options: HarnessOptions = {},
): Promise<Harness<S>> {
  return startIn(await mkdtemp(join(tmpdir(), "local-cloud-")), create, options);
}

/** Runs the rest of a setup; if it fails, opened resources are closed, or the test process would not end. */
export async function closingOnFailure(opened: { close(): Promise<void> }, setUp: () => Promise<void>) {
  try {
    await setUp();
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function startIn<S extends Service>(
  dataDir: string,
  create: (context: CloudContext) => S | Promise<S>,
  options: HarnessOptions,
): Promise<Harness<S>> {
  const mails: Mail[] = [];
  const invocations: Invocation[] = [];
  const services: Service[] = [];
  const problems: string[] = [];
  const server = testEndpoint(services, (problem) => problems.push(problem));
  const url = `http://127.0.0.1:${await listen(server, 0)}`;
  const context: CloudContext = {
    region: "us-east-1",
    accountId: "000000000000",
    dataDir,
    endpointUrl: url,
    credentials: CREDENTIALS,
    async invoke(name, payload, type = "RequestResponse") {
      // As text, like every invocation: later changes of the object must not show.
      invocations.push({ name, payload: JSON.parse(JSON.stringify(payload)), type });
      return options.invoke?.(name, payload) ?? { statusCode: 200, payload: "null" };
    },
    sendToQueue: options.sendToQueue ?? unexpected("a message to a queue"),
    async deliverMail(mail) {
      mails.push(mail);
    },
    document: (name, initial) => openDocument(join(dataDir, `${name}.json`), initial),
  };
  let service: S;
  try {
    service = await create(context);
  } catch (error) {
    await stopListening(server);
    throw error;
  }
  services.push(service);
  const end = async () => {
    await service.close?.();
    await stopListening(server);
    if (problems.length) throw new Error(`The service failed inside: ${problems.join("; ")}`);
  };
  return {
    service,
    url,
    mails,
    invocations,
    client: {
      endpoint: url,
      region: "us-east-1",
      credentials: CREDENTIALS,
    },
    async make(type, name, inputs) {
      const factory = service.resources[type];
      if (!factory) throw new Error(`The service makes no ${type}.`);
      return factory({ type, name, inputs });
    },
    async restart() {
      await end();
      return startIn(dataDir, create, options);
    },
    async close() {
      await end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
