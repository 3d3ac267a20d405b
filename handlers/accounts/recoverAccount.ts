import { recovery } from "../../domain/accounts/secondFactorSchemas";
import { operation } from "../operation";

/** Turns off a lost second factor. A refusal and its timing do not reveal what was wrong. */
export const recoverAccount = operation({
  route: "POST /secondFactorReset",
  summary: "Turn off a lost authenticator app with a recovery code",
  role: "public",
  body: recovery,
  answers: { 204: undefined },
  refusals: [403],
  uses: {
    ledgers: ["BatchGetItem", "UpdateItem", "DeleteItem"],
    users: ["AdminInitiateAuth", "AdminGetUser", "AdminSetUserMFAPreference", "AdminUserGlobalSignOut"],
  },
  settings: ["quotas", "recoveryClientId"],
  handler: (env) => async () => {
    const { AccountRecovery } = await import("../../domain/accounts/accountRecovery.js");
    const { recovery } = await import("../../domain/accounts/secondFactorSchemas.js");
    const { secondFactorsOf } = await import("../../domain/accounts/secondFactors.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { inEvenTime } = await import("../../domain/http/evenTime.js");
    const { httpHandler } = await import("../../domain/http/httpHandler.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");

    const accounts = new AccountRecovery({
      userPoolId: env.users,
      clientId: env.recoveryClientId,
      quotas: new Quotas(documentClient(), env.ledgers, env.quotas),
      factors: secondFactorsOf(env),
    });

    return httpHandler(env.siteOrigin, async (event) => {
      const request = parseBody(event, recovery);
      await inEvenTime(() => accounts.recover(request));
      return { status: 204 };
    });
  },
});
