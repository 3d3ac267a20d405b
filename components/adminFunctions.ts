import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LEDGER_KIND_INDEX, LIST_INDEX } from "../domain/expenses/expenseKeys";
import type { JobName } from "../domain/jobs/jobLog";
import { changeUser } from "../handlers/admin/changeUser";
import { getAlarms } from "../handlers/admin/getAlarms";
import { getDeadLetters } from "../handlers/admin/getDeadLetters";
import { getJobs } from "../handlers/admin/getJobs";
import { getTotals } from "../handlers/admin/getTotals";
import { listUsers } from "../handlers/admin/listUsers";
import { replayDeadLetters } from "../handlers/admin/replayDeadLetters";
import type { ReplayableQueue } from "./deadLetterQueue";
import type { ApiFunctions } from "./expenseFunctions";
import type { ExpenseStore } from "./expenseStore";
import { InlineFunction, type InlineFunctionArgs } from "./inlineFunction";

export interface AdminFunctionsArgs {
  userPool: aws.cognito.UserPool;
  store: ExpenseStore;
  /** The jobs of this deployment. */
  jobs: JobName[];
  /** Every queue of dead letters. */
  deadLetters: ReplayableQueue[];
  /** Topic that the alarms tell. */
  alarmTopicArn: pulumi.Input<string>;
  /** Origin of the site, for CORS. */
  siteOrigin: pulumi.Input<string>;
}

/** The functions behind the admin routes. */
export class AdminFunctions extends pulumi.ComponentResource {
  /** By handler name. */
  readonly functions: ApiFunctions;

  constructor(
    name: string,
    private readonly args: AdminFunctionsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("expenses:index:AdminFunctions", name, {}, opts);

    this.functions = { ...this.users(), ...this.ledgers(), ...this.operations() };

    this.registerOutputs({});
  }

  private users(): ApiFunctions {
    const { userPool, siteOrigin } = this.args;
    const env = { userPoolId: userPool.id, siteOrigin };
    const look = ["cognito-idp:ListUsers", "cognito-idp:ListUsersInGroup"];
    const change = [
      "AdminAddUserToGroup",
      "AdminDisableUser",
      "AdminEnableUser",
      "AdminRemoveUserFromGroup",
      "AdminUserGlobalSignOut",
    ].map((action) => `cognito-idp:${action}`);
    return {
      listUsers: this.make("listUsers", {
        description: "Lists users, for admins",
        handler: listUsers,
        env,
        statements: [{ actions: look, resources: [userPool.arn] }],
      }),
      changeUser: this.make("changeUser", {
        description: "Disables, enables or promotes a user, for admins",
        handler: changeUser,
        env,
        statements: [{ actions: [...look, ...change], resources: [userPool.arn] }],
      }),
    };
  }

  private ledgers(): ApiFunctions {
    const { store, jobs, siteOrigin } = this.args;
    const ledgersTable = store.ledgers.name;
    return {
      getTotals: this.make("getTotals", {
        description: "Sums a month of each ledger, for admins",
        handler: getTotals,
        env: { expensesTable: store.expenses.name, ledgersTable, siteOrigin },
        statements: [
          {
            actions: ["dynamodb:Query"],
            resources: [
              store.indexArn(LIST_INDEX),
              pulumi.interpolate`${store.ledgers.arn}/index/${LEDGER_KIND_INDEX}`,
            ],
          },
        ],
      }),
      getJobs: this.make("getJobs", {
        description: "Tells when each job last succeeded, for admins",
        handler: getJobs,
        env: { ledgersTable, jobs, siteOrigin },
        statements: [{ actions: ["dynamodb:GetItem"], resources: [store.ledgers.arn] }],
      }),
    };
  }

  private operations(): ApiFunctions {
    const { deadLetters, alarmTopicArn, siteOrigin } = this.args;
    const sources = deadLetters.map(({ queue, ...source }) => ({ ...source, url: queue.url }));
    const env = { deadLetters: pulumi.output(sources), siteOrigin };
    const queues = deadLetters.map(({ queue }) => queue.arn);
    return {
      getDeadLetters: this.make("getDeadLetters", {
        description: "Shows events that could not be handled, for admins",
        handler: getDeadLetters,
        env,
        statements: [{ actions: ["sqs:GetQueueAttributes", "sqs:ReceiveMessage"], resources: queues }],
      }),
      replayDeadLetters: this.make("replayDeadLetters", {
        description: "Starts events again that could not be handled, for admins",
        handler: replayDeadLetters,
        env,
        statements: [
          { actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], resources: queues },
          ...deadLetters.map(({ action, target }) => ({ actions: [action], resources: [target] })),
        ],
        // Up to a hundred events, each with a call or two.
        timeoutSeconds: 29,
      }),
      getAlarms: this.make("getAlarms", {
        description: "Shows the state of the alarms, for admins",
        handler: getAlarms,
        env: { alarmTopicArn, siteOrigin },
        // Asked for by the topic that they tell, so their names are not known here.
        statements: [{ actions: ["cloudwatch:DescribeAlarms"], resources: [this.alarms()] }],
      }),
    };
  }

  private alarms(): pulumi.Output<string> {
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    const { region } = aws.getRegionOutput({}, { parent: this });
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    return pulumi.interpolate`arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*`;
  }

  private make<Env>(name: string, args: InlineFunctionArgs<Env>): InlineFunction<Env> {
    return new InlineFunction(name, args, { parent: this });
  }
}
