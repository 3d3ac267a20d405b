import type { Values } from "./settingsSchema";

/** A service that not every region has, and the settings that do without it. */
interface ScarceService {
  name: string;
  /** Beginnings of the regions without it. */
  absentFrom: readonly string[];
  isNeeded(values: Values): boolean;
  /** The remedy, for the person who deploys. */
  otherwise: string;
}

const ELSEWHERE = "choose another region by `pulumi config set aws:region eu-central-1`";

/** All other services that the program uses are in every region, by the endpoint data of botocore 1.43. */
const SCARCE: readonly ScarceService[] = [
  {
    name: "Cognito user pools",
    absentFrom: ["cn-", "us-iso", "eu-iso"],
    isNeeded: () => true,
    otherwise: ELSEWHERE,
  },
  {
    name: "CloudFront",
    absentFrom: ["us-gov-", "eusc-"],
    isNeeded: ({ siteAccess }) => siteAccess === "cdn",
    otherwise: ELSEWHERE,
  },
  {
    name: "AWS Budgets",
    absentFrom: ["us-gov-", "eusc-"],
    isNeeded: ({ monthlyBudget }) => monthlyBudget > 0,
    otherwise: "do without by `pulumi config set monthlyBudget 0`",
  },
];

/** Returns a sentence for each service that the program needs and the region does not have. */
export function regionFaults(values: Values, region: string): string[] {
  return SCARCE.filter(
    ({ absentFrom, isNeeded }) => isNeeded(values) && absentFrom.some((start) => region.startsWith(start)),
  ).map(({ name, otherwise }) => `The region ${region} has no ${name}: ${otherwise}.`);
}
