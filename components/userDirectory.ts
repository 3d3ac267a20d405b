import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ADMIN_GROUP, MEMBER_GROUP, ORIGIN_ATTRIBUTE } from "../domain/values/groups";
import { MIN_PASSWORD_LENGTH, TEMPORARY_PASSWORD_DAYS } from "../domain/values/limits";
import { jobs } from "../handlers/catalogue";
import type { DeployedJob } from "./deployment/deployedJobs";
import { type Deployment, deployFunction } from "./deployment/deployFunction";
import { childNames } from "./linking/childNames";
import type { Links } from "./linking/links";
import { Alarm } from "./parts/alarm";
import { type InlineFunction, policyOf } from "./parts/inlineFunction";

export interface UserDirectoryArgs extends Deployment {
  /** The first admins, invited by email with a temporary password. Nobody is deleted who is no longer among them. */
  adminEmails: string[];
  /** Refuses deletion and replacement of the user pool, by AWS and by Pulumi's preview. */
  protectData: boolean;
  /** Blocks suspicious sign-ins with Cognito threat protection, which is charged per user (Plus plan). */
  threatProtection: boolean;
  /** Topic that the alarms of the pool's triggers notify. */
  alarmTopicArn: pulumi.Input<string>;
  /** ARN of the SES identity that emails are sent from. Default: Cognito's own sender, of about 50 emails a day. */
  sesIdentity?: string;
}

/** Marks users who signed up themselves. Only the API sets it, once. */
const ORIGIN = {
  name: ORIGIN_ATTRIBUTE,
  attributeDataType: "String",
  mutable: false,
  // Without limits, the provider sees a change in those that Cognito sets.
  stringAttributeConstraints: { minLength: "0", maxLength: "16" },
};

/** A trigger of the pool with its function. */
interface DeployedTrigger extends DeployedJob {
  readonly fn: InlineFunction<Record<string, unknown>>;
}

/**
 * The users who may sign in: a Cognito user pool with email addresses as names, its triggers and groups, and the client
 * of the site.
 */
export class UserDirectory extends pulumi.ComponentResource {
  readonly userPool: aws.cognito.UserPool;
  readonly client: aws.cognito.UserPoolClient;
  /** The address of Cognito for browsers, for example `https://cognito-idp.us-east-1.amazonaws.com/`. */
  readonly url: pulumi.Output<string>;
  /** The users as functions use them. */
  readonly links: Links;
  /** Settings of functions that the clients provide. */
  readonly settings: Deployment["settings"];
  /** The pool's triggers. */
  readonly jobs: readonly DeployedJob[];

  constructor(name: string, args: UserDirectoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:UserDirectory", name, {}, opts);

    const triggers = this.triggers(name, args);
    this.jobs = triggers;
    this.userPool = this.pool(name, args, triggers);
    for (const trigger of triggers) {
      this.permit(name, trigger);
      this.errorAlarm(name, trigger, args.alarmTopicArn);
    }
    this.client = this.siteClient(name);
    // With it the API verifies the password of a user who has lost the second factor.
    const recovery = this.poolClient(`${name}-recovery`, {
      // Its flow takes AWS credentials: nobody can sign in with the client's ID alone.
      explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
      refreshTokenValidity: 1,
    });
    this.url = cognitoUrl();
    this.settings = { userPoolClientId: this.client.id, recoveryClientId: recovery.id };
    this.links = { users: { value: this.userPool.id, arns: [this.userPool.arn] } };
    const admins = this.group(name, ADMIN_GROUP, "See and manage users, and all ledgers' totals");
    this.group(name, MEMBER_GROUP, "Keep their own ledger; users without a group are members too");
    for (const email of args.adminEmails) this.inviteAdmin(name, email, admins);

    this.registerOutputs({ userPoolId: this.userPool.id, userPoolClientId: this.client.id, url: this.url });
  }

  private triggers(name: string, args: UserDirectoryArgs): DeployedTrigger[] {
    const childName = childNames(name, "users");
    return jobs
      .filter(({ pipeline }) => pipeline === "users")
      .map((definition) => ({
        definition,
        fn: deployFunction(definition, args, { name: childName(definition.name), parent: this }),
        deadLetters: [],
      }));
  }

  /**
   * Lets the pool call a trigger, and the trigger call the pool. Both need the ARN of the pool, which needs that of the
   * trigger.
   */
  private permit(name: string, { definition, fn }: DeployedTrigger): void {
    const childName = childNames(name, "users");
    new aws.lambda.Permission(
      childName(`${definition.name}-trigger`),
      {
        action: "lambda:InvokeFunction",
        function: fn.name,
        principal: "cognito-idp.amazonaws.com",
        sourceArn: this.userPool.arn,
      },
      { parent: this },
    );
    const actions = (definition.trigger?.actions ?? []).map((action) => `cognito-idp:${action}`);
    if (actions.length === 0) return;
    new aws.iam.RolePolicy(
      childName(`${definition.name}-pool`),
      { role: fn.role.id, policy: policyOf([{ actions, resources: [this.userPool.arn] }]) },
      { parent: this },
    );
  }

  /** Cognito tells only the user whose request fails with its trigger. */
  private errorAlarm(
    name: string,
    { definition, fn }: DeployedTrigger,
    topicArn: pulumi.Input<string>,
  ): void {
    const childName = childNames(name, "users");
    new Alarm(
      childName(`${definition.name}-errors`),
      {
        description: `The user pool's trigger ${definition.name} failed, and with it what a user asked for.`,
        namespace: "AWS/Lambda",
        dimensions: { FunctionName: fn.name },
        metricName: "Errors",
        statistic: "Sum",
        threshold: 0,
        topicArn,
      },
      { parent: this },
    );
  }

