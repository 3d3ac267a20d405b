import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";
import { readConfig } from "../../components/config/config";
import { instanceName, logGroupName, metricsNamespace, restrictedName } from "../../components/config/names";
import { EXAMPLES, SCHEDULE_EXAMPLES } from "../../components/config/settingsSchema";
import { readConfiguration } from "../../local/engine/configuration";
import { faultsOf, inStack, PROJECT } from "../helpers/stackSettings";

const WRONG: [setting: string, value: string, fault: string][] = [
  ["currency", "DOLLAR", "must be an ISO 4217 code. For example: npx pulumi config set currency EUR"],
  [
    "timezone",
    "Mars/Olympus",
    "must be an IANA time zone. For example: npx pulumi config set timezone Europe/Berlin",
  ],
  ["alertThreshold", "ten", "of USD: The amount must be a number above 0"],
  ["alertThreshold", "1.005", "of USD: An amount in USD has at most 2 decimals"],
  ["alertEmails", '["nobody"]', "(at 0) must be an email address"],
  ["siteAccess", "ftp", "must be `cdn` or `website`"],
  ["protectData", "perhaps", "must be true or false"],
  ["quotas", '{"exports": {"perUser": 0}}', "(at exports.perUser)"],
  ["quotas", '{"signUps": {"perUser": 5}}', "(at signUps)"],
  ["quotas", '{"mails": {}}', 'Unrecognized key: "mails"'],
  ["requestsPerSecond", "0", "Too small"],
  ["reservedConcurrency", '{"logExpenses": 5}', "must name functions of the API"],
  [
    "insightsModel",
    "eu.amazon.nova-lite-v1:0",
    "must be the ID of a foundation model of Amazon Bedrock in the stack's Region, not of an inference profile",
  ],
  [
    "insightsModel",
    "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0",
    "in the stack's Region, not of an inference profile",
  ],
  ["backupSchedule", "cron(0 4 * * * *)", "must be cron(…) with six fields or rate(…)"],
  ["operatorEmails", '["me@example.com", "Me@example.com"]', "must name each address once"],
  ["alertEmails", '["me@example.com", "me@example.com"]', "must name each address once"],
  ["backupInstanceClass", "t4g.micro", "must be an RDS instance class"],
  ["backupRetentionDays", "0", "must be at least one day"],
  ["backupStorageLimitGb", "21", "must be 20, which turns growth off, or at least 22 GB"],
  ["sesIdentity", "example.com", "must be the ARN of a verified identity of SES"],
  ["monthlyBudget", "-1", "must be 0, for none, or more"],
  ["namePrefix", "Expenses", "must be one word of lowercase letters and digits"],
  ["namePrefix", "family-home", "must be one word of lowercase letters and digits"],
];

const CONTRADICTIONS: [settings: Record<string, string>, fault: string][] = [
  [{ domain: "a.example.com" }, "Configuration `certificateArn` and `domain` go together"],
  [
    {
      ...{ domain: "a.example.com", certificateArn: "arn:aws:acm:us-east-1:1:certificate/1" },
      ...{ siteAccess: "website", insecureWebsite: "true" },
    },
    "Configuration `siteAccess` must be `cdn` for a `domain`",
  ],
  [{ siteAccess: "website" }, "Configuration `insecureWebsite` must be true for `siteAccess: website`"],
  [
    { reportExpireAfterDays: "90" },
    "Configuration `reportExpireAfterDays` (90) must be more than `reportArchiveAfterDays` (90)",
  ],
  [
    { backupSchedule: "cron(0 4 ? * SUN *)" },
    "Configuration `backupOverdueHours` (36) must be more than the longest interval of `backupSchedule`, 168 hours",
  ],
  [
    { recurringSchedule: "cron(0 8-20 * * ? *)" },
    "Configuration `recurringOverdueHours` (3) must be more than the longest interval of `recurringSchedule`, 12 hours",
  ],
];

