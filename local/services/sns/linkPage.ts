import type { ServerResponse } from "node:http";
import { AwsError } from "../../engine/awsError";
import { type QueryProtocol, queryParameters, runQuery } from "../../engine/awsQuery";
import { html, renderPage } from "../../engine/html";
import type { AwsRequest } from "../../engine/service";

/** Runs the action of a link that a user clicked, and answers with a page about the outcome. */
export async function answerLink(protocol: QueryProtocol, request: AwsRequest, response: ServerResponse) {
  const parameters = queryParameters(request);
  const done = parameters.get("Action") === "Unsubscribe" ? "You are unsubscribed." : "You are subscribed.";
  let status = 200;
  let message = done;
  try {
    await runQuery(protocol, parameters, request);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    status = error.status;
    message = `This link does not work any more: ${error.message}`;
  }
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8" });
  response.end(renderPage(linkPage(message)));
}

function linkPage(message: string) {
  return html`<html lang="en">
    <head>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${message}</title>
      <style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 20vh auto; padding: 0 1rem; }</style>
    </head>
    <body>
      <h1>${message}</h1>
      <p>You can close this page.</p>
    </body>
  </html>`;
}