  private pool(
    name: string,
    args: UserDirectoryArgs,
    triggers: readonly DeployedTrigger[],
  ): aws.cognito.UserPool {
    return new aws.cognito.UserPool(
      name,
      {
        usernameAttributes: ["email"],
        usernameConfiguration: { caseSensitive: false },
        autoVerifiedAttributes: ["email"],
        // A new address takes effect only once its owner has verified it.
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
        accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
        // Cognito's own sign-up reveals who has an account, and lets users who never confirm block an address. New
        // users are invited by the API instead.
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
        schemas: [ORIGIN],
        passwordPolicy: {
          minimumLength: MIN_PASSWORD_LENGTH,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSymbols: true,
          temporaryPasswordValidityDays: TEMPORARY_PASSWORD_DAYS,
        },
        mfaConfiguration: "OPTIONAL",
        softwareTokenMfaConfiguration: { enabled: true },
        lambdaConfig: Object.fromEntries(
          triggers.map(({ definition: { trigger }, fn }) => [trigger?.name, fn.arn]),
        ),
        deletionProtection: args.protectData ? "ACTIVE" : "INACTIVE",
        // Sender and tier are always stated: the provider leaves them as they are when they are no longer.
        emailConfiguration: sender(args.sesIdentity),
        userPoolTier: args.threatProtection ? "PLUS" : "ESSENTIALS",
        ...(args.threatProtection && { userPoolAddOns: { advancedSecurityMode: "ENFORCED" } }),
      },
      { parent: this, protect: args.protectData },
    );
  }

  private siteClient(name: string): aws.cognito.UserPoolClient {
    return this.poolClient(`${name}-site`, {
      // Without ALLOW_REFRESH_TOKEN_AUTH: Cognito refuses it for a client that rotates refresh tokens.
      explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      refreshTokenValidity: 30,
    });
  }

  private poolClient(
    name: string,
    args: Pick<aws.cognito.UserPoolClientArgs, "explicitAuthFlows" | "refreshTokenValidity">,
  ): aws.cognito.UserPoolClient {
    return new aws.cognito.UserPoolClient(
      name,
      {
        userPoolId: this.userPool.id,
        // A browser cannot keep a secret.
        generateSecret: false,
        // A stolen refresh token works once. A page whose answer was lost can ask again for a minute.
        refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 60 },
        preventUserExistenceErrors: "ENABLED",
        enableTokenRevocation: true,
        readAttributes: ["email", "email_verified"],
        // An insignificant attribute: the email address is changed by the API, after a recent sign-in. An empty list
        // would let the client write every standard attribute.
        writeAttributes: ["locale"],
        tokenValidityUnits: { idToken: "minutes", accessToken: "minutes", refreshToken: "days" },
        // For this long Cognito's own actions accept a stolen access token.
        idTokenValidity: 10,
        accessTokenValidity: 10,
        ...args,
      },
      { parent: this },
    );
  }

  private group(name: string, group: string, description: string): aws.cognito.UserGroup {
    return new aws.cognito.UserGroup(
      `${name}-${group}`,
      { name: group, description, userPoolId: this.userPool.id },
      { parent: this },
    );
  }

  /**
   * Invites a user once, and makes them an admin for as long as the address is configured. A deleted user's ledger is
   * erased, so the user stays when the address is no longer configured, or is spelled differently: Cognito ignores case.
   */
  private inviteAdmin(name: string, address: string, admins: aws.cognito.UserGroup): void {
    const email = address.toLowerCase();
    const user = new aws.cognito.User(
      `${name}-${email}`,
      {
        userPoolId: this.userPool.id,
        username: email,
        attributes: { email, email_verified: "true" },
        desiredDeliveryMediums: ["EMAIL"],
      },
      {
        ...formerSpelling(name, address),
        parent: this,
        retainOnDelete: true,
        // From the invitation on, the user alone changes the address.
        ignoreChanges: ["attributes", "username"],
      },
    );
    new aws.cognito.UserInGroup(
      `${name}-${email}`,
      { userPoolId: this.userPool.id, groupName: admins.name, username: user.username },
      { ...formerSpelling(name, address), parent: this },
    );
  }
}

/** Deployed stacks name the resources of an admin by the address as it was typed. */
function formerSpelling(name: string, address: string): pulumi.CustomResourceOptions {
  return address === address.toLowerCase() ? {} : { aliases: [{ name: `${name}-${address}` }] };
}

/**
 * Emails by Cognito itself, or by SES, whose service-linked role Cognito creates (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html).
 * Any address of a domain can send.
 */
function sender(sourceArn: string | undefined) {
  if (sourceArn === undefined) return { emailSendingAccount: "COGNITO_DEFAULT" };
  const [, identity = ""] = sourceArn.split(":identity/");
  const fromEmailAddress = identity.includes("@") ? identity : `no-reply@${identity}`;
  return { emailSendingAccount: "DEVELOPER", sourceArn, fromEmailAddress };
}

/** The region's Cognito, or the one in the provider's setting `aws:endpoints`. */
function cognitoUrl(): pulumi.Output<string> {
  const custom = aws.config.endpoints?.[0]?.cognitoidp;
  if (custom !== undefined) return pulumi.output(`${custom}/`);
  return pulumi.interpolate`https://cognito-idp.${aws.getRegionOutput().region}.${aws.getPartitionOutput().dnsSuffix}/`;
}
