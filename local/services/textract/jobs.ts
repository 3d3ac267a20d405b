import { randomBytes } from "node:crypto";
import { AwsError } from "../../engine/awsError";
import { DAY_MS } from "../../engine/duration";
import { reasonOf } from "../../engine/localCloudError";
import type { CloudContext, JsonDocument } from "../../engine/service";
import { expenseDocuments } from "./answer";
import { checkSize, type ObjectReader, objectOf, type S3Object } from "./documents";
import type { Reader } from "./reader";

/** Textract keeps results for seven days. */
const KEPT_MS = 7 * DAY_MS;

/** Pages that a document may have. */
const MAX_PAGES = 3_000;

interface JobRequest {
  object: S3Object;
  tag?: string | undefined;
  /** ARN of the topic that is notified when the job has ended. */
  topicArn?: string | undefined;
  /** Makes a request that is sent twice one job. */
  token?: string | undefined;
}

interface Job extends JobRequest {
  /** Epoch milliseconds. */
  startedAt: number;
  status: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  message?: string;
  /** One for each page. */
  documents?: object[];
}

interface TextractState {
  jobs: Record<string, Job>;
}

export interface JobsOptions {
  reader: Reader;
  readObject: ObjectReader;
  hasTopic(topicArn: string): boolean;
  publish(topicArn: string, message: string): Promise<void>;
  report(problem: string): void;
}

/** The asynchronous analyses. An analysis that the end of the local cloud interrupts restarts with the next one. */
export class Jobs {
  private readonly stored: JsonDocument<TextractState>;
  private readonly running = new Set<Promise<void>>();
  private isClosed = false;

  constructor(
    { document }: Pick<CloudContext, "document">,
    private readonly options: JobsOptions,
  ) {
    this.stored = document<TextractState>("textract", { jobs: {} });
  }

  /** @throws AwsError InvalidParameterException | InvalidS3ObjectException | IdempotentParameterMismatchException */
  async start(request: JobRequest): Promise<string> {
    const known = Object.entries(this.stored.value.jobs).find(
      ([, { token }]) => token && token === request.token,
    );
    if (known) return sameRequest(known, request);
    if (request.topicArn !== undefined && !this.options.hasTopic(request.topicArn))
      throw new AwsError("InvalidParameterException", "Request has invalid parameters");
    await objectOf(request.object, this.options.readObject);
    const id = randomBytes(32).toString("hex");
    await this.stored.update(({ jobs }) => {
      for (const [old, { startedAt }] of Object.entries(jobs))
        if (startedAt < Date.now() - KEPT_MS) delete jobs[old];
      jobs[id] = { ...request, startedAt: Date.now(), status: "IN_PROGRESS" };
    });
    this.run(id);
    return id;
  }

  /** @throws AwsError InvalidJobIdException */
  job(id: string): Job {
    const { jobs } = this.stored.value;
    const job = Object.hasOwn(jobs, id) ? jobs[id] : undefined;
    if (job) return job;
    throw new AwsError("InvalidJobIdException", "Request has invalid Job Id");
  }

  /** Resumes interrupted analyses, once there are buckets and topics. */
  resume(): void {
    for (const [id, { status }] of Object.entries(this.stored.value.jobs))
      if (status === "IN_PROGRESS") this.run(id);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.options.reader.close();
    await Promise.all(this.running);
  }

  private run(id: string): void {
    const work = this.analyse(id).catch((error) => {
      if (!this.isClosed) this.options.report(`Textract, job ${id}: ${reasonOf(error)}`);
    });
    this.running.add(work);
    void work.then(() => this.running.delete(work));
  }

  private async analyse(id: string): Promise<void> {
    const { object, tag, topicArn } = this.job(id);
    const outcome = await this.outcomeOf(object);
    if (this.isClosed) return;
    await this.stored
      .update(({ jobs }) => Object.assign(jobs[id] ?? {}, outcome))
      .catch((error) => {
        // The page that waits gets it all the same; the next local cloud analyses the document again.
        Object.assign(this.job(id), outcome);
        this.options.report(`Textract, job ${id} is not saved: ${reasonOf(error)}`);
      });
    if (topicArn === undefined) return;
    const message = {
      JobId: id,
      Status: outcome.status,
      API: "StartExpenseAnalysis",
      JobTag: tag,
      Timestamp: Date.now(),
      DocumentLocation: { S3ObjectName: object.Name, S3Bucket: object.Bucket },
    };
    await this.options.publish(topicArn, JSON.stringify(message));
  }

  private async outcomeOf(object: S3Object): Promise<Pick<Job, "status" | "message" | "documents">> {
    try {
      const content = await objectOf(object, this.options.readObject);
      checkSize(content, true);
      const pages = await this.options.reader.read(content, MAX_PAGES);
      return { status: "SUCCEEDED", documents: expenseDocuments(pages) };
    } catch (error) {
      if (this.isClosed) return { status: "IN_PROGRESS" };
      if (!(error instanceof AwsError)) throw error;
      return {
        status: "FAILED",
        message: error.code
          .replace(/Exception$/, "")
          .replace(/\B(?=[A-Z])/g, "_")
          .toUpperCase(),
      };
    }
  }
}

function sameRequest([id, job]: [string, Job], { object, tag, topicArn }: JobRequest): string {
  const same =
    JSON.stringify([job.object, job.tag, job.topicArn]) === JSON.stringify([object, tag, topicArn]);
  if (same) return id;
  throw new AwsError(
    "IdempotentParameterMismatchException",
    "A ClientRequestToken was reused with other parameters.",
  );
}
