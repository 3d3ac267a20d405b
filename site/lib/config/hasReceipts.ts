import { config } from "./config";

/** True if receipts are part of this deployment. */
export const hasReceipts = () => config().receiptsUrl !== undefined;
