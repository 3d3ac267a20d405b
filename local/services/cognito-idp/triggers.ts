import { AwsError } from "../../engine/awsError";
import type { Pool, StoredUser } from "./model";

/** The caller of an action that has a trigger: a client, or an administrator. */
export interface TriggerCaller {
  clientId?: string;
  clientMetadata?: Readonly<Record<string, string>>;
}

type TriggerName = "customMessage" | "postConfirmation";

/**
 * Calls a trigger of the pool and waits for it, as Cognito does before it answers.
 * @param source Event, for example `ForgotPassword`.
 * @returns The trigger's response; undefined if the pool has no such trigger.
 */
async function callTrigger(
  { id, arn, settings, context }: Pool,
  name: TriggerName,
  source: string,
  { username, sub, status, attributes }: StoredUser,
  { clientId = "CLIENT_ID_NOT_APPLICABLE", clientMetadata }: TriggerCaller,
  request: object = {},
): Promise<Record<string, unknown> | undefined> {
  const functionArn = settings.lambdaConfig[name];
  if (functionArn === undefined) return undefined;
  const shown = name.charAt(0).toUpperCase() + name.slice(1);
  if (!context.mayInvoke(functionArn, "cognito-idp.amazonaws.com", arn)) {
    throw new AwsError("AccessDeniedException", `${shown} invocation failed due to error AccessDenied.`);
  }
  const userAttributes = { ...attributes, sub, "cognito:user_status": status };
  const { functionError, payload } = await context.invoke(functionArn, {
    version: "1",
    region: context.region,
    userPoolId: id,
    userName: username,
    callerContext: { awsSdkVersion: "local", clientId },
    triggerSource: `${shown}_${source}`,
    request: { userAttributes, ...request, ...(clientMetadata && { clientMetadata }) },
    response: {},
  });
  const answer = JSON.parse(payload);
  if (functionError === undefined) return answer?.response ?? {};
  throw new AwsError("UserLambdaValidationException", `${shown} failed with error ${answer.errorMessage}.`);
}

/** Calls the trigger after a password reset. */
export async function afterPasswordReset(pool: Pool, user: StoredUser, caller: TriggerCaller): Promise<void> {
  const confirmed: StoredUser = { ...user, status: "CONFIRMED" };
  await callTrigger(pool, "postConfirmation", "ConfirmForgotPassword", confirmed, caller);
}

export interface MailText {
  subject: string;
  text: string;
}

const CODE = "{####}";
const USERNAME = "{username}";

/** Writes an email with a code or a temporary password: by the pool's trigger, or by its template. */
export async function writeMail(
  pool: Pool,
  source: string,
  user: StoredUser,
  caller: TriggerCaller,
  { code, username, template }: { code: string; username?: string; template: MailText },
): Promise<MailText> {
  const parameters = { codeParameter: CODE, usernameParameter: username === undefined ? null : USERNAME };
  const written = await callTrigger(pool, "customMessage", source, user, caller, parameters);
  const subject = String(written?.emailSubject ?? template.subject);
  const message = String(written?.emailMessage ?? template.text);
  // A text without the code would be of no use: Cognito sends its own then.
  const usable = message.includes(CODE) ? message : template.text;
  return { subject, text: plainText(usable.replaceAll(CODE, code).replaceAll(USERNAME, username ?? "")) };
}

/** Cognito's texts are HTML; the local inbox shows text. */
function plainText(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/p>|<\/div>/gi, "\n")
    .replace(/<[a-z/][^>]*>/gi, "")
    .trim();
}
