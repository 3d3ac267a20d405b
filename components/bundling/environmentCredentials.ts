// Stands in for the SDK's credential providers in deployed functions, see `bundle.ts`.
import { type FromEnvInit, fromEnv } from "@aws-sdk/credential-provider-env";
import { memoize } from "@smithy/core/config";

/**
 * Reads the credentials once, as the SDK's own provider does: they stay the same as long as an instance lives. The SDK
 * asks for them several times per call, and each reading of a variable asks the system.
 */
export const defaultProvider = (init?: FromEnvInit) => memoize(fromEnv(init));

export { defaultProvider as fromNodeProviderChain };
