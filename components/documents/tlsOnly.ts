import type * as pulumi from "@pulumi/pulumi";

/** Statement of a resource policy that refuses requests without TLS. */
export const tlsOnly = (Action: string, Resource: pulumi.Input<string> | pulumi.Input<string>[]) => ({
  Sid: "TlsOnly",
  Effect: "Deny" as const,
  Principal: "*",
  Action,
  Resource,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
