import type { AlertThresholds } from "../domain/expenses/alertMarks";
import type { TrackedJob } from "../domain/jobs/jobLog";
import type { QuotaLimits } from "../domain/quotas/quotaKinds";

/** Values of the deployment that a closure can use by name. None of them is a secret. */
export interface DeploymentSettings {
  /** The user that the backup functions connect as. */
  backupUser: string;
  /** Default currency of an expense (ISO 4217). */
  currency: string;
  /** True if an invitation to a ledger lets a newcomer sign up even if otherwise only admins invite. */
  invitationsAdmit: boolean;
  /** The jobs of this deployment that have to succeed regularly. */
  jobs: readonly TrackedJob[];
  /** CloudWatch namespace of the program's own metrics. */
  metricsNamespace: string;
  /** Limits on what users and the stack may do in a period. */
  quotas: QuotaLimits;
  /** Identifies the API to Cognito's sign-in with AWS credentials. */
  recoveryClientId: string;
  /** True if admins can use the admin operations only with a second factor. */
  requireAdminSecondFactor: boolean;
  /** Text of schema.sql. */
  schema: string;
  /** True if anybody can sign up; otherwise only users whom an admin invites can sign in. */
  signUp: "open" | "invite";
  /** Number of parts of a full backup. */
  segments: number;
  /** Address of the site, without a path. */
  siteUrl: string;
  /** Minor units by currency, above which an expense raises an alert. */
  thresholds: AlertThresholds;
  /** IANA time zone that determines the current day. */
  timezone: string;
  /** Identifies the site to Cognito's public actions. */
  userPoolClientId: string;
}

export type SettingName = keyof DeploymentSettings;
