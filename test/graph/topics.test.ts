import { expect } from "chai";
import { CUSTOM } from "../helpers/configurations";
import { documentOf, type Graph, PLACE, programGraph } from "../helpers/graph";

const TOPIC = "aws:sns/topic:Topic";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const KEY_ARN = `arn:aws:kms:${PLACE.region}:${PLACE.accountId}:key/notifications`;
const fromThisAccount = { StringEquals: { "aws:SourceAccount": PLACE.accountId } };

describe("the topics of the graph", () => {
  let graph: Graph;
  before(async () => {
    graph = await programGraph();
  });

  for (const [name, displayName] of [
    ["alerts", "Expense tracker alerts"],
    ["operations", "Expense tracker operations"],
  ] as const) {
    it(`${name} is encrypted, TLS only, open to this account's alarms and budgets only`, () => {
      const arn = `arn:aws:sns:${PLACE.region}:${PLACE.accountId}:topic/${name}`;
      expect(graph.inputs(TOPIC, name)).to.deep.equal({ displayName, kmsMasterKeyId: KEY_ARN });
      const { policy, ...others } = graph.inputs("aws:sns/topicPolicy:TopicPolicy", name);
      expect(others).to.deep.equal({ arn });
      expect(documentOf(policy).Statement).to.deep.equal([
        {
          Sid: "AlarmsAndBudgetsPublish",
          Effect: "Allow",
          Principal: { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] },
          Action: "sns:Publish",
          Resource: arn,
          Condition: fromThisAccount,
        },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]);
    });
  }

  it("share a rotating key that alarms and budgets may use", () => {
    const { policy, ...others } = graph.inputs("aws:kms/key:Key", "notifications");
    expect(others).to.deep.equal({
      description: "Encrypts the topics of the expense tracker",
      enableKeyRotation: true,
      deletionWindowInDays: 7,
    });
    expect(documentOf(policy).Statement).to.deep.equal([
      {
        Sid: "AccountDecidesByIam",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${PLACE.accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "AlarmsAndBudgetsPublish",
        Effect: "Allow",
        Principal: { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] },
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "*",
        Condition: fromThisAccount,
      },
    ]);
  });

  it("have no subscribers by default, and the addresses in the settings", async () => {
    const mailed = (of: Graph) => of.ofType(SUBSCRIPTION).filter(({ inputs }) => inputs.protocol !== "sqs");
    expect(mailed(graph)).to.deep.equal([]);
    const mailing = await programGraph(CUSTOM);
    const subscriptions = mailed(mailing).map(({ name, inputs }) => ({ name, ...inputs }));
    expect(subscriptions).to.have.deep.members([
      {
        name: "alerts-a@example.com",
        topic: `arn:aws:sns:${PLACE.region}:${PLACE.accountId}:topic/alerts`,
        protocol: "email",
        endpoint: "a@example.com",
        filterPolicy: '{"audience":["operators"]}',
      },
      {
        name: "operations-o@example.com",
        topic: `arn:aws:sns:${PLACE.region}:${PLACE.accountId}:topic/operations`,
        protocol: "email",
        endpoint: "o@example.com",
      },
    ]);
  });
});
