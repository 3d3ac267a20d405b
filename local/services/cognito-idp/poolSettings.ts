import { z } from "zod";
import { DAY_SECONDS, HOUR_SECONDS } from "../../engine/duration";

/** User pool settings that this local Cognito supports. Names are those of the provider. */
export const poolSettings = z.object({
  usernameAttributes: z.array(z.string()).default([]),
  autoVerifiedAttributes: z.array(z.string()).default([]),
  // As on AWS, names differ by case unless the program configures otherwise.
  usernameConfiguration: z
    .object({ caseSensitive: z.boolean().default(true) })
    .default({ caseSensitive: true }),
  mfaConfiguration: z.literal("OPTIONAL", "In the local cloud a second factor is each user's choice."),
  softwareTokenMfaConfiguration: z.object({ enabled: z.literal(true) }),
  passwordPolicy: z
    .object({
      minimumLength: z.number().default(8),
      requireLowercase: z.boolean().default(false),
      requireNumbers: z.boolean().default(false),
      requireSymbols: z.boolean().default(false),
      requireUppercase: z.boolean().default(false),
      temporaryPasswordValidityDays: z.number().default(7),
    })
    // Default password policy of Cognito.
    .default({
      minimumLength: 8,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: true,
      requireUppercase: true,
      temporaryPasswordValidityDays: 7,
    }),
  schemas: z
    .array(
      z.object({
        name: z.string(),
        mutable: z.boolean().default(true),
        stringAttributeConstraints: z
          .object({ minLength: z.coerce.number().optional(), maxLength: z.coerce.number().optional() })
          .optional(),
      }),
    )
    .default([]),
  adminCreateUserConfig: z.strictObject({
    allowAdminCreateUserOnly: z.literal(true, "In the local cloud only administrators create users."),
  }),
  verificationMessageTemplate: z.undefined("In the local cloud a trigger writes the emails.").optional(),
  userAttributeUpdateSettings: z
    .object({ attributesRequireVerificationBeforeUpdates: z.array(z.string()).default([]) })
    .optional(),
  // Other triggers are refused rather than ignored: one can deny a sign-in.
  lambdaConfig: z
    .strictObject({ customMessage: z.string().optional(), postConfirmation: z.string().optional() })
    .default({}),
});
export type PoolSettings = z.output<typeof poolSettings> & { name: string };

const validityUnit = z.enum(["seconds", "minutes", "hours", "days"]);
const secondsPer = { seconds: 1, minutes: 60, hours: HOUR_SECONDS, days: DAY_SECONDS } as const;

/** Settings of a user pool client. */
export const clientSettings = z
  .object({
    userPoolId: z.string(),
    generateSecret: z
      .literal(false, "A client secret is not supported by the local cloud: a browser cannot keep one.")
      .optional(),
    explicitAuthFlows: z
      .array(z.string())
      .refine(
        (flows) => flows.length > 0 && !flows.includes("ALLOW_REFRESH_TOKEN_AUTH"),
        "A client that rotates refresh tokens cannot have the flow ALLOW_REFRESH_TOKEN_AUTH, which is also a default.",
      ),
    // Without any, clients read all attributes.
    readAttributes: z.array(z.string()).default([]),
    // Without any, clients may write all standard attributes.
    writeAttributes: z.array(z.string()).default([]),
    preventUserExistenceErrors: z.literal(
      "ENABLED",
      "In the local cloud no client tells who has an account.",
    ),
    enableTokenRevocation: z.boolean().default(true),
    refreshTokenRotation: z.object({
      feature: z.literal("ENABLED", "In the local cloud each client rotates refresh tokens."),
      retryGracePeriodSeconds: z.number().min(0).max(60).default(0),
    }),
    accessTokenValidity: z.number().optional(),
    idTokenValidity: z.number().optional(),
    refreshTokenValidity: z.number().optional(),
    tokenValidityUnits: z
      .object({
        accessToken: validityUnit.default("hours"),
        idToken: validityUnit.default("hours"),
        refreshToken: validityUnit.default("days"),
      })
      .default({ accessToken: "hours", idToken: "hours", refreshToken: "days" }),
  })
  .transform(({ tokenValidityUnits: units, ...settings }) => ({
    ...settings,
    /** Lifetimes in seconds; Cognito's own are an hour, an hour and thirty days. */
    lifetimes: {
      access: settings.accessTokenValidity
        ? settings.accessTokenValidity * secondsPer[units.accessToken]
        : HOUR_SECONDS,
      id: settings.idTokenValidity ? settings.idTokenValidity * secondsPer[units.idToken] : HOUR_SECONDS,
      refresh: settings.refreshTokenValidity
        ? settings.refreshTokenValidity * secondsPer[units.refreshToken]
        : 30 * DAY_SECONDS,
    },
  }));
type ClientSettings = z.output<typeof clientSettings>;

export interface Client extends ClientSettings {
  id: string;
  name: string;
}
