// How a call is written: its address, its body, its key.

export interface Call {
  name: string;
  method: string;
  path: string;
  /** Whether the body names an account. */
  account: boolean;
  /** Whether it takes an idempotency key. */
  key: boolean;
  /** What it says of its answer: `return=minimal`. */
  prefer?: string;
}

export interface Arguments {
  path?: Record<string, string>;
  body?: object;
  query?: object;
}

export interface CallOptions {
  /** The key of a write; without one it is made, and execute's follows from its batch and hash. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** Is given each answer as it came, for its status and headers; its body is the client's to read. */
  onResponse?: (response: Response) => void;
}

export interface Prepared {
  method: string;
  address: string;
  headers: Record<string, string>;
  body?: string;
}

export async function prepared(
  call: Call,
  given: Arguments,
  settings: { account: string | null; run: string | undefined; key: string | undefined },
): Promise<Prepared> {
  const path = call.path.replace(/\{(\w+)\}/g, (_, name: string) => part(given.path?.[name], name));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(given.query ?? {})) {
    if (value !== undefined && value !== null) asked.set(name, value instanceof Date ? value.toISOString() : `${value}`);
  }
  const query = asked.toString();
  const made: Prepared = { method: call.method, address: query ? `${path}?${query}` : path, headers: { accept: "*/*" } };
  let body = given.body;
  if (body !== undefined) {
    if (call.account && settings.account !== null) body = { accountId: settings.account, ...body };
    made.body = JSON.stringify(body);
    made.headers["content-type"] = "application/json";
  }
  if (call.prefer) made.headers.prefer = call.prefer;
  if (call.key) made.headers["idempotency-key"] = settings.key ?? (await derived(call, path, made.body, settings.run));
  return made;
}

/**
 * The key of a write that names none. Execute's follows from the batch and hash that its body names, the same in every
 * client, and every key of a named run from what is asked: a program that was stopped and starts again gets the first
 * answer. Any other holds for the repeats of its own call alone, since the same words may be meant twice.
 */
async function derived(call: Call, path: string, body: string | undefined, run: string | undefined): Promise<string> {
  const isExecute = call.name === "exports.execute";
  if (!isExecute && run === undefined) return `client-${crypto.randomUUID()}`;
  const given = Object.entries(JSON.parse(body ?? "{}") as object).filter(([, value]) => value !== null);
  const sorted = Object.fromEntries(given.sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify([isExecute ? "" : run, path, sorted]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${isExecute ? "execute" : "run"}-${hex.slice(0, 40)}`;
}

/** An id or file name as one part of a path: nothing in it leads to another path. */
function part(value: string | undefined, name: string): string {
  if (!value) throw new TypeError(`${name} is empty: say which one is meant.`);
  // A part of dots alone would be taken as the way up.
  return /^\.+$/.test(value) ? value.replaceAll(".", "%2E") : encodeURIComponent(value.toWellFormed?.() ?? value);
}

declare global {
  interface String {
    toWellFormed?(): string;
  }
}
