import * as z from "zod";
import { refuses } from "../http/refuses";
import { MAX_PASSWORD_LENGTH, RECOVERY_CODE_COUNT } from "../values/limits";
import { emailAddress } from "./credentialSchemas";

/** Answer of `GET /account/secondFactor`. */
export const secondFactorState = z
  .strictObject({
    enabled: z.boolean().describe("True if signing in requires a code of an authenticator app."),
    required: z.boolean().describe("True for an admin who needs it for the admin operations."),
    recoveryCodesLeft: z.int().min(0).max(RECOVERY_CODE_COUNT),
  })
  .meta({ id: "SecondFactorState" });
export type SecondFactorState = z.infer<typeof secondFactorState>;

/** Answer of the routes that make recovery codes. */
export const recoveryCodes = z
  .strictObject({
    recoveryCodes: z
      .array(z.string())
      .length(RECOVERY_CODE_COUNT)
      .describe("Each works once. Only hashes are stored, so they cannot be read again."),
  })
  .meta({ id: "RecoveryCodes" });

/** Longer than any code, however it is typed. */
const MAX_TYPED_LENGTH = 64;

const PASSWORD = { label: "The password", max: MAX_PASSWORD_LENGTH };
const CODE = { label: "The recovery code", max: MAX_TYPED_LENGTH };

/** Body of `POST /secondFactorReset`. */
export const recovery = z
  .strictObject({
    email: emailAddress,
    password: z
      .string({ error: refuses("text.invalid", PASSWORD) })
      .min(1, refuses("text.empty", PASSWORD))
      .max(PASSWORD.max, refuses("text.tooLong", PASSWORD)),
    recoveryCode: z
      .string({ error: refuses("text.invalid", CODE) })
      .min(1, refuses("text.empty", CODE))
      .max(CODE.max, refuses("text.tooLong", CODE)),
  })
  .meta({ id: "Recovery" });
export type Recovery = z.infer<typeof recovery>;
