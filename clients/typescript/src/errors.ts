// What is thrown: one class for every refusal, and below it the kinds that callers act on.

/** An answer that is no success. Branch on the class, or on `status`, `errorCode`, `field`, `details`. */
export class EntryGoError extends Error {
  readonly errorCode: string;
  /** 0 where no answer came. */
  readonly status: number;
  readonly field: string | null;
  readonly details: { [name: string]: any };
  readonly requestId: string | null;
  /** The page on the error. */
  readonly docUrl: string | null;

  constructor(errorCode: string, message: string, more: Partial<EntryGoError> = {}, cause?: unknown) {
    const request = more.requestId ? ` (request ${more.requestId})` : "";
    super(`${errorCode}: ${message}${request}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.errorCode = errorCode;
    this.status = more.status ?? 0;
    this.field = more.field ?? null;
    this.details = more.details ?? {};
    this.requestId = more.requestId ?? null;
    this.docUrl = more.docUrl ?? null;
  }
}

/** No answer came: the call may or may not have had its effect. Repeat it under the same key, or inspect. */
export class NoAnswer extends EntryGoError {}
/** 400, 413, 415, 422: the call is not well formed; `details.issues` names each field. */
export class InvalidRequest extends EntryGoError {}
/** 401: the key is unknown, revoked or expired. */
export class AuthenticationError extends EntryGoError {}
/** 403: the key may not do this. */
export class PermissionDenied extends EntryGoError {}
/** A policy of the account or of the key forbids it, or wants another person's approval. */
export class PolicyDenied extends PermissionDenied {}
/** 404: there is no such thing in the key's account and mode. */
export class NotFound extends EntryGoError {}
/** 409: what is asked does not fit the state of things. */
export class Conflict extends EntryGoError {}
/** The plan, or where its papers go, is another one than was decided on: look at it again. */
export class PlanChanged extends Conflict {}
/** The key was used for another request. */
export class IdempotencyConflict extends Conflict {}
/** 429, after the retries: slow down. */
export class RateLimited extends EntryGoError {}
/** 5xx, after the retries: the fault is the server's. */
export class ServerError extends EntryGoError {}

type Kind = typeof EntryGoError;
const BY_CODE: Record<string, Kind> = {
  POLICY_DENIED: PolicyDenied,
  PLAN_CHANGED: PlanChanged,
  IDEMPOTENCY_CONFLICT: IdempotencyConflict,
};
const BY_STATUS: Record<number, Kind> = {
  400: InvalidRequest,
  401: AuthenticationError,
  403: PermissionDenied,
  404: NotFound,
  409: Conflict,
  413: InvalidRequest,
  415: InvalidRequest,
  422: InvalidRequest,
  429: RateLimited,
};

/** What a refusal says; nothing where a proxy or another server answered. */
export async function problemOf(response: Response): Promise<{ [name: string]: any }> {
  if (!isJson(response)) return {};
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};
}

export function isJson(response: Response): boolean {
  return (response.headers.get("content-type") ?? "").split(";")[0]!.trim().endsWith("json");
}

/** The error that an answer is. */
export function failure(response: Response, body: { [name: string]: any }, server: string): EntryGoError {
  const { status } = response;
  const code = String(body["errorCode"] ?? "UNEXPECTED_ANSWER");
  const made = BY_CODE[code] ?? BY_STATUS[status] ?? (status >= 500 ? ServerError : EntryGoError);
  return new made(code, String(body["message"] ?? `The server answered ${status}.`), {
    status,
    field: body["field"] ?? null,
    details: body["details"] ?? {},
    requestId: body["requestId"] ?? response.headers.get("x-request-id"),
    docUrl: body["docUrl"] ? new URL(body["docUrl"], `${server}/`).href : null,
  });
}
