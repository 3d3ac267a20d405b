export interface CloseAccountEnv {
  /** The function that erases accounts. */
  eraser: string;
  siteOrigin: string;
}

/** `DELETE /account`: has the user and all their data erased. */
export const closeAccount = (env: CloseAccountEnv) => async () => {
  const { AsyncInvoker } = await import("../../domain/aws/functions.js");
  const { apiHandler } = await import("../../domain/http/apiHandler.js");

  const functions = new AsyncInvoker();

  return apiHandler(env.siteOrigin, async (_event, user) => {
    await functions.start(env.eraser, { ledgerId: user.id, username: user.name });
    return { status: 202, body: { message: "Your account and your data are being deleted." } };
  });
};
