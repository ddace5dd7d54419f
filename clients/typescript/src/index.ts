export { EntryGo, type Settings } from "./client.ts";
export * from "./errors.ts";
export type { WaitOptions } from "./operations.ts";
export type * from "./types.ts";
export { WebhookRefused, verifyWebhook } from "./webhook.ts";
export type { CallOptions } from "./wire.ts";
