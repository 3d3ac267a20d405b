import { deviceKey } from "../../domain/accounts/credentialSchemas";
import { operation } from "../operation";

/** Gives a device the key under which it keeps unsent entries when its user signs out. */
export const getDeviceKey = operation({
  route: "GET /account/device-key",
  summary: "Get the key that protects the user's unsent expenses on a shared device",
  role: "user",
  answers: { 200: deviceKey },
  uses: { ledgers: ["UpdateItem"] },
  handler: (env) => async () => {
    const { randomBytes } = await import("node:crypto");
    const { DEVICE_KEY_BYTES } = await import("../../domain/accounts/credentialSchemas.js");
    const { UserRecords } = await import("../../domain/accounts/userRecords.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const records = new UserRecords(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, { user }) => {
      const key = await records.deviceKey(user.id, randomBytes(DEVICE_KEY_BYTES).toString("hex"));
      return { status: 200, body: { key } };
    });
  },
});
