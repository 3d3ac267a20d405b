import { clientOf, type TestCloud } from "./cloud";
import { type AwsCall, FaultProxy } from "./faultProxy";
import { useCloud } from "./useCloud";

interface FaultyCloud {
  cloud: TestCloud;
  /** Between all functions and the services that they call. */
  proxy: FaultProxy;
}

/**
 * Gives the tests of a `describe` a cloud of their own, whose functions reach every service through a proxy that can make
 * calls fail. After each test the proxy hands everything on again.
 */
export function useFaultyCloud(): () => FaultyCloud {
  // Settings that no other test uses, so that only fault tests share this cloud.
  const cloud = useCloud({
    monthlyBudget: "21",
    // In full, an erasure alone is killed in more places than a stack mails confirmations in an hour.
    quotas: '{"signUps":{"perStack":1000},"subscriptionMails":{"perStack":1000}}',
  });
  let faulty: FaultyCloud | undefined;

  before(async function () {
    this.timeout(120_000);
    faulty = await faultyCloudOf(cloud());
  });
  afterEach(() => faulty?.proxy.reset());

  return () => {
    if (faulty === undefined) throw new Error("The cloud is there inside of tests and hooks only.");
    return faulty;
  };
}

/** The cloud of the fault tests with its proxy, and how to point functions at it that are not. */
interface ProxiedCloud extends FaultyCloud {
  pointAll(): Promise<void>;
}

/** One proxy for the whole run: pointing a function at another ends its warm workers. */
const proxied = new Map<TestCloud, Promise<ProxiedCloud>>();

async function faultyCloudOf(cloud: TestCloud): Promise<FaultyCloud> {
  const starting = proxied.get(cloud) ?? withProxy(cloud);
  proxied.set(cloud, starting);
  const { pointAll, ...faulty } = await starting;
  await pointAll();
  return faulty;
}

async function withProxy(cloud: TestCloud): Promise<ProxiedCloud> {
  const proxy = new FaultProxy(clientOf(cloud));
  const url = await proxy.start();
  const { lambda } = cloud;
  const elsewhere = new Set(Array.from(lambda.all(), ({ name }) => name));
  const { setEnvironment } = lambda;
  // A test may point a function elsewhere.
  lambda.setEnvironment = (name, variables) => {
    elsewhere.add(name);
    return setEnvironment(name, variables);
  };
  const pointAll = async () => {
    for (const name of elsewhere) await setEnvironment(name, { AWS_ENDPOINT_URL: url });
    elsewhere.clear();
  };
  return { cloud, proxy, pointAll };
}

// Outside of a `describe`, so it runs after all tests of the run.
after(async () => {
  for (const starting of proxied.values()) await (await starting).proxy.stop();
});

/**
 * Holds back every call of a function, so that a test can look at what others see while it runs.
 *
 * @returns Lets the function go on, and waits until no event is left.
 */
export async function holdBack(cloud: TestCloud, functionName: string): Promise<() => Promise<void>> {
  const proxy = new FaultProxy(clientOf(cloud));
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  proxy.rule = () => released;
  await cloud.lambda.setEnvironment(functionName, { AWS_ENDPOINT_URL: await proxy.start() });
  return async () => {
    release(undefined);
    await cloud.lambda.idle();
    await cloud.lambda.setEnvironment(functionName, { AWS_ENDPOINT_URL: cloud.local.awsEndpointUrl });
    await proxy.stop();
  };
}

/**
 * Follows every call that a function makes.
 *
 * @returns The calls so far, which a test may empty, and the end of it.
 */
export async function followCalls(
  cloud: TestCloud,
  functionName: string,
): Promise<{ calls: AwsCall[]; stop(): Promise<void> }> {
  const proxy = new FaultProxy(clientOf(cloud));
  const calls: AwsCall[] = [];
  proxy.rule = (call) => void calls.push(call);
  await cloud.lambda.setEnvironment(functionName, { AWS_ENDPOINT_URL: await proxy.start() });
  return {
    calls,
    async stop() {
      await cloud.lambda.setEnvironment(functionName, { AWS_ENDPOINT_URL: cloud.local.awsEndpointUrl });
      await proxy.stop();
    },
  };
}

/** The DynamoDB requests among calls by their action, and the number of items that they name by their keys. */
export function tally(calls: readonly AwsCall[]): { requests: Record<string, number>; keys: number } {
  const requests: Record<string, number> = {};
  let keys = 0;
  for (const { operation, input } of calls) {
    requests[operation] = (requests[operation] ?? 0) + 1;
    if (operation === "BatchGetItem") {
      for (const { Keys } of Object.values(Object(input.RequestItems)) as { Keys: unknown[] }[])
        keys += Keys.length;
    } else if (operation !== "Query") keys += 1;
  }
  return { requests, keys };
}
