import { EntryGoError, NoAnswer, failure, isJson, problemOf } from "./errors.ts";
import { Operations, type Caller, type WaitOptions } from "./operations.ts";
import { EventFrames } from "./stream.ts";
import type { InspectAnswer } from "./types.ts";
import { prepared, type Arguments, type Call, type CallOptions, type Prepared } from "./wire.ts";

export interface Settings {
  /** `ENTRYGO_API_KEY` where it is not given. */
  apiKey?: string;
  /** The server's address, with or without `/api`; `ENTRYGO_SERVER` where it is not given. */
  url?: string;
  /** Learned from the key where it is not given. */
  accountId?: string;
  /** How often a call that got no answer, or one that says to come back, is repeated under its key: 3. */
  retries?: number;
  timeoutMs?: number;
  /** Names a piece of work: a program that is stopped and starts the run again gets the answers it had. */
  run?: string;
  fetch?: typeof fetch;
}

const DEFAULT_URL = "http://localhost:3000";
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;
const RETRIED = new Set([429, 502, 503, 504]);
const FIRST_LOOK_MS = 200;
const SELDOM_LOOK_MS = 5_000;
const INSPECT: Call = { name: "exports.inspect", method: "GET", path: "/api/exports/{id}", account: false, key: false };
const EVENTS: Call = { name: "events.list", method: "GET", path: "/api/events", account: false, key: false };
const HEALTH: Call = { name: "system.health", method: "GET", path: "/api/system/health", account: false, key: false };

/** A client of an EntryGo server. Throws {@link EntryGoError}. */
export class EntryGo extends Operations {
  constructor(settings: Settings = {}) {
    super(() => new Sender(settings));
  }
}

class Sender implements Caller {
  readonly #server: string;
  readonly #key: string;
  readonly #retries: number;
  readonly #timeoutMs: number;
  readonly #run: string | undefined;
  readonly #fetch: typeof fetch;
  #account: Promise<string> | undefined;

  constructor(settings: Settings) {
    const known = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
    const key = settings.apiKey ?? known["ENTRYGO_API_KEY"];
    if (!key) throw new EntryGoError("NO_API_KEY", "Give an API key, or set ENTRYGO_API_KEY in the environment.");
    this.#key = key;
    this.#server = (settings.url ?? known["ENTRYGO_SERVER"] ?? DEFAULT_URL).replace(/\/+$/, "").replace(/\/api$/, "");
    this.#retries = settings.retries ?? 3;
    this.#timeoutMs = settings.timeoutMs ?? 60_000;
    this.#run = settings.run;
    this.#fetch = settings.fetch ?? fetch;
    if (settings.accountId !== undefined) this.#account = Promise.resolve(settings.accountId);
  }

  async call(call: Call, given: Arguments, options: CallOptions = {}): Promise<any> {
    const response = await this.#answered(await this.#prepared(call, given, options), options);
    return isJson(response) ? response.json() : new Uint8Array(await response.arrayBuffer());
  }

  async *rows(call: Call, given: Arguments, options: CallOptions = {}): AsyncGenerator<any, void> {
    let query = { ...given.query };
    for (;;) {
      const page = await this.call(call, { ...given, query }, options);
      yield* page.data;
      if (!page.has_more) return;
      query = { ...query, cursor: page.next_cursor } as object;
    }
  }

