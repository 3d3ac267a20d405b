import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LOG_DAYS, MAX_BODY_BYTES } from "../domain/values/limits";
import { REFUSALS, type RefusalCode, refusalText } from "../domain/values/refusals";
import { vendedLogName } from "./config/names";
import { childNames } from "./linking/childNames";

export interface ApiFirewallArgs {
  /** ARN of the API's stage. */
  stageArn: pulumi.Input<string>;
  /** Origin of the site, so that its page may read the refusals. */
  siteOrigin: pulumi.Input<string>;
  /** Requests per second that the stage accepts. */
  rateLimit: number;
}

/** The shortest window that WAF offers, for the fastest reaction. */
const WINDOW_SECONDS = 60;

/** WAF's lowest limit. */
const MIN_LIMIT = 10;

/** The refusals by their keys in WAF. */
const BODIES = {
  busy: "requests.shareUsedUp",
  large: "request.tooLarge",
} as const satisfies Record<string, RefusalCode>;

/**
 * A web ACL in front of the API: an address gets at most half of the stage's rate, so that no address can use it up;
 * large bodies never reach a function.
 *
 * Requests are counted by their address and nothing else. With a header, such as the token, as a key, each spelling of
 * it would get a new share, and so would each of the tokens that one person can obtain.
 */
export class ApiFirewall extends pulumi.ComponentResource {
  constructor(name: string, args: ApiFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ApiFirewall", name, {}, opts);

    const acl = this.acl(name, args);
    new aws.wafv2.WebAclAssociation(
      name,
      { webAclArn: acl.arn, resourceArn: args.stageArn },
      { parent: this },
    );
    this.log(name, acl);

    this.registerOutputs({ arn: acl.arn });
  }

  private acl(name: string, args: ApiFirewallArgs): aws.wafv2.WebAcl {
    return new aws.wafv2.WebAcl(
      name,
      {
        description: "Limits the requests of each address to the expense tracker",
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        associationConfig: {
          requestBodies: [{ apiGateway: { defaultSizeInspectionLimit: `KB_${MAX_BODY_BYTES / 1024}` } }],
        },
        customResponseBodies: Object.entries(BODIES).map(([key, code]) => ({
          key,
          contentType: "APPLICATION_JSON",
          content: JSON.stringify({ code, message: refusalText({ code }) }),
        })),
        rules: [
          refuse("address", 0, { rateBasedStatement: perAddress(args) }, tooMany(args)),
          refuse("body", 1, { sizeConstraintStatement: LARGE_BODY }, tooLarge(args)),
        ],
        visibilityConfig: visibility("ExpenseApi"),
      },
      { parent: this },
    );
  }

  private log(name: string, acl: aws.wafv2.WebAcl): void {
    const group = new aws.cloudwatch.LogGroup(
      `${name}-waf`,
      // WAF accepts only log groups with this prefix.
      {
        name: `aws-waf-logs-${vendedLogName(childNames(name, "firewall"))}`,
        retentionInDays: LOG_DAYS,
      },
      { parent: this },
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      name,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [group.arn],
        // The tokens, and the secret in the address of a calendar feed.
        redactedFields: [{ singleHeader: { name: "authorization" } }, { queryString: {} }],
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: [{ actionCondition: { action: "BLOCK" } }],
            },
          ],
        },
      },
      { parent: this },
    );
  }
}

/** Half of the stage's rate. */
function perAddress({ rateLimit }: ApiFirewallArgs) {
  return {
    limit: Math.max(MIN_LIMIT, Math.floor((rateLimit * WINDOW_SECONDS) / 2)),
    evaluationWindowSec: WINDOW_SECONDS,
    aggregateKeyType: "IP",
  };
}

const UNCHANGED = [{ priority: 0, type: "NONE" }];

const LARGE_BODY = {
  comparisonOperator: "GT",
  size: MAX_BODY_BYTES,
  fieldToMatch: { body: { oversizeHandling: "MATCH" } },
  textTransformations: UNCHANGED,
};

function refuse(
  name: string,
  priority: number,
  statement: aws.types.input.wafv2.WebAclRuleStatement,
  customResponse: aws.types.input.wafv2.WebAclRuleActionBlockCustomResponse,
): aws.types.input.wafv2.WebAclRule {
  return {
    name,
    priority,
    statement,
    action: { block: { customResponse } },
    visibilityConfig: visibility(`ExpenseApi-${name}`),
  };
}

function tooMany({ siteOrigin }: ApiFirewallArgs) {
  return answer("busy", { "Retry-After": String(WINDOW_SECONDS), "Access-Control-Allow-Origin": siteOrigin });
}

function tooLarge({ siteOrigin }: ApiFirewallArgs) {
  return answer("large", { "Access-Control-Allow-Origin": siteOrigin });
}

function answer(key: keyof typeof BODIES, headers: Record<string, pulumi.Input<string>>) {
  const responseHeaders = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return { responseCode: REFUSALS[BODIES[key]].status, customResponseBodyKey: key, responseHeaders };
}

function visibility(metricName: string) {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