describe("settings", () => {
  for (const [setting, value, fault] of WRONG) {
    it(`refuse ${setting}: ${value}, by name`, async () => {
      const [found = "", ...others] = await faultsOf({ [setting]: value });
      expect(found).to.include(`Configuration \`${setting}\` `);
      expect(found).to.include(fault);
      expect(found).to.include(`For example: npx pulumi config set ${setting} `);
      expect(others).to.deep.equal([]);
    });
  }

  for (const [settings, fault] of CONTRADICTIONS) {
    it(`refuse ${JSON.stringify(settings)}`, async () => {
      const [found, ...others] = await faultsOf(settings);
      expect(found).to.include(fault);
      expect(others).to.deep.equal([]);
    });
  }

  it("refuse a name that does not exist, with the likeliest one", async () => {
    expect(await faultsOf({ signup: "invite" })).to.deep.equal([
      "There is no setting `signup`. Did you mean `signUp`? " +
        "For example: npx pulumi config set signUp invite; npx pulumi config rm signup",
    ]);
  });

  it("know every name with a letter in the wrong case or too few", async () => {
    const names = Object.keys(EXAMPLES);
    const misspelt = names.flatMap((name) =>
      [...name].flatMap((letter, place) =>
        [letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(), ""].map(
          (typed) => [name.slice(0, place) + typed + name.slice(place + 1), name] as const,
        ),
      ),
    );
    // One run for all: each would read the whole schema.
    const faults = await faultsOf(Object.fromEntries(misspelt.map(([typed]) => [typed, "1"])));
    for (const [typed, name] of misspelt) {
      if (typed in EXAMPLES) continue;
      const fault = faults.find((one) => one.includes(`setting \`${typed}\``));
      const meant = /Did you mean `(\w+)`/.exec(fault ?? "")?.[1];
      // `alertThreshold` is as near to a misspelt `alertThresholds`.
      expect([name, name.replace(/s$/, "")], typed).to.include(meant);
    }
  });

  it("name all that is wrong at once", async () => {
    const wrong = { signup: "invite", currency: "DOLLAR", backup: "maybe", domain: "a.example.com" };
    const faults = await faultsOf(wrong, "cn-north-1");
    expect(faults.map((fault) => /`\w+`|has no [\w ]+/.exec(fault)?.[0])).to.deep.equal([
      ...["`signup`", "`currency`", "`backup`", "`certificateArn`"],
      ...["has no Cognito user pools", "has no Amazon Textract"],
    ]);
  });

  it("say nothing of a service of the region while the setting that decides on it is invalid", async () => {
    const wrong = { siteAccess: "ftp", receipts: "perhaps" };
    const faults = await faultsOf(wrong, "us-gov-west-1");
    expect(faults.map((fault) => /`\w+`|has no [\w ]+/.exec(fault)?.[0])).to.deep.equal([
      ...["`siteAccess`", "`receipts`", "has no AWS Budgets"],
    ]);
  });

  it("in Pulumi.dev.yaml are those of a new account, and defaults otherwise", async () => {
    const { project, config } = readConfiguration(join(__dirname, "../.."), "dev", {});
    expect(project).to.equal(PROJECT);
    const read = (all: Record<string, string>) =>
      inStack({}, () => {
        pulumi.runtime.setAllConfig(all);
        return readConfig();
      });
    const { backup, ...others } = await read(config);
    expect(backup).to.include({ retentionDays: 1, storageLimitGb: 20 });
    const { backup: usual, ...defaults } = await read({ "aws:region": "us-east-1" });
    expect(usual).to.include({ instanceClass: backup?.instanceClass, protectData: backup?.protectData });
    expect(others).to.deep.equal({ ...defaults, page: { ...defaults.page, databaseBackupDays: 1 } });
  });

  it("accept their own examples", async () => {
    const examples = { ...EXAMPLES, ...SCHEDULE_EXAMPLES };
    const settings = Object.entries(examples).map(([name, text]) => [name, text.replace(/^'(.*)'$/, "$1")]);
    // A snapshot is for stacks with a backup.
    const { backup, ...others } = Object.fromEntries(settings);
    expect(await faultsOf(others)).to.deep.equal([]);
    expect(await faultsOf({ backup })).to.deep.equal([]);
  });

  it("accept a weekly backup with hours of its own, and a job that is postponed for years", async () => {
    const weekly = { backupSchedule: "cron(0 4 ? * SUN *)", backupOverdueHours: "192" };
    expect(await faultsOf(weekly)).to.deep.equal([]);
    expect(await faultsOf({ accountsSchedule: "cron(30 5 1 1 ? 2199)" })).to.deep.equal([]);
  });

  for (const [typed, spelled] of [
    ...[
      ["europe/berlin", "Europe/Berlin"],
      ["utc", "UTC"],
      ["Asia/Kolkata", "Asia/Kolkata"],
    ],
    ["US/Eastern", "US/Eastern"],
  ] as const) {
    it(`spell the time zone ${typed} as ${spelled}`, async () => {
      const { timing } = await inStack({ settings: { timezone: typed as string } }, readConfig);
      expect(timing.timezone).to.equal(spelled);
    });
  }

  it("leave other namespaces alone", async () => {
    const { page } = await inStack({ settings: {} }, () => {
      pulumi.runtime.setConfig("aws:profile", "me");
      return readConfig();
    });
    expect(page.currency).to.equal("USD");
  });

  for (const [region, settings, faults] of [
    ["cn-north-1", {}, ["The region cn-north-1 has no Cognito user pools", "no Amazon Textract"]],
    ["us-gov-west-1", {}, ["The region us-gov-west-1 has no CloudFront", "no AWS Budgets"]],
    ["us-gov-west-1", { siteAccess: "website", insecureWebsite: "true", monthlyBudget: "0" }, []],
    [
      "ca-west-1",
      { receipts: "false" },
      ["Configuration `backupInstanceClass` must be another class in ca-west-1"],
    ],
    ["ca-west-1", { receipts: "false", backupInstanceClass: "db.t3.micro" }, []],
    ["ca-west-1", { receipts: "false", backup: "false" }, []],
    [
      "ca-west-1",
      { backup: "false" },
      [
        "The region ca-west-1 has no Amazon Textract: do without receipts by `npx pulumi config set receipts false`",
      ],
    ],
    [
      "il-central-1",
      {},
      [
        "The region il-central-1 has no Amazon Textract: do without receipts by `npx pulumi config set receipts false`, or choose",
      ],
    ],
    ["il-central-1", { receipts: "false" }, []],
    ["eu-central-1", {}, []],
  ] as const) {
    it(`refuse ${faults.length} services in ${region} with ${JSON.stringify(settings)}`, async () => {
      const found = await faultsOf(settings, region);
      expect(found).to.have.length(faults.length);
      for (const [index, fault] of faults.entries()) expect(found[index]).to.include(fault);
    });
  }

  it("warn of alarms that nobody gets and of passwords in the clear", async () => {
    const warnings = async (settings: Record<string, string>) =>
      (await inStack({ settings }, readConfig)).warnings;
    const operatorEmails = '["me@example.com"]';
    expect(await warnings({})).to.match(/^Nobody is notified of alarms[^\n]+$/);
    expect(await warnings({ operatorEmails })).to.deep.equal([]);
    const [warning, ...others] = await warnings({
      ...{ operatorEmails, siteAccess: "website", insecureWebsite: "true" },
    });
    expect(warning).to.include("passwords travel in the clear");
    expect(others).to.deep.equal([]);
  });
});

