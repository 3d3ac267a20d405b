import { answerJson, type JsonProtocol } from "../../engine/awsJson";
import type { CloudContext, Service } from "../../engine/service";
import { jobActions, pageActions } from "./actions";
import { Jobs, type JobsOptions } from "./jobs";
import { Reader } from "./reader";

/**
 * Amazon Textract's analysis of expenses, by Tesseract: it reads English and German, and knows the labels of English
 * receipts, as AWS documents it. Not supported: TIFF, `OutputConfig`, normalized addresses, the other analyses. It
 * reads objects with the rights of its caller, that is, with all rights.
 */
export function textract(context: CloudContext, options: Omit<JobsOptions, "reader">): Service {
  const reader = new Reader();
  const jobs = new Jobs(context, { ...options, reader });
  const protocol: JsonProtocol = {
    contentType: "application/x-amz-json-1.1",
    operations: { ...pageActions(reader, options.readObject), ...jobActions(jobs) },
    invalidInput: "InvalidParameterException",
  };
  return {
    scopes: ["textract"],
    resources: {},
    handle: (request, response) => answerJson(protocol, request, response),
    settle: async () => jobs.resume(),
    close: () => jobs.close(),
  };
}
