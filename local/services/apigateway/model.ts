import type { ValidateFunction } from "ajv-draft-04";

/** An API as its OpenAPI body defines it, checked as far as API Gateway would refuse it at import. */
export interface ApiDefinition {
  operations: ApiOperation[];
  /** By type, for example `UNAUTHORIZED`. */
  gatewayResponses: Record<string, GatewayResponse>;
  /**
   * Minimum number of bytes of compressed bodies; undefined if compression is off, and compressed requests are passed
   * on unchanged.
   */
  minimumCompressionSize?: number;
}

export interface ApiOperation {
  /** Upper case. */
  method: string;
  /** For example `/expenses/{id}`. */
  path: string;
  integration: ProxyIntegration | MockIntegration;
  /** The user pools whose ID tokens are accepted; absent for an open operation. */
  userPoolIds?: string[];
  requiredParameters: { name: string; in: string }[];
  /** Checks a JSON body; absent when bodies are not validated. */
  validateBody?: ValidateFunction;
  bodyRequired: boolean;
}

export interface ProxyIntegration {
  type: "aws_proxy";
  functionArn: string;
}

export interface MockIntegration {
  type: "mock";
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** An answer of the gateway's own, as the API words it. */
export interface GatewayResponse {
  status?: number;
  headers: Record<string, string>;
  body?: string;
}
