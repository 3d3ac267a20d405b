import type { BasicSettings } from "./settingsSchema";

/** A service that not every region has, and the settings that avoid it. */
interface ScarceService {
  name: string;
  /** Prefixes of the regions without it, or of all regions that have it. */
  regions: { without: readonly string[] } | { with: readonly string[] };
  /** The setting that decides on the need for it. Nothing is said of the service while that one is invalid by itself. */
  setting?: keyof BasicSettings;
  isNeeded(values: BasicSettings): boolean;
  /** The remedy, for the person who deploys. */
  otherwise: string;
}

const ELSEWHERE = "choose another region by `npx pulumi config set aws:region eu-central-1`";

/** By the endpoint data of botocore 1.44. */
const TEXTRACT_REGIONS = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-central-2",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "us-gov-east-1",
  "us-gov-west-1",
];

/** All other services that the program uses are in every region, by the endpoint data of botocore 1.43. */
const SCARCE: readonly ScarceService[] = [
  {
    name: "Cognito user pools",
    regions: { without: ["cn-", "us-iso", "eu-iso"] },
    isNeeded: () => true,
    otherwise: ELSEWHERE,
  },
  {
    name: "CloudFront",
    regions: { without: ["us-gov-", "eusc-"] },
    setting: "siteAccess",
    isNeeded: ({ siteAccess }) => siteAccess === "cdn",
    otherwise: ELSEWHERE,
  },
  {
    name: "AWS Budgets",
    regions: { without: ["us-gov-", "eusc-"] },
    setting: "monthlyBudget",
    isNeeded: ({ monthlyBudget }) => monthlyBudget > 0,
    otherwise: "do without by `npx pulumi config set monthlyBudget 0`",
  },
  {
    name: "Amazon Textract",
    regions: { with: TEXTRACT_REGIONS },
    setting: "receipts",
    isNeeded: ({ receipts }) => receipts,
    otherwise: `do without receipts by \`npx pulumi config set receipts false\`, or ${ELSEWHERE}`,
  },
];

/**
 * Returns a sentence for each required service that the region does not have.
 * @param invalid Names of the settings that have no value, because what they are set to is invalid.
 */
export function regionFaults(
  values: BasicSettings,
  region: string,
  invalid: ReadonlyMap<string, unknown>,
): string[] {
  return SCARCE.filter(({ setting }) => setting === undefined || !invalid.has(setting))
    .filter(({ regions, isNeeded }) => isNeeded(values) && !isIn(regions, region))
    .map(({ name, otherwise }) => `The region ${region} has no ${name}: ${otherwise}.`);
}

function isIn(regions: ScarceService["regions"], region: string): boolean {
  const begins = (start: string) => region.startsWith(start);
  return "with" in regions ? regions.with.some(begins) : !regions.without.some(begins);
}
