import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Author } from "../expenses/history";
import type { Source } from "../expenses/sources";
import { isFromPage } from "../http/requests";
import type { Principal } from "./principal";

/** The channel through which a request came in. */
export const sourceOf = (event: APIGatewayProxyEvent): Source => (isFromPage(event) ? "page" : "api");

/** Who changes an expense by a request, for its history. */
export function authorOf(event: APIGatewayProxyEvent, { user }: Principal): Author {
  return { by: user.id, via: sourceOf(event) };
}
