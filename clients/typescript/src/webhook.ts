import type { WebhookMessage } from "./types.ts";

const TOLERANCE_SECONDS = 300;

/** A message that is not to be believed: answer it with 400 and do nothing. */
export class WebhookRefused extends Error {}

/**
 * The message, when one of the secrets signed it within five minutes; throws {@link WebhookRefused} otherwise.
 *
 * `body` is what arrived, byte for byte, not JSON that was read and written again. Two secrets are given while one
 * replaces the other. `webhook-id` stays the same however often a message is sent: do its work once.
 */
export async function verifyWebhook(
  headers: Headers | Record<string, string | string[] | undefined>,
  body: Uint8Array | string,
  secret: string | string[],
  now: number = Date.now() / 1000,
): Promise<WebhookMessage> {
  const read = (name: string): string => {
    const value =
      headers instanceof Headers
        ? headers.get(name)
        : Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
    if (typeof value !== "string") throw new WebhookRefused(`The header ${name} is missing.`);
    return value;
  };
  const id = read("webhook-id");
  const sentAt = read("webhook-timestamp");
  const signatures = read("webhook-signature");
  if (!/^\d{1,12}$/.test(sentAt)) throw new WebhookRefused("webhook-timestamp is no number of seconds.");
  if (Math.abs(now - Number(sentAt)) > TOLERANCE_SECONDS) {
    throw new WebhookRefused("The message is older than five minutes, or this clock is wrong.");
  }
  const text = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const head = new TextEncoder().encode(`${id}.${sentAt}.`);
  const signed = new Uint8Array(head.length + text.length);
  signed.set(head);
  signed.set(text, head.length);
  const given = signatures.split(" ").filter((each) => each.startsWith("v1,")).map((each) => bytes(each.slice(3)));
  for (const one of Array.isArray(secret) ? secret : [secret]) {
    const raw = bytes(one.replace(/^whsec_/, ""));
    if (!raw?.length) throw new WebhookRefused("The secret is not one of a webhook: it begins with whsec_.");
    const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    for (const signature of given) {
      if (signature && (await crypto.subtle.verify("HMAC", key, signature, signed))) return message(text);
    }
  }
  throw new WebhookRefused("None of the signatures is made with this secret.");
}

function bytes(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function message(text: Uint8Array): WebhookMessage {
  try {
    return JSON.parse(new TextDecoder().decode(text)) as WebhookMessage;
  } catch {
    throw new WebhookRefused("The message is no JSON.");
  }
}
