import type { AttributeType } from "@aws-sdk/client-cognito-identity-provider";

/** Returns an attribute of a user from the list in which Cognito has them. */
export const attributeIn = (attributes: readonly AttributeType[] | undefined, name: string) =>
  attributes?.find(({ Name }) => Name === name)?.Value;
