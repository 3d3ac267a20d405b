export interface CloseAccountEnv {
  /** The function that erases accounts. */
  eraser: string;
  siteOrigin: string;
}

/** `DELETE /account`: has the user and all their data erased. */
export const closeAccount = (env: CloseAccountEnv) => async () => {
  const { AsyncInvoker } = await import("../../domain/aws/asyncInvoke.js");
  const { apiHandler } = await import("../../domain/http/apiHandler.js");

  const eraser = new AsyncInvoker(env.eraser);

  return apiHandler(env.siteOrigin, async (_event, user) => {
    await eraser.start({ ledgerId: user.id, username: user.name });
    return { status: 202, body: { message: "Your account and your data are being deleted." } };
  });
};