  async *follow(_: Call, given: Arguments, options: CallOptions = {}): AsyncGenerator<any, void> {
    const { after, type } = given.query as { after?: string; type?: string };
    // Without a place to begin, what happens before the first connection or after it breaks would be missed.
    const newest = after ? undefined : (await this.call(EVENTS, { query: { limit: 1, order: "newest" } }, options)).data[0];
    const frames = new EventFrames(after ?? newest?.id);
    for (let failures = 0; ; ) {
      let cause: unknown;
      try {
        const request = await this.#prepared(EVENTS, { query: { type } }, options);
        request.headers["accept"] = "text/event-stream";
        if (frames.last) request.headers["last-event-id"] = frames.last;
        const response = await this.#sent(request, options.signal);
        if (!response.ok) {
          const body = await problemOf(response);
          const refusal = failure(response, body, this.#server);
          if (!mayPass(response, body)) throw new Refused(refusal);
          cause = refusal;
        } else {
          for await (const event of frames.read(response.body!)) {
            failures = 0;
            yield event;
          }
        }
      } catch (error) {
        if (error instanceof Refused) throw error.cause;
        options.signal?.throwIfAborted();
        cause = error;
      }
      if (cause !== undefined && ++failures > this.#retries) {
        throw cause instanceof EntryGoError ? cause : this.#noAnswer(cause);
      }
      await pause(Math.min(frames.waitMs * 2 ** Math.max(failures - 1, 0), LONGEST_WAIT_MS), options.signal);
    }
  }

  async settle(id: string, options: WaitOptions): Promise<InspectAnswer> {
    const { until = isSettled, timeoutSeconds = 600, signal } = options;
    const end = Date.now() + timeoutSeconds * 1000;
    const request = await this.#prepared(INSPECT, { path: { id } }, {});
    let seen: InspectAnswer | undefined;
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 1.5, SELDOM_LOOK_MS)) {
      const response = await this.#answered(request, signal ? { signal } : {});
      if (response.status !== 304) {
        seen = (await response.json()) as InspectAnswer;
        const tag = response.headers.get("etag");
        if (tag) request.headers["if-none-match"] = tag;
        if (until(seen)) return seen;
      }
      if (Date.now() + wait > end) {
        const mail = seen?.brokerSubmission ? `, its mail ${seen.brokerSubmission.status}` : "";
        throw new EntryGoError("STILL_WAITING", `Export ${id} is ${seen?.state}${mail} after ${timeoutSeconds} seconds.`);
      }
      await pause(wait, signal);
    }
  }

  async #prepared(call: Call, given: Arguments, options: CallOptions): Promise<Prepared> {
    const named = (given.body as { accountId?: string } | undefined)?.accountId;
    const account = call.account && !named ? await this.#ownAccount() : null;
    return prepared(call, given, { account, run: this.#run, key: options.idempotencyKey });
  }

  #ownAccount(): Promise<string> {
    this.#account ??= this.call(HEALTH, {}).then(
      (health) => health.accountId as string,
      (error) => {
        this.#account = undefined; // the next call asks again
        throw error;
      },
    );
    return this.#account;
  }

  async #answered(request: Prepared, options: CallOptions): Promise<Response> {
    for (let attempt = 0; ; attempt++) {
      let wait = FIRST_WAIT_MS * 2 ** attempt;
      try {
        const limit = AbortSignal.timeout(options.timeoutMs ?? this.#timeoutMs);
        const response = await this.#sent(request, options.signal ? AbortSignal.any([options.signal, limit]) : limit);
        options.onResponse?.(response);
        if (response.ok || response.status === 304) return response;
        const body = await problemOf(response);
        if (attempt >= this.#retries || !mayPass(response, body)) throw failure(response, body, this.#server);
        wait = Math.max(wait, 1000 * Number(/^\d{1,9}$/.exec(response.headers.get("retry-after") ?? "")?.[0] ?? 0));
      } catch (error) {
        options.signal?.throwIfAborted();
        if (error instanceof EntryGoError) throw error;
        if (attempt >= this.#retries) throw this.#noAnswer(error);
      }
      await pause(Math.min(wait, LONGEST_WAIT_MS), options.signal);
    }
  }

  #sent(request: Prepared, signal: AbortSignal | undefined): Promise<Response> {
    const init: RequestInit = {
      method: request.method,
      headers: { ...request.headers, authorization: `Bearer ${this.#key}` },
      redirect: "manual",
    };
    if (request.body !== undefined) init.body = request.body;
    if (signal) init.signal = signal;
    return this.#fetch(this.#server + request.address, init);
  }

  #noAnswer(error: unknown): NoAnswer {
    const said = error instanceof Error ? error.message : String(error);
    return new NoAnswer("NO_ANSWER", `No answer from ${this.#server}: ${said}`, {}, error);
  }
}

/** A refusal that asking again does not change. */
class Refused extends Error {
  constructor(cause: EntryGoError) {
    super(cause.message, { cause });
  }
}

function mayPass(response: Response, body: { [name: string]: any }): boolean {
  return RETRIED.has(response.status) || (response.status === 409 && body["errorCode"] === "IDEMPOTENCY_IN_PROGRESS");
}

/** Whether an export is executed and its mail needs no more time, or is cancelled. */
function isSettled(seen: InspectAnswer): boolean {
  if (seen.state !== "COMPLETED") return seen.state === "CANCELLED";
  return !["pending", "sending"].includes(seen.brokerSubmission?.status ?? "");
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
