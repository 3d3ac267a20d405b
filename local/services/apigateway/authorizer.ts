import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, jwtVerify } from "jose";

/** The claims of an ID token as API Gateway hands them to functions: every one a string. */
export type Claims = Record<string, string>;

type Authorization = { claims: Claims } | { refusal: string };

/**
 * Checks an `Authorization` header as a Cognito authorizer without scopes does: an ID token, of one of the pools, signed
 * by it and not expired. `Bearer ` in front is allowed.
 */
export async function authorize(
  header: string | undefined,
  userPoolIds: readonly string[],
  region: string,
  jwks: (userPoolId: string) => JSONWebKeySet,
): Promise<Authorization> {
  const token = header?.replace(/^Bearer\s+/i, "") ?? "";
  const issuer = issuerOf(token);
  const userPoolId = userPoolIds.find((id) => issuer === `https://cognito-idp.${region}.amazonaws.com/${id}`);
  if (issuer === undefined || userPoolId === undefined) return { refusal: "Unauthorized" };
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks(userPoolId)), {
      issuer,
      algorithms: ["RS256"],
    });
    return payload.token_use === "id" ? { claims: flatten(payload) } : { refusal: "Unauthorized" };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { refusal: "The incoming token has expired" };
    if (error instanceof errors.JOSEError) return { refusal: "Unauthorized" };
    throw error;
  }
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Lists become `a,b`, and the times of issue and expiry dates such as `Tue Nov 29 02:15:32 UTC 2016`. */
function flatten(payload: Record<string, unknown>): Claims {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claim(name, value)]));
}

function claim(name: string, value: unknown): string {
  if ((name === "exp" || name === "iat") && typeof value === "number") return javaDate(value);
  if (Array.isArray(value)) return value.map((one) => claim("", one)).join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function javaDate(epochSeconds: number): string {
  const [weekday, day, month, year, time] = new Date(epochSeconds * 1000)
    .toUTCString()
    .replace(",", "")
    .split(" ");
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
