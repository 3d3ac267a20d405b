import type { FormerProtocol } from "../../engine/awsQuery";

/** Lists of an input by their names in a form, which are numbered and in the singular. */
const LISTS: Readonly<Record<string, string>> = {
  AttributeName: "AttributeNames",
  MessageAttributeName: "MessageAttributeNames",
  MessageSystemAttributeName: "MessageSystemAttributeNames",
};

const NUMBERS = ["MaxResults", "MaxNumberOfMessages", "WaitTimeSeconds", "VisibilityTimeout"];

/** The protocol of the AWS CLI and boto3 of before November 2023, such as the CLI of Debian 12. */
export const FORMER_PROTOCOL: FormerProtocol = {
  namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
  input: (parameters) => Object.fromEntries(Object.entries(parameters).map(jsonMember)),
  results: {
    ListQueues: ({ QueueUrls, ...page }: { QueueUrls?: string[] }) => ({ QueueUrl: QueueUrls, ...page }),
    GetQueueAttributes: ({ Attributes }: { Attributes?: object }) => ({ Attribute: entries(Attributes) }),
    SendMessage: (output) => output,
    ReceiveMessage: ({ Messages }: { Messages?: ReceivedMessage[] }) => ({
      Message: Messages?.map(xmlMessage),
    }),
    DeleteMessage: () => undefined,
  },
  errorCodes: { QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue" },
};

interface ReceivedMessage {
  Attributes?: object;
  MessageAttributes?: object;
}

function jsonMember([name, value]: [string, unknown]): [string, unknown] {
  if (name === "MessageAttribute") return ["MessageAttributes", byName(items(value))];
  const list = LISTS[name];
  if (list !== undefined) return [list, items(value)];
  return [name, NUMBERS.includes(name) ? Number(value) : value];
}

/** `{ 1: "a", 2: "b" }` of a numbered list, in its order: names that are numbers are enumerated by them. */
const items = (list: unknown): unknown[] =>
  typeof list === "object" && list !== null ? Object.values(list) : [list];

const byName = (attributes: unknown[]) =>
  Object.fromEntries(attributes.map((attribute) => [Object(attribute).Name, Object(attribute).Value]));

const entries = (map: object = {}) => Object.entries(map).map(([Name, Value]) => ({ Name, Value }));

const xmlMessage = ({ Attributes, MessageAttributes, ...message }: ReceivedMessage) => ({
  ...message,
  Attribute: entries(Attributes),
  MessageAttribute: entries(MessageAttributes),
});
