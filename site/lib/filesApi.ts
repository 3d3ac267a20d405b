import type { ExportStatus } from "../../domain/exports/exportSchemas";
import type { ReportLink, ReportList, ReportStatus } from "../../domain/reports/reportSchemas";
import { request } from "./api";

const pathOf = (month: string) => `/reports/${month}`;

export const listReports = () => request<ReportList>("GET", "/reports");
export const requestReport = (month: string) => request<ReportStatus>("POST", pathOf(month));
export const linkReport = (month: string) => request<ReportLink>("GET", pathOf(month));
export const retrieveReport = (month: string) => request<ReportStatus>("POST", `${pathOf(month)}/retrieval`);

export const requestExport = () => request<ExportStatus>("POST", "/exports");
export const readExport = (id: string) => request<ExportStatus>("GET", `/exports/${id}`);
