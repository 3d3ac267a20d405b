import * as pulumi from "@pulumi/pulumi";
import { withLocalStorage } from "@pulumi/pulumi/runtime/state";
import { expect } from "chai";
import { readConfig } from "../../components/config/config";

export const PROJECT = "serverless-expense-tracker";

interface Surroundings {
  settings?: Record<string, string>;
  region?: string;
  stack?: string;
}

/** Runs a part of the program in a stack with these settings, without its resources. */
export function inStack<T>(
  { settings = {}, region = "eu-central-1", stack = "dev" }: Surroundings,
  run: () => T,
) {
  return withLocalStorage(async () => {
    await pulumi.runtime.setMocks(
      { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
      PROJECT,
      stack,
    );
    const own = Object.entries(settings).map(([name, value]) => [`${PROJECT}:${name}`, value]);
    pulumi.runtime.setAllConfig({ "aws:region": region, ...Object.fromEntries(own) });
    return run();
  });
}

/** The sentences that a configuration is refused with. */
export async function faultsOf(settings: Record<string, string>, region?: string): Promise<string[]> {
  try {
    await inStack({ settings, region }, readConfig);
    return [];
  } catch (error) {
    // For any other error the CLI shows a stack trace.
    expect(pulumi.RunError.isInstance(error), String(error)).to.equal(true);
    return (error as Error).message.split("\n");
  }
}
