import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ForgotPasswordCommand,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod";
import { clientDefaults } from "../aws/clientDefaults";
import { describe, log } from "../aws/log";
import { ApiError } from "../http/apiError";
import { type InvitationPlace, invitationPlace, type Newcomers } from "../ledgers/newcomers";
import type { QuotaKind } from "../quotas/quotaKinds";
import type { Quotas } from "../quotas/quotas";
import { refusesUser } from "../values/failures";
import { ORIGIN_ATTRIBUTE, SIGNED_UP } from "../values/groups";
import { MAIL_LANGUAGES, type MailLanguage, mailLanguageOf } from "../values/mailLanguage";
import { type Invitations, invitedAttributes } from "./invitations";
import { NEVER_SIGNED_IN, type UnusedUsers } from "./unusedUsers";
import { attributeIn } from "./userAttribute";

/** Event of the job that emails somebody what they need to sign in. */
export const signInMailRequest = z.strictObject({
  email: z.string().min(1),
  reason: z.enum(["signUp", "passwordReset"]),
  /** Language of the page that asked. */
  language: z.enum(MAIL_LANGUAGES).optional(),
  /** The invitation to a ledger that lets the address sign up, where otherwise only admins invite. */
  invitation: invitationPlace.optional(),
});
export type SignInMailRequest = z.infer<typeof signInMailRequest>;

/** The email that was sent. */
type Sent = "invitation" | "code" | "nothing";

interface SignInMailerOptions {
  userPoolId: string;
  clientId: string;
  quotas: Quotas;
  invitations: Invitations;
  unused: UnusedUsers;
  newcomers: Pick<Newcomers, "userOf" | "note">;
  /** The user's chosen language, if any. */
  languageOf(userId: string): Promise<string | undefined>;
}

/** A user, as far as there is one. */
interface FoundUser {
  Username?: string;
  UserStatus?: string;
  Enabled?: boolean;
  userId?: string;
  /** Who created them. */
  origin?: string;
}

/**
 * Emails an address what its owner needs to sign in. Only the email reveals whether there is an account, not the
 * request for it.
 * - An address without an account, which somebody signs up, is invited with a one-time password.
 * - An invited address that has not signed in is invited again.
 * - An address with an account receives a code to set a new password, with a text that fits the reason
 *   (`accountMail.ts`).
 * Cognito sends all of them: its sender needs no setup, whereas SES would first have to leave its sandbox. For users
 * with a password, a code is the only email that it offers.
 */
export class SignInMailer {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(private readonly options: SignInMailerOptions) {}

  /**
   * Sends the email. A refusal is only logged: a retry would not help, and nobody waits for the result.
   * @returns The email that was sent.
   */
  async send(request: SignInMailRequest, now = new Date()): Promise<Sent> {
    try {
      return await this.sendWhatFits(request, now);
    } catch (error) {
      if (!refusesUser("mail", error) && !isOver(error)) throw error;
      log("warn", "An email was refused", { reason: request.reason, error: describe(error) });
      return "nothing";
    }
  }

  private async sendWhatFits(request: SignInMailRequest, now: Date): Promise<Sent> {
    const { email, reason, language, invitation } = request;
    const { UserStatus: status, Enabled: isEnabled, userId } = await this.find(email);
    if (status !== undefined && !isEnabled) return "nothing";
    const isUnknown = status === undefined || status === "UNCONFIRMED";
    const isInvited = status === NEVER_SIGNED_IN;
    if (!isUnknown && !isInvited) return this.sendCode(userId, request, now);
    if (reason !== "signUp" && !isInvited) return "nothing";
    // A user who signed up in an earlier release and never confirmed has nothing to lose.
    if (status === "UNCONFIRMED") await this.cognito.send(new AdminDeleteUserCommand(this.user(email)));
    const invite = () => (isInvited ? this.inviteAgain(email, now) : this.invite(email, language, now));
    return invitation === undefined ? invite() : this.asNewcomer(email, invitation, invite, now);
  }

