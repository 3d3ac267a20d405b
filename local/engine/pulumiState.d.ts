import "@pulumi/pulumi/runtime/state";

declare module "@pulumi/pulumi/runtime/state" {
  /** Runs a callback with Pulumi state of its own; internal to the SDK, which uses it for inline programs. */
  export function withLocalStorage<T>(callback: () => T): T;

  /** The state of the program that runs: of a program in `withLocalStorage`, its own. */
  export function getStore(): object;
}
