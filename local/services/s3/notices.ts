import type { CloudContext } from "../../engine/service";
import type { StoredObject } from "./model";
import { encodeKey } from "./request";
import type { CreationHook } from "./store";

/**
 * Tells the queues of a bucket of each new object, before its writer is answered.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function creationNotices({ region, sendToQueue }: CloudContext): CreationHook {
  return async ({ name, creationQueues = [] }, object) => {
    const Records = [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: region,
        eventTime: new Date(object.modifiedAt).toISOString(),
        eventName: `ObjectCreated:${object.uploadId === undefined ? "Put" : "CompleteMultipartUpload"}`,
        s3: {
          s3SchemaVersion: "1.0",
          bucket: { name, arn: `arn:aws:s3:::${name}` },
          object: describe(object),
        },
      },
    ];
    for (const queueArn of creationQueues) await sendToQueue(queueArn, JSON.stringify({ Records }));
  };
}

function describe({ key, size, etag, versionId, order }: StoredObject) {
  return { key: encodeKey(key).replaceAll("%20", "+"), size, eTag: etag, versionId, sequencer: order };
}
