import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { SiteConfig } from "../site/lib/config/siteConfig";
import type { AccessLogs } from "./accessLogs";
import { builtFile } from "./bundling/builtFile";
import { type BuiltSiteFile, siteFiles } from "./documents/siteFiles";
import { Bucket } from "./parts/bucket";
import { type OwnDomain, REPLACEABLE, SiteDistribution } from "./siteDistribution";

export interface StaticSiteArgs {
  /** `website`: a public S3 website over plain HTTP; `cdn`: a private bucket behind CloudFront over HTTPS. */
  access: "website" | "cdn";
  /** A custom domain name with its certificate, with `access: "cdn"`. */
  domain?: OwnDomain;
  /** Destination of the access logs. */
  logs: AccessLogs;
}

/** Placeholder in the built pages for the origins that the page may call, which are known only once the API exists. */
const CONNECT_SOURCES = "connect-sources";

/**
 * The web page. The bucket and its URL come first, because the API's CORS needs the URL; the files follow by
 * {@link publish}, because they need the API's URL.
 */
export class StaticSite extends pulumi.ComponentResource {
  /** Without a trailing slash, so it is the page's origin too. */
  readonly url: pulumi.Output<string>;
  /** ARN of the source of CloudFront's access log, with `access: "cdn"`. */
  readonly logSourceArn?: pulumi.Output<string>;
  private readonly bucket: aws.s3.Bucket;
  private readonly access: StaticSiteArgs["access"];

  constructor(
    private readonly name: string,
    args: StaticSiteArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("expenses:index:StaticSite", name, {}, opts);

    this.access = args.access;
    if (args.access === "website") {
      const { bucket, policy } = new Bucket(
        name,
        { ...REPLACEABLE, logBucket: args.logs.bucketName, publicRead: true },
        { parent: this },
      );
      this.bucket = bucket;
      this.url = this.website(policy);
    } else {
      const distribution = new SiteDistribution(name, args, { parent: this });
      this.bucket = distribution.bucket;
      this.url = distribution.url;
      this.logSourceArn = distribution.logSourceArn;
    }

    this.registerOutputs({ url: this.url });
  }

  private website(policy: aws.s3.BucketPolicy): pulumi.Output<string> {
    const website = new aws.s3.BucketWebsiteConfiguration(
      this.name,
      {
        bucket: this.bucket.bucket,
        indexDocument: { suffix: "index.html" },
        errorDocument: { key: "index.html" },
      },
      { parent: this, dependsOn: [policy] },
    );
    return pulumi.interpolate`http://${website.websiteEndpoint}`;
  }

  /** Builds the page and puts it into the bucket, with the deployment's values as `config.json`. */
  publish(config: { [Key in keyof SiteConfig]: pulumi.Input<SiteConfig[Key]> }): void {
    const origins = pulumi
      .all([config.apiUrl, config.cognitoUrl, config.receiptsUrl])
      .apply((urls) => urls.flatMap((url) => (url === undefined ? [] : new URL(url).origin)).join(" "));
    const receipts = config.receiptsUrl !== undefined;
    for (const file of siteFiles({ connectSources: [CONNECT_SOURCES], receipts })) {
      this.upload(file.path, file, contentOf(file, origins, this.access === "website"));
    }
    this.upload(
      "config.json",
      { contentType: "application/json", cacheControl: "no-cache" },
      { content: pulumi.jsonStringify(config) },
    );
  }

  private upload(
    path: string,
    { contentType, cacheControl }: Pick<BuiltSiteFile, "contentType" | "cacheControl">,
    content: Pick<aws.s3.BucketObjectv2Args, "content" | "source" | "contentEncoding">,
  ): void {
    new aws.s3.BucketObjectv2(
      `${this.name}-${path}`,
      { bucket: this.bucket.bucket, key: path, contentType, cacheControl, ...content },
      { parent: this },
    );
  }
}

/**
 * By path, like the code of functions. CloudFront compresses what it serves; an S3 website does not, and every browser
 * accepts gzip.
 */
function contentOf(
  { content, gzipped, path }: BuiltSiteFile,
  origins: pulumi.Output<string>,
  compress: boolean,
) {
  if (typeof content === "string") {
    if (!path.endsWith(".html")) return { source: builtFile(content) };
    return { content: origins.apply((text) => content.replaceAll(CONNECT_SOURCES, text)) };
  }
  return compress && gzipped
    ? { source: builtFile(gzipped), contentEncoding: "gzip" }
    : { source: builtFile(content) };
}
