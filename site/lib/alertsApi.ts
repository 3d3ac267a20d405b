import type { SentAlert } from "../../domain/alerts/alertSchemas";
import { request } from "./api";

/** The last alerts that were sent, newest first. */
export const listSentAlerts = async () => (await request<{ alerts: SentAlert[] }>("GET", "/alerts")).alerts;
