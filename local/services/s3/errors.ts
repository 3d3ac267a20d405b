import { AwsError } from "../../engine/awsError";

/** An error whose answer contains more than its code and its message. */
export class S3Error extends AwsError {
  constructor(
    { code, message, status }: AwsError,
    readonly more: {
      headers?: Readonly<Record<string, string>>;
      /** Members of the answer's XML. */
      members?: Readonly<Record<string, string>>;
    },
  ) {
    super(code, message, status);
  }
}

export const accessDenied = (message = "Access Denied") => new AwsError("AccessDenied", message, 403);

export const invalidArgument = (message: string) => new AwsError("InvalidArgument", message);

export const invalidRequest = (message: string) => new AwsError("InvalidRequest", message);

export const methodNotAllowed = () =>
  new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);

export const malformedXml = () =>
  new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

export const noSuchKey = () => new AwsError("NoSuchKey", "The specified key does not exist.", 404);

export const noSuchVersion = () =>
  new AwsError("NoSuchVersion", "The specified version does not exist.", 404);

export const noSuchUpload = () =>
  new AwsError(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    404,
  );

export const notImplemented = (what: string) =>
  new AwsError("NotImplemented", `The local cloud does not implement ${what}.`, 501);

export const preconditionFailed = () =>
  new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
