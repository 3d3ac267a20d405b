import { config } from "./deployedConfig";

/** True if receipts are part of this deployment. */
export const hasReceipts = () => config().receiptsUrl !== undefined;
