import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { clientDefaults } from "../aws/clientDefaults";
import { ApiError } from "../http/apiError";
import type { User } from "../ledgers/principal";
import type { Quotas } from "../quotas/quotas";
import { isThrottled, refusesUser } from "../values/failures";
import type { Recovery } from "./secondFactorSchemas";
import type { SecondFactors } from "./secondFactors";
import { attributeIn } from "./userAttribute";

interface AccountRecoveryOptions {
  userPoolId: string;
  /** Client whose only flow takes AWS credentials. */
  clientId: string;
  quotas: Quotas;
  factors: SecondFactors;
}

/**
 * Lets users who have lost their second factor sign in by the password and a recovery code. The refusal is the same for
 * an unknown address, a wrong password, an account without a second factor and a wrong code.
 */
export class AccountRecovery {
  private readonly cognito = new CognitoIdentityProviderClient(clientDefaults);

  constructor(private readonly options: AccountRecoveryOptions) {}

  /**
   * Turns the second factor off.
   * @throws ApiError 403 if anything is wrong, 429 if there were too many attempts for this address or overall.
   */
  async recover(recovery: Recovery, now = new Date()): Promise<void> {
    const { email } = recovery;
    const recovered = await this.options.quotas.spend("recoveries", { email }, now, () =>
      this.attempt(recovery),
    );
    if (!recovered) throw new ApiError("recovery.refused");
  }

  private async attempt({ email, password, recoveryCode }: Recovery): Promise<boolean> {
    if (!(await this.isAskedForCode(email, password))) return false;
    return this.options.factors.recover(await this.userOf(email), recoveryCode);
  }

  /** Returns true if the password is right and the sign-in would ask for a code now. */
  private async isAskedForCode(email: string, password: string): Promise<boolean> {
    const { userPoolId: UserPoolId, clientId: ClientId } = this.options;
    try {
      const { ChallengeName } = await this.cognito.send(
        new AdminInitiateAuthCommand({
          UserPoolId,
          ClientId,
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: email, PASSWORD: password },
        }),
      );
      return ChallengeName === "SOFTWARE_TOKEN_MFA";
    } catch (error) {
      if (isThrottled(error)) throw new ApiError("requests.tooMany");
      if (refusesUser("signIn", error)) return false;
      throw error;
    }
  }

  private async userOf(email: string): Promise<User> {
    const { Username: name = "", UserAttributes } = await this.cognito.send(
      new AdminGetUserCommand({ UserPoolId: this.options.userPoolId, Username: email }),
    );
    return { id: attributeIn(UserAttributes, "sub") ?? "", name, email };
  }
}
