// Stands in for the SDK's credential providers in deployed functions, see `bundle.ts`.
export {
  fromEnv as defaultProvider,
  fromEnv as fromNodeProviderChain,
} from "@aws-sdk/credential-provider-env";
