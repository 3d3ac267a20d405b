import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import { actionsOn, dueAt } from "../../../../local/services/s3/lifecycle";
import type { DeleteMarker, LifecycleRule, StoredObject } from "../../../../local/services/s3/model";
import { type S3Fixture, startS3 } from "./fixture";

const DAY = 86_400_000;

/** A version of one key that was created on a day. */
function version(day: number, storageClass = "STANDARD"): StoredObject {
  const content = { file: "", size: 0, etag: "", headers: {} };
  return {
    key: "a/b",
    versionId: `${day}`,
    order: "",
    modifiedAt: day * DAY,
    ...content,
    storageClass,
    isDeleteMarker: false,
  };
}

function marker(day: number): DeleteMarker {
  return { key: "a/b", versionId: `${day}`, order: "", modifiedAt: day * DAY, isDeleteMarker: true };
}

describe("lifecycle of local S3", () => {
  it("is due at the midnight after the last day", () => {
    expect(dueAt(5 * DAY + 1, 2)).to.equal(8 * DAY);
  });

  const archive: LifecycleRule = {
    status: "Enabled",
    transitions: [
      { days: 10, storageClass: "GLACIER" },
      { days: 5, storageClass: "STANDARD_IA" },
    ],
  };
  const forget: LifecycleRule = { status: "Enabled", expiration: { days: 10 } };
  const tidy: LifecycleRule = { status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 10 } };
  const cases: [string, LifecycleRule[], Parameters<typeof actionsOn>[1], string[]][] = [
    ["leaves what is younger alone", [archive, forget, tidy], [version(99), version(98)], []],
    [
      "moves an object to the coldest class that is due",
      [archive],
      [version(90)],
      ["transition 90 STANDARD_IA"],
    ],
    ["moves it on later", [archive], [version(80, "STANDARD_IA")], ["transition 80 GLACIER"]],
    ["does not move it back", [archive], [version(80, "DEEP_ARCHIVE")], []],
    ["expires an object rather than moving it", [archive, forget], [version(80)], ["expire 80"]],
    [
      "counts days of noncurrent versions from their successor",
      [tidy],
      [version(95), version(20), version(10)],
      ["deleteVersion 10"],
    ],
    ["deletes noncurrent delete markers, too", [tidy], [version(80), marker(10)], ["deleteVersion 10"]],
    ["deletes a marker with nothing behind it", [forget], [marker(80)], ["deleteVersion 80"]],
    ["keeps a marker with versions behind it", [forget], [marker(80), version(79)], []],
    ["ignores rules for other prefixes", [{ ...forget, filter: { prefix: "b/" } }], [version(1)], []],
    ["follows rules for its prefix", [{ ...forget, filter: { prefix: "a/" } }], [version(1)], ["expire 1"]],
  ];
  for (const [what, rules, versions, expected] of cases) {
    it(what, () => {
      const actions = actionsOn(rules, versions, 100 * DAY);
      const shown = actions.map(({ kind, version: { versionId }, ...more }) =>
        [kind, versionId, ...Object.values(more)].join(" "),
      );
      expect(shown).to.deep.equal(expected);
    });
  }

  describe("of a bucket", () => {
    const Bucket = "versioned";
    let fixture: S3Fixture;
    before(async () => {
      fixture = await startS3();
    });
    after(() => fixture.close());

    it("is applied to objects, versions and uploads when the program has been loaded", async () => {
      for (const [Key, Body] of [
        ["report", "old"],
        ["report", "new"],
        ["exports/1", "x"],
        ["exports/2", "x"],
      ])
        await fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      await fixture.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "upload" }));
      await fixture.make("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "lifecycle", {
        bucket: Bucket,
        transitionDefaultMinimumObjectSize: "varies_by_storage_class",
        rules: [
          {
            id: "all",
            status: "Enabled",
            filter: {},
            transitions: [{ days: 90, storageClass: "GLACIER" }],
            noncurrentVersionExpiration: { noncurrentDays: 30 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
          { id: "exports", status: "Enabled", filter: { prefix: "exports/" }, expiration: { days: 1 } },
        ],
      });
      await fixture.service.settle?.();
      expect(await shown()).to.deep.equal(["exports/1*", "exports/2*", "report*", "report", "upload"]);
      const clock = Date.now;
      Date.now = () => clock() + 92 * DAY;
      try {
        await fixture.service.settle?.();
      } finally {
        Date.now = clock;
      }
      expect(await shown()).to.deep.equal([
        "exports/1",
        "exports/2",
        "report*",
        "exports/1 marker",
        "exports/2 marker",
      ]);
      const head = await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: "report" }));
      expect(head.StorageClass).to.equal("GLACIER");
      const read = await fixture.s3
        .send(new GetObjectCommand({ Bucket, Key: "report" }))
        .catch(({ name }) => name);
      expect(read).to.equal("InvalidObjectState");
    });

    /** Versions, the latest with a star, and uploads. */
    async function shown(): Promise<string[]> {
      const { Versions = [], DeleteMarkers = [] } = await fixture.s3.send(
        new ListObjectVersionsCommand({ Bucket }),
      );
      const { Uploads = [] } = await fixture.s3.send(new ListMultipartUploadsCommand({ Bucket }));
      return [
        ...Versions.map(({ Key, IsLatest }) => `${Key}${IsLatest ? "*" : ""}`),
        ...DeleteMarkers.map(({ Key }) => `${Key} marker`),
        ...Uploads.map(({ Key }) => `${Key}`),
      ];
    }
  });
});