  /**
   * Invites the newcomer of an invitation to a ledger, in place of one who was invited by it and has not signed in.
   * @throws ApiError 404 if the invitation has ended, or has let somebody else sign up.
   */
  private async asNewcomer(
    email: string,
    invitation: InvitationPlace,
    invite: () => Promise<Sent>,
    now: Date,
  ): Promise<Sent> {
    const before = await this.options.newcomers.userOf(invitation, email, now);
    const { Username } = await this.find(email);
    const isOther = before !== undefined && before !== Username;
    if (isOther && !(await this.options.unused.delete(before))) throw new ApiError("invitation.notFound");
    try {
      return await invite();
    } finally {
      // Also if the answer was lost: the user may have been created nevertheless.
      await this.note(email, invitation, now);
    }
  }

  /** Records the user of a newcomer, or deletes them if another address has taken their place meanwhile. */
  private async note(email: string, invitation: InvitationPlace, now: Date): Promise<void> {
    const { Username, origin } = await this.find(email);
    if (Username === undefined || origin !== SIGNED_UP) return;
    try {
      await this.options.newcomers.note(invitation, email, Username, now);
    } catch (error) {
      if (isOver(error)) await this.options.unused.delete(Username);
      throw error;
    }
  }

  private async find(name: string): Promise<FoundUser> {
    try {
      const user = await this.cognito.send(new AdminGetUserCommand(this.user(name)));
      const attribute = (wanted: string) => attributeIn(user.UserAttributes, wanted);
      return { ...user, userId: attribute("sub"), origin: attribute(`custom:${ORIGIN_ATTRIBUTE}`) };
    } catch (error) {
      if (error instanceof UserNotFoundException) return {};
      throw error;
    }
  }

  private async invite(email: string, language: MailLanguage | undefined, now: Date): Promise<Sent> {
    const UserAttributes = invitedAttributes(email, language, { [`custom:${ORIGIN_ATTRIBUTE}`]: SIGNED_UP });
    return this.ifAllowed("signUps", email, now, "invitation", () =>
      this.cognito.send(new AdminCreateUserCommand({ ...this.user(email), UserAttributes })),
    );
  }

  private async inviteAgain(email: string, now: Date): Promise<Sent> {
    return this.ifAllowed("signUps", email, now, "invitation", async () => {
      // Before the email, which promises the time.
      await this.options.invitations.extend(email, now);
      await this.cognito.send(new AdminCreateUserCommand({ ...this.user(email), MessageAction: "RESEND" }));
    });
  }

  private async sendCode(
    userId: string | undefined,
    { email, reason, language: asked }: SignInMailRequest,
    now: Date,
  ): Promise<Sent> {
    // The request may come from a stranger, so the user's own choice comes first.
    const chosen = userId === undefined ? undefined : await this.options.languageOf(userId);
    const language = mailLanguageOf(chosen) ?? asked;
    const ClientMetadata = { reason, ...(language && { language }) };
    const { clientId: ClientId } = this.options;
    return this.ifAllowed("codeMails", email, now, "code", () =>
      this.cognito.send(new ForgotPasswordCommand({ ClientId, Username: email, ClientMetadata })),
    );
  }

  /**
   * Anybody can request these emails for any address; without a quota, Cognito would send them to strangers without
   * end.
   */
  private async ifAllowed(
    kind: QuotaKind,
    email: string,
    now: Date,
    sent: Sent,
    send: () => Promise<unknown>,
  ): Promise<Sent> {
    if (await this.options.quotas.trySpend(kind, { email }, now, send)) return sent;
    log("warn", "An email is not sent, because its quota is used up", { kind });
    return "nothing";
  }

  private user(email: string) {
    return { UserPoolId: this.options.userPoolId, Username: email };
  }
}

/** True if an invitation has ended, or lets somebody else sign up. */
const isOver = (error: unknown) => error instanceof ApiError && error.code === "invitation.notFound";
