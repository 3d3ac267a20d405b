import { set, without } from "../mutations";
import { at, list, ofType, type Rule } from "../rule";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const HEADERS = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
const DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery";
const SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";

const HALF_A_YEAR = 182 * 24 * 60 * 60;
/** Older security policies than these still speak TLS 1.0. */
const MODERN_TLS = /^TLSv1\.[23]_20(?:19|2\d)/;

export const cloudfrontRules: readonly Rule[] = [
  {
    name: "cloudfront-origin-access-control",
    controls: ["AwsSolutions-CFR7", "AwsSolutions-S5", "CloudFront.13", "CKV2_AWS_46"],
    meaning: "Only the distribution can read the site's bucket, through origin access control.",
    types: [DISTRIBUTION],
    check: ({ origins }) =>
      list(origins).every((origin) => at(origin, "originAccessControlId"))
        ? undefined
        : "reads its origin without origin access control",
    breakIt: set(DISTRIBUTION, { origins: [{ originId: "site", domainName: "site.s3.test" }] }),
  },
  {
    name: "cloudfront-https",
    controls: ["CloudFront.3", "CKV_AWS_34"],
    meaning: "HTTP requests are redirected to HTTPS.",
    types: [DISTRIBUTION],
    check: ({ defaultCacheBehavior, orderedCacheBehaviors }) =>
      [defaultCacheBehavior, ...list(orderedCacheBehaviors)].every((behaviour) =>
        ["redirect-to-https", "https-only"].includes(String(at(behaviour, "viewerProtocolPolicy"))),
      )
        ? undefined
        : "serves plain HTTP",
    breakIt: set(DISTRIBUTION, { defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" } }),
  },
  {
    name: "cloudfront-tls",
    controls: [
      ...["AwsSolutions-CFR4", "CloudFront.7", "CloudFront.8", "CloudFront.15"],
      ...["CKV_AWS_174", "CKV2_AWS_42", "CKV2_AWS_54"],
    ],
    meaning: "The site has its own domain name and certificate, and requires TLS 1.2 or later.",
    types: [DISTRIBUTION],
    check: ({ viewerCertificate }) =>
      at(viewerCertificate, "acmCertificateArn") &&
      at(viewerCertificate, "sslSupportMethod") === "sni-only" &&
      MODERN_TLS.test(String(at(viewerCertificate, "minimumProtocolVersion")))
        ? undefined
        : "accepts TLS 1.0",
    breakIt: set(DISTRIBUTION, { viewerCertificate: { minimumProtocolVersion: "TLSv1" } }),
  },
  {
    name: "cloudfront-security-headers",
    controls: ["CKV2_AWS_32", "CKV_AWS_259"],
    meaning: "Every response has a content security policy that allows no inline code.",
    checkStack: (resources) =>
      ofType(resources, DISTRIBUTION).flatMap((resource) => {
        const id = at(resource.props, "defaultCacheBehavior.responseHeadersPolicyId");
        const policy = ofType(resources, HEADERS).find(({ props, name }) => id === (props.id ?? name));
        const problem = policy === undefined ? "sends no security headers" : weakHeader(policy.props);
        return problem === undefined ? [] : [{ resource, problem }];
      }),
    breakIt: set(HEADERS, {
      securityHeadersConfig: {
        contentSecurityPolicy: { contentSecurityPolicy: "default-src 'self' 'unsafe-inline'" },
      },
    }),
  },
  {
    name: "cloudfront-hsts",
    controls: ["CKV_AWS_259"],
    meaning: "HSTS makes browsers use HTTPS only, for at least half a year.",
    types: [HEADERS],
    check: (props) =>
      Number(at(props, "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec") ?? 0) >=
      HALF_A_YEAR
        ? undefined
        : "has no HSTS, or a max-age that is too short",
    breakIt: set(HEADERS, {
      securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: 60 } },
    }),
  },
  {
    name: "cloudfront-logs",
    controls: ["AwsSolutions-CFR3", "CloudFront.5", "CKV_AWS_86"],
    meaning: "Distributions write access logs.",
    checkStack: (resources) =>
      ofType(resources, DISTRIBUTION).flatMap((resource) => {
        const sources = ofType(resources, SOURCE).filter(
          ({ props }) => props.resourceArn === resource.props.arn && props.logType === "ACCESS_LOGS",
        );
        const delivered = ofType(resources, DELIVERY).some(({ props }) =>
          sources.some((source) => source.props.name === props.deliverySourceName),
        );
        return delivered ? [] : [{ resource, problem: "writes no access log" }];
      }),
    breakIt: without(DELIVERY),
  },
  {
    name: "cloudfront-root-object",
    controls: ["CloudFront.1", "CKV_AWS_305"],
    meaning: "Distributions have a default root object.",
    types: [DISTRIBUTION],
    check: ({ defaultRootObject }) => (defaultRootObject ? undefined : "has no default root object"),
    breakIt: set(DISTRIBUTION, { defaultRootObject: undefined }),
  },
];

function weakHeader(props: Record<string, unknown>): string | undefined {
  const policy = at(props, "securityHeadersConfig.contentSecurityPolicy.contentSecurityPolicy");
  if (typeof policy !== "string") return "sends no content security policy";
  return /unsafe-(?:inline|eval)|(?:^|[\s;])\*/.test(policy)
    ? "allows inline code, eval or any source"
    : undefined;
}
