/** The day on which these prices were last checked. */
export const PRICES_DATE = "2025-06";

/** List prices on demand in us-east-1, in US dollars, without the free tier; https://aws.amazon.com/pricing/. */
export const PRICES = {
  /** REST API, per request, first 333 million a month. */
  apiRequest: 3.5e-6,
  lambdaRequest: 0.2e-6,
  /** arm64, per GB-second. */
  lambdaGbSecond: 0.0000133334,
  /** On demand, standard class. */
  readUnit: 0.125e-6,
  writeUnit: 0.625e-6,
  /** Per GB and month, with point-in-time recovery. */
  tableStorage: 0.25 + 0.2,
  s3Put: 5e-6,
  /** Per GB and month. */
  s3Storage: 0.023,
  snsPublish: 0.5e-6,
  snsEmail: 2e-5,
  /** Ingested, per GB. */
  logIngestion: 0.5,
  alarm: 0.1,
  alarmsFree: 10,
  /** Custom metric, per month. */
  metric: 0.3,
  metricsFree: 10,
  /** The first three of an account are free if each has at most 50 metrics. */
  dashboard: 3,
  kmsKey: 1,
  kmsRequest: 3e-6,
  /** WAF, per web ACL and per rule of it. */
  webAcl: 5,
  webAclRule: 1,
  /** Step Functions, per state transition. */
  transition: 25e-6,
  xrayTrace: 5e-6,
  /** Essentials, per monthly active user above the first 10,000. */
  activeUser: 0.015,
  activeUsersFree: 10_000,
  /** db.t4g.micro, single zone, per month of 730 hours. */
  database: 0.016 * 730,
  /** gp3, per GB and month; at least 20 GB. */
  databaseStorage: 0.115,
} as const;
