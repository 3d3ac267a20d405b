import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { DAY_SECONDS } from "../domain/values/duration";
import { contentSecurityPolicy } from "../site/build";
import type { AccessLogs } from "./accessLogs";
import { DistributionLogs } from "./distributionLogs";
import { Bucket, type ServiceGrant } from "./parts/bucket";

/** A custom domain name for the site. */
export interface OwnDomain {
  /** For example `expenses.example.com`; its DNS must point to the distribution. */
  name: string;
  /** ARN of its certificate, in us-east-1. */
  certificateArn: string;
}

export interface SiteDistributionArgs {
  /** Default: CloudFront's own name and certificate. */
  domain?: OwnDomain;
  logs: AccessLogs;
}

/** The site's bucket: each deployment makes all of its files, and one with another `access` deletes the bucket. */
export const REPLACEABLE = { protectData: false };

/** CloudFront's managed policy `CachingOptimized`: honors the files' own Cache-Control, compresses. */
const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";

const TWO_YEARS = 2 * 365 * DAY_SECONDS;

/** A private bucket that only its CloudFront distribution reads: HTTPS, HTTP/3, security headers. */
export class SiteDistribution extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  /** Without a trailing slash. */
  readonly url: pulumi.Output<string>;
  /** ARN of the access log's source. */
  readonly logSourceArn: pulumi.Output<string>;

  constructor(name: string, args: SiteDistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:SiteDistribution", name, {}, opts);

    // The distribution needs the bucket, and the bucket's policy the distribution.
    const [distributionArn, resolveArn] = pulumi.deferredOutput<string>();
    const { bucket } = new Bucket(
      name,
      {
        ...REPLACEABLE,
        logBucket: args.logs.bucketName,
        grants: [distributionReads(distributionArn)],
      },
      { parent: this },
    );
    const distribution = this.distribution(name, bucket, args.domain);
    resolveArn(distribution.arn);
    const { sourceArn } = new DistributionLogs(
      name,
      { distributionArn: distribution.arn, bucketArn: args.logs.bucketArn },
      { parent: this },
    );

    this.bucket = bucket;
    this.logSourceArn = sourceArn;
    this.url = pulumi.interpolate`https://${args.domain?.name ?? distribution.domainName}`;
    this.registerOutputs({ url: this.url });
  }

  private distribution(
    name: string,
    bucket: aws.s3.Bucket,
    domain: OwnDomain | undefined,
  ): aws.cloudfront.Distribution {
    const access = new aws.cloudfront.OriginAccessControl(
      name,
      { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
      { parent: this },
    );
    return new aws.cloudfront.Distribution(
      name,
      {
        comment: "Serverless Expense Tracker",
        enabled: true,
        isIpv6Enabled: true,
        httpVersion: "http2and3",
        priceClass: "PriceClass_100",
        defaultRootObject: "index.html",
        origins: [
          {
            originId: "site",
            domainName: bucket.bucketRegionalDomainName,
            originAccessControlId: access.id,
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: "site",
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: ["GET", "HEAD"],
          cachedMethods: ["GET", "HEAD"],
          cachePolicyId: CACHING_OPTIMIZED,
          compress: true,
          responseHeadersPolicyId: this.securityHeaders(name).id,
        },
        restrictions: { geoRestriction: { restrictionType: "none" } },
        ...viewers(domain),
      },
      { parent: this },
    );
  }

  private securityHeaders(name: string): aws.cloudfront.ResponseHeadersPolicy {
    return new aws.cloudfront.ResponseHeadersPolicy(
      name,
      {
        securityHeadersConfig: {
          strictTransportSecurity: {
            accessControlMaxAgeSec: TWO_YEARS,
            includeSubdomains: true,
            preload: true,
            override: true,
          },
          contentSecurityPolicy: { contentSecurityPolicy: sitePolicy(), override: true },
          contentTypeOptions: { override: true },
          frameOptions: { frameOption: "DENY", override: true },
          referrerPolicy: { referrerPolicy: "no-referrer", override: true },
        },
      },
      { parent: this },
    );
  }
}

/** CloudFront's TLS minimum can only be raised with a custom certificate. */
function viewers(domain: OwnDomain | undefined) {
  if (domain === undefined) return { viewerCertificate: { cloudfrontDefaultCertificate: true } };
  return {
    aliases: [domain.name],
    viewerCertificate: {
      acmCertificateArn: domain.certificateArn,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    },
  };
}

function distributionReads(distributionArn: pulumi.Output<string>): ServiceGrant {
  return {
    sid: "ReadByDistribution",
    principal: { Service: "cloudfront.amazonaws.com" },
    action: "s3:GetObject",
    condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
  };
}

/**
 * Names the region's services, not this stack's API and bucket of receipts: these are created after the distribution,
 * whose URL their CORS needs.
 */
function sitePolicy(): pulumi.Output<string> {
  const { region } = aws.getRegionOutput();
  const { dnsSuffix } = aws.getPartitionOutput();
  return pulumi.all([region, dnsSuffix]).apply(([where, suffix]) => {
    const services = [
      `https://*.execute-api.${where}.${suffix}`,
      `https://cognito-idp.${where}.${suffix}`,
      `https://*.s3.${where}.${suffix}`,
    ];
    // A meta tag cannot set `frame-ancestors`.
    return `${contentSecurityPolicy(services)}; frame-ancestors 'none'`;
  });
}
