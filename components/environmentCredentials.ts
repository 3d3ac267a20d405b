// Stands in for `@aws-sdk/credential-provider-node` in deployed functions, see `bundle.ts`.
export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";
