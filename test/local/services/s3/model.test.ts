import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../../helpers/runs";
import { type S3Fixture, startS3 } from "./fixture";

/** A version as the plain model keeps it; `text` is undefined for a delete marker. */
interface Version {
  id: string;
  text?: string;
}

/** Versions of each key, the newest first. */
type Model = Map<string, Version[]>;

const KEYS = ["a", "a/b", "a/b/c", "é"];

const key = fc.constantFrom(...KEYS);
const operation = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), key, text: fc.string({ minLength: 1, maxLength: 8 }) }),
  fc.record({ kind: fc.constant("copy" as const), key, from: key }),
  fc.record({ kind: fc.constant("delete" as const), key }),
  fc.record({ kind: fc.constant("deleteVersion" as const), key, index: fc.nat(3) }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

describe("objects of local S3", () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await startS3();
  });
  after(() => fixture.close());

  for (const Bucket of ["plain", "versioned"]) {
    it(`are those of a plain model after any sequence of changes, in the ${Bucket} bucket`, async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (operations) => {
          run += 1;
          const prefix = `${run}/`;
          const model: Model = new Map();
          for (const one of operations) await apply(Bucket, prefix, model, one);
          expect(await stored(Bucket, prefix)).to.deep.equal(expected(model, prefix));
        }),
        { numRuns: runs(30) },
      );
    });
  }

  async function apply(Bucket: string, prefix: string, model: Model, one: Operation): Promise<void> {
    const Key = prefix + one.key;
    const versions = model.get(one.key) ?? [];
    const isVersioned = Bucket === "versioned";
    const add = (id: string | undefined, text: string | undefined) =>
      model.set(one.key, isVersioned ? [{ id: id ?? "", text }, ...versions] : [{ id: "null", text }]);
    switch (one.kind) {
      case "put": {
        const { VersionId } = await fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body: one.text }));
        add(VersionId, one.text);
        return;
      }
      case "copy": {
        const [source] = model.get(one.from) ?? [];
        // A copy on itself is refused.
        if (source?.text === undefined || one.from === one.key) return;
        const CopySource = `${Bucket}/${encodeURIComponent(prefix + one.from)}`;
        const { VersionId } = await fixture.s3.send(new CopyObjectCommand({ Bucket, Key, CopySource }));
        add(VersionId, source.text);
        return;
      }
      case "delete": {
        const { VersionId } = await fixture.s3.send(new DeleteObjectCommand({ Bucket, Key }));
        if (isVersioned) add(VersionId, undefined);
        else model.delete(one.key);
        return;
      }
      case "deleteVersion": {
        const version = versions[one.index];
        if (!version) return;
        await fixture.s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: version.id }));
        model.set(one.key, versions.toSpliced(one.index, 1));
      }
    }
  }

  /** All that can be seen of the objects below a prefix. */
  async function stored(Bucket: string, Prefix: string) {
    const { Versions = [], DeleteMarkers = [] } = await fixture.s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix }),
    );
    const listed = await fixture.s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const texts = Versions.map(async ({ Key, VersionId }) => {
      const { Body } = await fixture.s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      return [`${Key} ${VersionId}`, await Body?.transformToString()];
    });
    return {
      texts: Object.fromEntries(await Promise.all(texts)),
      versions: Versions.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest]),
      markers: DeleteMarkers.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest]),
      current: listed.Contents?.map(({ Key }) => Key) ?? [],
    };
  }

  function expected(model: Model, prefix: string): Awaited<ReturnType<typeof stored>> {
    const all = KEYS.flatMap((name) =>
      (model.get(name) ?? []).map((version, index) => ({
        ...version,
        Key: prefix + name,
        isLatest: index === 0,
      })),
    );
    const line = ({ Key, id, isLatest }: (typeof all)[number]) => [Key, id, isLatest];
    const objects = all.filter(({ text }) => text !== undefined);
    return {
      texts: Object.fromEntries(objects.map(({ Key, id, text }) => [`${Key} ${id}`, text])),
      versions: objects.map(line),
      markers: all.filter(({ text }) => text === undefined).map(line),
      current: objects.filter(({ isLatest }) => isLatest).map(({ Key }) => Key),
    };
  }
});
