import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { OLD_FILE_DAYS } from "../../domain/values/limits";
import { tlsOnly } from "../documents/tlsOnly";

/** Permission of an AWS service on a bucket's objects; the condition restricts on whose behalf it acts. */
export interface ServiceGrant {
  sid: string;
  principal: { Service: string };
  action: "s3:GetObject" | "s3:PutObject";
  condition: Record<string, Record<string, pulumi.Input<string>>>;
  /** Prefix of the objects' keys; default: all objects. */
  prefix?: pulumi.Input<string>;
}

export interface BucketArgs {
  /** Refuses deletion and replacement of the bucket: AWS while it contains objects, Pulumi's preview always. */
  protectData: boolean;
  /**
   * True to let anyone read the objects, over HTTP too: an S3 website is plain HTTP. Otherwise all public access is
   * blocked and TLS required.
   */
  publicRead?: boolean;
  grants?: pulumi.Input<ServiceGrant[]>;
  /** Name of the bucket for access logs; absent for the log bucket itself, where each entry would cause another. */
  logBucket?: pulumi.Input<string>;
  /** Origin of pages whose scripts send forms to the bucket and read objects by presigned links. */
  pageOrigin?: pulumi.Input<string>;
  /** Rules besides the default ones: aborted uploads are deleted after 7 days, replaced versions after 30. */
  lifecycleRules?: pulumi.Input<aws.types.input.s3.BucketLifecycleConfigurationRule>[];
}

/** An S3 bucket with the project's defaults: owner enforced, encrypted, versioned, and private unless it is a website. */
export class Bucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  /** Dependencies for putting objects or a website into the bucket. */
  readonly policy: aws.s3.BucketPolicy;

  constructor(name: string, args: BucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:Bucket", name, {}, opts);

    const { protectData } = args;
    this.bucket = new aws.s3.Bucket(
      name,
      { forceDestroy: !protectData },
      { parent: this, protect: protectData },
    );
    this.encryptAndVersion(name);
    this.tidyUp(name, args);
    const accessBlock = this.blockPublicAccess(name, args);
    this.policy = this.restrict(name, args, accessBlock);
    if (args.logBucket !== undefined) this.logAccess(name, args.logBucket);
    if (args.pageOrigin !== undefined) this.allowOrigin(name, args.pageOrigin);

    this.registerOutputs({ bucket: this.bucket.bucket, arn: this.bucket.arn });
  }

  private encryptAndVersion(name: string): void {
    const bucket = this.bucket.bucket;
    new aws.s3.BucketOwnershipControls(
      name,
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      { parent: this },
    );
    new aws.s3.BucketVersioning(
      name,
      { bucket, versioningConfiguration: { status: "Enabled" } },
      { parent: this },
    );
  }

  private tidyUp(name: string, { lifecycleRules = [] }: BucketArgs): void {
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: this.bucket.bucket,
        // S3's default never moves objects under 128 KB between classes, and most reports are smaller.
        transitionDefaultMinimumObjectSize: "varies_by_storage_class",
        rules: [
          {
            id: "tidy-up",
            status: "Enabled",
            filter: {},
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            noncurrentVersionExpiration: { noncurrentDays: OLD_FILE_DAYS },
          },
          ...lifecycleRules,
        ],
      },
      { parent: this },
    );
  }

  private blockPublicAccess(
    name: string,
    { publicRead = false }: BucketArgs,
  ): aws.s3.BucketPublicAccessBlock {
    return new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket: this.bucket.bucket,
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: !publicRead,
        restrictPublicBuckets: !publicRead,
      },
      { parent: this },
    );
  }

  private restrict(
    name: string,
    args: BucketArgs,
    accessBlock: aws.s3.BucketPublicAccessBlock,
  ): aws.s3.BucketPolicy {
    return new aws.s3.BucketPolicy(
      name,
      {
        bucket: this.bucket.bucket,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: pulumi
            .output(args.grants ?? [])
            .apply((grants) => [
              args.publicRead
                ? this.publicRead()
                : tlsOnly("s3:*", [this.bucket.arn, pulumi.interpolate`${this.bucket.arn}/*`]),
              ...grants.map((grant) => this.granted(grant)),
            ]),
        }),
      },
      // S3 rejects a public policy until the default public access block is removed.
      { parent: this, dependsOn: [accessBlock] },
    );
  }

  private logAccess(name: string, logBucket: pulumi.Input<string>): void {
    new aws.s3.BucketLogging(
      name,
      {
        bucket: this.bucket.bucket,
        targetBucket: logBucket,
        targetPrefix: `${name}/`,
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      },
      { parent: this },
    );
  }

  private allowOrigin(name: string, origin: pulumi.Input<string>): void {
    new aws.s3.BucketCorsConfiguration(
      name,
      {
        bucket: this.bucket.bucket,
        corsRules: [{ allowedMethods: ["GET", "POST"], allowedOrigins: [origin], maxAgeSeconds: 3600 }],
      },
      { parent: this },
    );
  }

  private publicRead() {
    return {
      Sid: "PublicRead",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: pulumi.interpolate`${this.bucket.arn}/*`,
    };
  }

  private granted({ sid, principal, action, condition, prefix = "" }: pulumi.Unwrap<ServiceGrant>) {
    return {
      Sid: sid,
      Effect: "Allow",
      Principal: principal,
      Action: action,
      Resource: pulumi.interpolate`${this.bucket.arn}/${prefix}*`,
      Condition: condition,
    };
  }
}