describe("names of a stack", () => {
  const child = (name: string) => name;
  const stackName = fc.stringMatching(/^[A-Za-z0-9._-]{1,100}$/);

  it("are those of deployed stacks by default", async () => {
    const names = () => [instanceName(child), logGroupName("logExpense"), metricsNamespace()];
    expect(await inStack({}, names)).to.deep.equal([
      ...["serverless-expense-tracker-dev", "/expenses/dev/logExpense", "expenses/dev"],
    ]);
    expect(await inStack({ settings: { namePrefix: "family" } }, names)).to.deep.equal([
      ...["family-dev", "/family/dev/logExpense", "family/dev"],
    ]);
  });

  it("are accepted by RDS and by CloudWatch for any stack, and different for different stacks", () => {
    fc.assert(
      fc.property(fc.uniqueArray(stackName, { minLength: 2, maxLength: 20 }), (stacks) => {
        const names = stacks.map((stack) => restrictedName(`${PROJECT}-${stack}`));
        // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
        for (const name of names) expect(name).to.match(/^(?!.*--)[a-z][a-z0-9-]{0,61}[a-z0-9]$/);
        expect(new Set(names).size).to.equal(stacks.length);
      }),
    );
  });

  for (const stack of ["Prod", "dev-eu", "a.b", "a--b", "a-", "my_stack", "x".repeat(40), "7", "..."]) {
    it(`are accepted for the stack ${stack}`, async () => {
      const name = await inStack({ stack }, () => instanceName(child));
      expect(name).to.match(/^(?!.*--)[a-z][a-z0-9-]{0,61}[a-z0-9]$/);
    });
  }
});
