// Generated: `make golden` writes it anew from the API description.

import type * as t from "./types.ts";
import type { Arguments, Call, CallOptions } from "./wire.ts";

/** What sends the calls. */
export interface Caller {
  call(call: Call, given: Arguments, options?: CallOptions): Promise<any>;
  rows(call: Call, given: Arguments, options?: CallOptions): AsyncGenerator<any, void>;
  follow(call: Call, given: Arguments, options?: CallOptions): AsyncGenerator<any, void>;
  settle(id: string, options: WaitOptions): Promise<t.InspectAnswer>;
}
export interface WaitOptions {
  /** What is waited for; without it, that the export is executed and its mail needs no more time. */
  until?: (seen: t.InspectAnswer) => boolean;
  /** How long at most: 600. */
  timeoutSeconds?: number;
  signal?: AbortSignal;
}

/** The seller: importer of record, addresses, policy. */
export class Account {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * The profile of the key's account.
   *
   * Name, address, importer of record, responsible person, policy, and what of it customs still needs.
   */
  get(options: CallOptions = {}): Promise<t.AccountAnswer> {
    return this.#caller.call({ name: "account.get", method: "GET", path: "/api/account", account: false, key: false }, {}, options);
  }
  /**
   * Change fields of the account's profile.
   *
   * Fields that are absent stay as they are; null empties one. Papers made before keep what they say.
   */
  patch(body: t.Sent<t.AccountPatch> = {}, options: CallOptions = {}): Promise<t.AccountAnswer> {
    return this.#caller.call({ name: "account.patch", method: "PATCH", path: "/api/account", account: false, key: true }, { body }, options);
  }
}

/** Who files the entries with customs, and what they charge. */
export class Brokers {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * A new customs broker.
   *
   * Who files the entries. Packages go to its address; its fee schedule is what plans compare.
   */
  create(body: t.Sent<t.BrokerCreate>, options: CallOptions = {}): Promise<t.BrokerAnswer> {
    return this.#caller.call({ name: "brokers.create", method: "POST", path: "/api/brokers", account: true, key: true }, { body }, options);
  }
  /**
   * One broker.
   *
   * Address, filer code, power of attorney, fee schedule, and what happens when a mail's fate is not known.
   */
  get(id: string, options: CallOptions = {}): Promise<t.BrokerAnswer> {
    return this.#caller.call({ name: "brokers.get", method: "GET", path: "/api/brokers/{id}", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * List brokers.
   *
   * Newest first.
   */
  list(query: { limit?: number; cursor?: string; updatedSince?: string } = {}, options: CallOptions = {}): Promise<t.BrokerPage> {
    return this.#caller.call({ name: "brokers.list", method: "GET", path: "/api/brokers", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number; updatedSince?: string } = {}, options: CallOptions = {}): AsyncGenerator<t.BrokerAnswer, void> {
    return this.#caller.rows({ name: "brokers.list", method: "GET", path: "/api/brokers", account: false, key: false }, { query }, options);
  }
  /**
   * Change fields of a broker.
   *
   * Fields that are absent stay as they are; null empties one. Submissions made before keep their address.
   */
  patch(id: string, body: t.Sent<t.BrokerPatch> = {}, options: CallOptions = {}): Promise<t.BrokerAnswer> {
    return this.#caller.call({ name: "brokers.patch", method: "PATCH", path: "/api/brokers/{id}", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * Send a broker a test mail.
   *
   * It says that it is a test and carries no papers: whether mail arrives is known before there are papers to send. One a minute to each broker. In test mode it is captured.
   */
  sendTestMail(id: string, body: t.Sent<t.MailTestRequest> = {}, options: CallOptions = {}): Promise<t.MailTestAnswer> {
    return this.#caller.call({ name: "brokers.send_test_mail", method: "POST", path: "/api/brokers/{id}/test-mails", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * The test mails to a broker.
   *
   * The newest ten, with what became of each.
   */
  testMails(id: string, options: CallOptions = {}): Promise<t.MailTests> {
    return this.#caller.call({ name: "brokers.test_mails", method: "GET", path: "/api/brokers/{id}/test-mails", account: false, key: false }, { path: { id } }, options);
  }
}

/** Mails that a test key's exports would have sent. */
export class CapturedMails {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * One captured message, whole.
   *
   * The message's own bytes, with its attachments.
   */
  get(id: string, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#caller.call({ name: "captured_mails.get", method: "GET", path: "/api/captured-mails/{id}", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * Mail captured in test mode.
   *
   * What a test key's exports would have mailed, newest first. Empty for a live key.
   */
  list(query: { limit?: number; cursor?: string } = {}, options: CallOptions = {}): Promise<t.CapturedMailPage> {
    return this.#caller.call({ name: "captured_mails.list", method: "GET", path: "/api/captured-mails", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number } = {}, options: CallOptions = {}): AsyncGenerator<t.CapturedMail, void> {
    return this.#caller.rows({ name: "captured_mails.list", method: "GET", path: "/api/captured-mails", account: false, key: false }, { query }, options);
  }
}

/** Customs law without an order. */
export class Customs {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Duties and fees of goods without an order.
   *
   * The same law and the same arithmetic as a plan's, for an entry of these lines. Nothing is stored.
   */
  estimate(body: t.Sent<t.EstimateRequest>, options: CallOptions = {}): Promise<t.EstimateAnswer> {
    return this.#caller.call({ name: "customs.estimate", method: "POST", path: "/api/customs/estimate", account: true, key: false }, { body }, options);
  }
  /**
   * Propose ten-digit codes for goods, each with what it rests on and its duty.
   *
   * Candidates come from the schedule, rulings and the account's own products; chances are calibrated. The run is recorded. Nothing is applied: take a code over with `PATCH /api/products/{id}`.
   */
  optimize(body: t.Sent<t.OptimizeRequest>, options: CallOptions = {}): Promise<t.OptimizerAnswer> {
    return this.#caller.call({ name: "customs.optimize", method: "POST", path: "/api/customs/optimize", account: false, key: true }, { body }, options);
  }
  /**
   * A run of the optimizer as it was recorded.
   *
   * With the request as it was read.
   */
  optimizerRun(id: string, options: CallOptions = {}): Promise<t.OptimizerRunAnswer> {
    return this.#caller.call({ name: "customs.optimizer_run", method: "GET", path: "/api/customs/optimize/{id}", account: false, key: false }, { path: { id } }, options);
  }
}

/** Decisions about parties that resemble an entry of a screening list. */
export class Dispositions {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Clear or confirm a screening hit, with the reason.
   *
   * A cleared hit stays cleared until the list entry or the party changes. Plan again afterwards.
   */
  create(body: t.Sent<t.DispositionRequest>, options: CallOptions = {}): Promise<t.DispositionAnswer> {
    return this.#caller.call({ name: "dispositions.create", method: "POST", path: "/api/screening/dispositions", account: true, key: true }, { body }, options);
  }
  /**
   * List decisions about screening hits.
   *
   * Newest first.
   */
  list(query: { limit?: number; cursor?: string } = {}, options: CallOptions = {}): Promise<t.DispositionPage> {
    return this.#caller.call({ name: "dispositions.list", method: "GET", path: "/api/screening/dispositions", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number } = {}, options: CallOptions = {}): AsyncGenerator<t.DispositionAnswer, void> {
    return this.#caller.rows({ name: "dispositions.list", method: "GET", path: "/api/screening/dispositions", account: false, key: false }, { query }, options);
  }
}

/** What happened, in the order it happened, and what was mailed to warehouses. */
export class Events {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * The event stream, oldest first, or newest first on request.
   *
   * With `Accept: text/event-stream` the answer goes on as server-sent events: each has as `id:` the cursor after it, and as `data:` the event as it is listed. It begins after `Last-Event-ID` or `cursor`, or else with what happens from now on; a comment comes every 15 seconds.
   */
  list(query: { limit?: number; cursor?: string; type?: t.EventType; order?: "oldest" | "newest"; exportId?: string; actorId?: string; from?: string; to?: string } = {}, options: CallOptions = {}): Promise<t.EventPage> {
    return this.#caller.call({ name: "events.list", method: "GET", path: "/api/events", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number; type?: t.EventType; order?: "oldest" | "newest"; exportId?: string; actorId?: string; from?: string; to?: string } = {}, options: CallOptions = {}): AsyncGenerator<t.EventAnswer, void> {
    return this.#caller.rows({ name: "events.list", method: "GET", path: "/api/events", account: false, key: false }, { query }, options);
  }
  /**
   * Events as they happen, without an end: from now on, or after the event whose id is `after`.
   * A broken connection is taken up again where it ended: none is missed and none comes twice.
   */
  stream(query: { type?: t.EventType; after?: string } = {}, options: CallOptions = {}): AsyncGenerator<t.EventAnswer, void> {
    return this.#caller.follow({ name: "events.list", method: "GET", path: "/api/events", account: false, key: false }, { query }, options);
  }
  /**
   * Compute every hash of the events anew.
   *
   * Says whether one was altered, taken out or put in. It reads all of them: ask rarely.
   */
  verify(options: CallOptions = {}): Promise<t.ChainVerdict> {
    return this.#caller.call({ name: "events.verify", method: "GET", path: "/api/events/verify", account: false, key: false }, {}, options);
  }
}

/** A batch of orders on its way: plan, approve, execute, inspect, correct, withdraw. */
export class Exports {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Approve a plan by its hash, and where its papers go.
   *
   * The approval holds for that hash and delivery alone: recipients, files and notice as they are now. Nobody approves a plan of their own; keys of one owner, and all keys without one, are one person. Of an executed export it approves the correction that would be made now, or with `recipientEmail` a resubmission to that address.
   */
  approve(id: string, body: t.Sent<t.ApproveRequest>, options: CallOptions = {}): Promise<t.ApproveAnswer> {
    return this.#caller.call({ name: "exports.approve", method: "POST", path: "/api/exports/{id}/approve", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * The board: exports with their figures, in the order and of the kinds asked for.
   *
   * Those that wait, worst first, where nothing else is asked. There is no total: follow `next_cursor`; a page of exports of a certain value or age may hold few of them, or none, and still not be the last.
   */
  board(query: { limit?: number; cursor?: string; sort?: "worst" | "newest" | "oldest" | "value"; state?: string; readiness?: string; warehouseId?: string; brokerId?: string; createdFrom?: string; createdBefore?: string; valueFrom?: number; valueTo?: number } = {}, options: CallOptions = {}): Promise<t.BoardPage> {
    return this.#caller.call({ name: "exports.board", method: "GET", path: "/api/exports/board", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `board`, asked for as they are needed. */
  eachOfBoard(query: { limit?: number; sort?: "worst" | "newest" | "oldest" | "value"; state?: string; readiness?: string; warehouseId?: string; brokerId?: string; createdFrom?: string; createdBefore?: string; valueFrom?: number; valueTo?: number } = {}, options: CallOptions = {}): AsyncGenerator<t.BoardExport, void> {
    return this.#caller.rows({ name: "exports.board", method: "GET", path: "/api/exports/board", account: false, key: false }, { query }, options);
  }
  /**
   * Cancel a batch that was not executed.
   *
   * Its orders are open again for another export.
   */
  cancel(id: string, body: t.Sent<t.CancelRequest> = {}, options: CallOptions = {}): Promise<t.ExportSummary> {
    return this.#caller.call({ name: "exports.cancel", method: "POST", path: "/api/exports/{id}/cancel", account: true, key: true }, { path: { id }, body }, options);
  }
  /**
   * Correct the papers that left: a new version that names the old one and what changed.
   *
   * Plans anew from what is stored now, makes the package anew where something differs, and mails it with a cover letter that says what.
   */
  correct(id: string, body: t.Sent<t.CorrectionRequest> = {}, options: CallOptions = {}): Promise<t.CorrectionAnswer> {
    return this.#caller.call({ name: "exports.correct", method: "POST", path: "/api/exports/{id}/corrections", account: true, key: true }, { path: { id }, body }, options);
  }
  /**
   * What stands on the board, counted.
   *
   * Exports by state and readiness, mails that failed or are uncertain, the export that waits longest, and what was saved by day of a month.
   */
  counts(query: { month?: string } = {}, options: CallOptions = {}): Promise<t.CountsAnswer> {
    return this.#caller.call({ name: "exports.counts", method: "GET", path: "/api/exports/counts", account: false, key: false }, { query }, options);
  }
  /**
   * What changed between two plans of an export.
   *
   * Every fact, finding and figure that differs, by its path, with both values.
   */
  diff(id: string, query: { from?: number; to?: number } = {}, options: CallOptions = {}): Promise<t.DiffAnswer> {
    return this.#caller.call({ name: "exports.diff", method: "GET", path: "/api/exports/{id}/diff", account: false, key: false }, { path: { id }, query }, options);
  }
  /**
   * A paper of the plan as a draft.
   *
   * Numbered `DRAFT`, not sealed, not kept, sent to nobody. Of a batch that is not executed and not blocked.
   */
  draft(id: string, filename: string, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#caller.call({ name: "exports.draft", method: "GET", path: "/api/exports/{id}/drafts/{filename}", account: false, key: false }, { path: { id, filename } }, options);
  }
  /**
   * Execute: make the customs package, hand it to the broker, tell the warehouse; once.
   *
   * Only a READY batch, and one under review that was approved, is executed. The call waits for the package for some seconds; the same call again answers the same package.
   */
  execute(body: t.Sent<t.ExecuteRequest>, options: CallOptions = {}): Promise<t.ExecuteAnswer> {
    return this.#caller.call({ name: "exports.execute", method: "POST", path: "/api/exports/execute", account: true, key: true }, { body }, options);
  }
  /**
   * Inspect: the truth about an export.
   *
   * Batch, plan, package, submissions, notifications and events. The answer has an `ETag`; poll with `If-None-Match`.
   */
  inspect(id: string, options: CallOptions = {}): Promise<t.InspectAnswer> {
    return this.#caller.call({ name: "exports.inspect", method: "GET", path: "/api/exports/{id}", account: false, key: false }, { path: { id } }, options);
  }
  /** The export, once `until` holds of it; after `timeoutSeconds` an error says where it stands. */
  wait(id: string, options: WaitOptions = {}): Promise<t.InspectAnswer> {
    return this.#caller.settle(id, options);
  }
  /**
   * List exports.
   *
   * Newest first.
   */
  list(query: { limit?: number; cursor?: string; updatedSince?: string; state?: t.ExportState; readiness?: t.ReadinessState; warehouseId?: string; brokerId?: string } = {}, options: CallOptions = {}): Promise<t.ExportPage> {
    return this.#caller.call({ name: "exports.list", method: "GET", path: "/api/exports", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number; updatedSince?: string; state?: t.ExportState; readiness?: t.ReadinessState; warehouseId?: string; brokerId?: string } = {}, options: CallOptions = {}): AsyncGenerator<t.ExportSummary, void> {
    return this.#caller.rows({ name: "exports.list", method: "GET", path: "/api/exports", account: false, key: false }, { query }, options);
  }
  /**
   * Plan: readiness, findings, entries, duties, fees and savings of a batch of orders.
   *
   * Nothing leaves the server. Without `dryRun` the batch is stored, its orders belong to it, and its planning snapshot is hashed; `batchId` plans a stored batch anew.
   */
  plan(body: t.Sent<t.PlanRequest>, options: CallOptions = {}): Promise<t.PlanAnswer> {
    return this.#caller.call({ name: "exports.plan", method: "POST", path: "/api/exports/plan", account: true, key: true }, { body }, options);
  }
  /**
   * Plan the open orders that no batch holds, the oldest first.
   *
   * One batch a call, bounded; call again until `INVALID_ORDER_REFERENCE` says that none is left.
   */
  planOpen(body: t.Sent<t.PlanOpenRequest> = {}, options: CallOptions = {}): Promise<t.PlanAnswer> {
    return this.#caller.call({ name: "exports.plan_open", method: "POST", path: "/api/exports/plan-open", account: true, key: true }, { body }, options);
  }
  /**
   * Preview a correction.
   *
   * What it would say now, and where it would go. Nothing is kept.
   */
  previewCorrection(id: string, options: CallOptions = {}): Promise<t.CorrectionPreview> {
    return this.#caller.call({ name: "exports.preview_correction", method: "GET", path: "/api/exports/{id}/corrections", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * Submit the package to the broker once more.
   *
   * The same files, to the broker's address or to `recipientEmail`.
   */
  resubmit(id: string, body: t.Sent<t.ResubmitRequest> = {}, options: CallOptions = {}): Promise<t.ResubmitAnswer> {
    return this.#caller.call({ name: "exports.resubmit", method: "POST", path: "/api/exports/{id}/resubmit", account: true, key: true }, { path: { id }, body }, options);
  }
  /**
   * The planning snapshot whose SHA-256 is the planHash.
   *
   * The hashed document itself: facts, findings, entries and figures. It does not hold its own hash.
   */
  snapshot(id: string, options: CallOptions = {}): Promise<t.SnapshotAnswer> {
    return this.#caller.call({ name: "exports.snapshot", method: "GET", path: "/api/exports/{id}/snapshot", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * Split orders off a batch, those that stop it where none are named.
   *
   * The batch is planned again without them, and they become a batch of their own, in one step.
   */
  splitOff(id: string, body: t.Sent<t.SplitOffRequest> = {}, options: CallOptions = {}): Promise<t.SplitAnswer> {
    return this.#caller.call({ name: "exports.split_off", method: "POST", path: "/api/exports/{id}/split-off", account: true, key: true }, { path: { id }, body }, options);
  }
  /**
   * Withdraw a submitted package: the broker is told to file nothing.
   *
   * The mail names the package; the batch stays to be inspected.
   */
  withdraw(id: string, body: t.Sent<t.WithdrawRequest>, options: CallOptions = {}): Promise<t.WithdrawAnswer> {
    return this.#caller.call({ name: "exports.withdraw", method: "POST", path: "/api/exports/{id}/withdraw", account: true, key: true }, { path: { id }, body }, options);
  }
}

/** Who works for the account in the console, with which roles, and who is invited. */
export class Invitations {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Invite a person into the account.
   *
   * The answer has the link by which the person joins, once and within seven days: send it. It is not kept.
   */
  create(body: t.Sent<t.PersonInvite>, options: CallOptions = {}): Promise<t.InvitationLinkAnswer> {
    return this.#caller.call({ name: "invitations.create", method: "POST", path: "/api/invitations", account: false, key: true }, { body }, options);
  }
  /**
   * List the invitations that are open.
   *
   * Newest first, without their links. One that was accepted, taken back or is over seven days old is not among them.
   */
  list(query: { limit?: number; cursor?: string } = {}, options: CallOptions = {}): Promise<t.InvitationPage> {
    return this.#caller.call({ name: "invitations.list", method: "GET", path: "/api/invitations", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number } = {}, options: CallOptions = {}): AsyncGenerator<t.InvitationAnswer, void> {
    return this.#caller.rows({ name: "invitations.list", method: "GET", path: "/api/invitations", account: false, key: false }, { query }, options);
  }
  /**
   * Take an open invitation back.
   *
   * Its link works no more. One that is not open answers 404.
   */
  revoke(id: string, body: t.Sent<t.PersonEnd> = {}, options: CallOptions = {}): Promise<t.InvitationAnswer> {
    return this.#caller.call({ name: "invitations.revoke", method: "POST", path: "/api/invitations/{id}/revoke", account: false, key: true }, { path: { id }, body }, options);
  }
}

/** Who calls: API keys of the account, their owners, scopes and limits. */
export class Keys {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Make a key; its secret is shown in this answer alone.
   *
   * Its owner is the person whose key it is: an approval comes from another person than who planned. A key that has limits of its own makes none.
   */
  create(body: t.Sent<t.KeyCreate>, options: CallOptions = {}): Promise<t.KeySecretAnswer> {
    return this.#caller.call({ name: "keys.create", method: "POST", path: "/api/keys", account: false, key: true }, { body }, options);
  }
  /**
   * List keys.
   *
   * Newest first, without secrets, revoked ones too. A test key sees test keys alone.
   */
  list(query: { limit?: number; cursor?: string } = {}, options: CallOptions = {}): Promise<t.KeyPage> {
    return this.#caller.call({ name: "keys.list", method: "GET", path: "/api/keys", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number } = {}, options: CallOptions = {}): AsyncGenerator<t.KeyAnswer, void> {
    return this.#caller.rows({ name: "keys.list", method: "GET", path: "/api/keys", account: false, key: false }, { query }, options);
  }
  /**
   * Change a key's name or its limits.
   *
   * They bind within a second. Owner, scopes, mode and end stay as they are.
   */
  patch(id: string, body: t.Sent<t.KeyPatch> = {}, options: CallOptions = {}): Promise<t.KeyAnswer> {
    return this.#caller.call({ name: "keys.patch", method: "PATCH", path: "/api/keys/{id}", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * Revoke a key for good.
   *
   * Every server refuses it within a second, and its event streams end. Again changes nothing.
   */
  revoke(id: string, body: t.Sent<t.KeyRevoke> = {}, options: CallOptions = {}): Promise<t.KeyAnswer> {
    return this.#caller.call({ name: "keys.revoke", method: "POST", path: "/api/keys/{id}/revoke", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * Give a key a new secret, shown in this answer alone.
   *
   * The old one stops working within a second. Owner, scopes and limits stay.
   */
  rotate(id: string, body: t.Sent<t.KeyRotate> = {}, options: CallOptions = {}): Promise<t.KeySecretAnswer> {
    return this.#caller.call({ name: "keys.rotate", method: "POST", path: "/api/keys/{id}/rotate", account: false, key: true }, { path: { id }, body }, options);
  }
}

/** Mails to brokers: what became of each, and what waits for a person. */
export class Mail {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Take a mail that came back: a bounce, an automatic answer, a reply.
   *
   * The message's bytes as `message/rfc822`, or in JSON as base64. It is matched by the Message-ID of the mail it answers, within the key's account alone; one that matches nothing is answered `unmatched`. The same message again changes nothing.
   */
  inbound(body: t.Sent<t.InboundMailRequest>, options: CallOptions = {}): Promise<t.InboundMailAnswer> {
    return this.#caller.call({ name: "mail.inbound", method: "POST", path: "/api/mail/inbound", account: false, key: true }, { body }, options);
  }
}

/** What happened, in the order it happened, and what was mailed to warehouses. */
export class Notifications {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * List notifications.
   *
   * What was mailed to warehouses, newest first, and what became of it.
   */
  list(query: { limit?: number; cursor?: string } = {}, options: CallOptions = {}): Promise<t.NotificationPage> {
    return this.#caller.call({ name: "notifications.list", method: "GET", path: "/api/notifications", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number } = {}, options: CallOptions = {}): AsyncGenerator<t.NotificationAnswer, void> {
    return this.#caller.rows({ name: "notifications.list", method: "GET", path: "/api/notifications", account: false, key: false }, { query }, options);
  }
}

/** What was sold to whom, with lines of products. Orders are what a plan takes. */
export class Orders {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * One order.
   *
   * With its lines, its value, and the export it belongs to, if any.
   */
  get(id: string, options: CallOptions = {}): Promise<t.OrderAnswer> {
    return this.#caller.call({ name: "orders.get", method: "GET", path: "/api/orders/{id}", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * Insert or overwrite orders from a file; a dry run says what would change.
   *
   * A fault refuses the file. Only of a shop's own file an order that names an unknown product is set aside, told in `skipped`, and the others are taken; one of which nothing ships any more is cancelled.
   *
   * Rows of one `externalId` are one order's lines; each names its product by `productId`, `productExternalId` or `sku`. Files, presets and faults are as in the import of products.
   */
  import(body: t.Sent<t.OrdersImport> = {}, options: CallOptions = {}): Promise<t.OrdersImported> {
    return this.#caller.call({ name: "orders.import", method: "POST", path: "/api/orders/import", account: false, key: true }, { body }, options);
  }
  /**
   * List orders.
   *
   * Newest first. `updatedSince` gives what changed, for a copy kept elsewhere.
   */
  list(query: { limit?: number; cursor?: string; updatedSince?: string; q?: string; state?: "open" | "exported" } = {}, options: CallOptions = {}): Promise<t.OrderPage> {
    return this.#caller.call({ name: "orders.list", method: "GET", path: "/api/orders", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number; updatedSince?: string; q?: string; state?: "open" | "exported" } = {}, options: CallOptions = {}): AsyncGenerator<t.OrderAnswer, void> {
    return this.#caller.rows({ name: "orders.list", method: "GET", path: "/api/orders", account: false, key: false }, { query }, options);
  }
  /**
   * Change who receives an order, who bought it, or when.
   *
   * Fields that are absent stay as they are, null empties one; lines are synced. Of an exported order the answer warns.
   */
  patch(id: string, body: t.Sent<t.OrderPatch> = {}, options: CallOptions = {}): Promise<t.OrdersSynced> {
    return this.#caller.call({ name: "orders.patch", method: "PATCH", path: "/api/orders/{id}", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * Insert or overwrite orders by external id; lines are replaced.
   *
   * An order is found again by its `externalId`; its value is computed from its lines. Take the `id` of the answer to plan it.
   */
  sync(body: t.Sent<t.OrdersSync>, options: CallOptions = {}): Promise<t.OrdersSynced> {
    return this.#caller.call({ name: "orders.sync", method: "POST", path: "/api/orders/sync", account: true, key: true }, { body }, options);
  }
  /** The same as `sync`; it answers the ids and the warnings alone. */
  syncMinimal(body: t.Sent<t.OrdersSync>, options: CallOptions = {}): Promise<t.OrdersSyncedMinimal> {
    return this.#caller.call({ name: "orders.sync", method: "POST", path: "/api/orders/sync", account: true, key: true, prefer: "return=minimal" }, { body }, options);
  }
}

/** The papers of an executed export, byte for byte. */
export class Packages {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * The bytes of one file.
   *
   * As it was made and mailed; its media type and name are in the answer's headers.
   */
  artifact(id: string, filename: string, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#caller.call({ name: "packages.artifact", method: "GET", path: "/api/customs-packages/{id}/artifacts/{filename}", account: false, key: false }, { path: { id, filename } }, options);
  }
  /**
   * A customs package with its files.
   *
   * Its number, its state, and for each file its type, size and SHA-256.
   */
  get(id: string, options: CallOptions = {}): Promise<t.PackageAnswer> {
    return this.#caller.call({ name: "packages.get", method: "GET", path: "/api/customs-packages/{id}", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * The whole package as one reproducible ZIP.
   *
   * The same package gives the same bytes.
   */
  zip(id: string, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#caller.call({ name: "packages.zip", method: "GET", path: "/api/customs-packages/{id}/package.zip", account: false, key: false }, { path: { id } }, options);
  }
}

/** Who works for the account in the console, with which roles, and who is invited. */
export class People {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * End every session of a person, at once.
   *
   * The person signs in again, or not, if also sent away.
   */
  endSessions(id: string, body: t.Sent<t.PersonEnd> = {}, options: CallOptions = {}): Promise<t.SessionsEndedAnswer> {
    return this.#caller.call({ name: "people.end_sessions", method: "POST", path: "/api/people/{id}/end-sessions", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * List the people who work for the account.
   *
   * The newest members first, with roles, worlds and when they were last seen.
   */
  list(query: { limit?: number; cursor?: string } = {}, options: CallOptions = {}): Promise<t.PersonPage> {
    return this.#caller.call({ name: "people.list", method: "GET", path: "/api/people", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number } = {}, options: CallOptions = {}): AsyncGenerator<t.PersonAnswer, void> {
    return this.#caller.rows({ name: "people.list", method: "GET", path: "/api/people", account: false, key: false }, { query }, options);
  }
  /**
   * Give a person other roles or worlds.
   *
   * Every session of the person ends: the next one begins with the new roles. An account keeps an admin.
   */
  patch(id: string, body: t.Sent<t.PersonPatch> = {}, options: CallOptions = {}): Promise<t.PersonAnswer> {
    return this.#caller.call({ name: "people.patch", method: "PATCH", path: "/api/people/{id}", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * Send a person away from the account.
   *
   * Sessions end. What the person did stays in the record. An account keeps an admin.
   */
  remove(id: string, body: t.Sent<t.PersonEnd> = {}, options: CallOptions = {}): Promise<t.PersonAnswer> {
    return this.#caller.call({ name: "people.remove", method: "POST", path: "/api/people/{id}/remove", account: false, key: true }, { path: { id }, body }, options);
  }
}

/** The goods, with what customs asks of them: synced from the shop, found again by `externalId`. */
export class ProductChanges {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Change several products, all or nothing; a dry run says what planning would find then.
   *
   * Each change is one of `PATCH /api/products/{id}`. With an empty `set` and `dryRun` it checks products as they are.
   */
  create(body: t.Sent<t.ProductsChange>, options: CallOptions = {}): Promise<t.ProductsChanged> {
    return this.#caller.call({ name: "product_changes.create", method: "POST", path: "/api/product-changes", account: true, key: true }, { body }, options);
  }
  /**
   * One change, with what it made different in each product.
   *
   * Each field has its value before and after.
   */
  get(id: string, options: CallOptions = {}): Promise<t.ProductChangeDetail> {
    return this.#caller.call({ name: "product_changes.get", method: "GET", path: "/api/product-changes/{id}", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * List changes of products.
   *
   * Newest first, of syncs, imports and patches too. A new product is no change.
   */
  list(query: { limit?: number; cursor?: string } = {}, options: CallOptions = {}): Promise<t.ProductChangePage> {
    return this.#caller.call({ name: "product_changes.list", method: "GET", path: "/api/product-changes", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number } = {}, options: CallOptions = {}): AsyncGenerator<t.ProductChange, void> {
    return this.#caller.rows({ name: "product_changes.list", method: "GET", path: "/api/product-changes", account: false, key: false }, { query }, options);
  }
  /**
   * Undo a change, by a new one.
   *
   * Refused where a field of it was changed again since: each is named. An undo can be undone.
   */
  undo(id: string, body: t.Sent<t.ChangeUndo> = {}, options: CallOptions = {}): Promise<t.ProductsChanged> {
    return this.#caller.call({ name: "product_changes.undo", method: "POST", path: "/api/product-changes/{id}/undo", account: true, key: true }, { path: { id }, body }, options);
  }
}

/** The goods, with what customs asks of them: synced from the shop, found again by `externalId`. */
export class Products {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * One product, with the MID built where none was given.
   *
   * All that is stored of it, and what planning reads from it.
   */
  get(id: string, options: CallOptions = {}): Promise<t.ProductAnswer> {
    return this.#caller.call({ name: "products.get", method: "GET", path: "/api/products/{id}", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * The changes of one product.
   *
   * Newest first, each with the fields it made different.
   */
  history(id: string, query: { limit?: number; cursor?: string } = {}, options: CallOptions = {}): Promise<t.ProductHistory> {
    return this.#caller.call({ name: "products.history", method: "GET", path: "/api/products/{id}/history", account: false, key: false }, { path: { id }, query }, options);
  }
  /** The rows of every page of `history`, asked for as they are needed. */
  eachOfHistory(id: string, query: { limit?: number } = {}, options: CallOptions = {}): AsyncGenerator<t.ProductHistoryEntry, void> {
    return this.#caller.rows({ name: "products.history", method: "GET", path: "/api/products/{id}/history", account: false, key: false }, { path: { id }, query }, options);
  }
  /**
   * Insert or change products from a file, all or nothing; a dry run says what would change.
   *
   * CSV in any usual encoding, or XLSX: as JSON, or as the body itself with its media type and the options in the query. The columns are product fields in dotted form, those of a shop's export, or those of a mapping. Faults are told all at once: each of `details.issues` has `row`, `column`, the `value` and the `mend`.
   */
  import(body: t.Sent<t.ProductsImport> = {}, options: CallOptions = {}): Promise<t.ProductsImported> {
    return this.#caller.call({ name: "products.import", method: "POST", path: "/api/products/import", account: false, key: true }, { body }, options);
  }
  /**
   * List products.
   *
   * Newest first. `updatedSince` gives what changed, for a copy kept elsewhere. `check` adds what planning finds in each.
   */
  list(query: { limit?: number; cursor?: string; updatedSince?: string; q?: string; missing?: "hsCode" | "countryOfOrigin" | "description" | "manufacturer" | "materials" | "netWeightKg" | "unitValueUsd"; readiness?: t.ReadinessState; finding?: string; check?: boolean } = {}, options: CallOptions = {}): Promise<t.ProductPage> {
    return this.#caller.call({ name: "products.list", method: "GET", path: "/api/products", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number; updatedSince?: string; q?: string; missing?: "hsCode" | "countryOfOrigin" | "description" | "manufacturer" | "materials" | "netWeightKg" | "unitValueUsd"; readiness?: t.ReadinessState; finding?: string; check?: boolean } = {}, options: CallOptions = {}): AsyncGenerator<t.ProductAnswer, void> {
    return this.#caller.rows({ name: "products.list", method: "GET", path: "/api/products", account: false, key: false }, { query }, options);
  }
  /**
   * Change fields of a product.
   *
   * Fields that are absent stay as they are; null empties one.
   */
  patch(id: string, body: t.Sent<t.ProductPatch> = {}, options: CallOptions = {}): Promise<t.ProductAnswer> {
    return this.#caller.call({ name: "products.patch", method: "PATCH", path: "/api/products/{id}", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * Propose codes for products of the catalogue, some a call.
   *
   * Call it again with `nextCursor` until `hasMore` is false; a product whose proposal still stands is passed over, so that a walk broken off goes on where it was. Proposals change no product: take a code over with PATCH.
   */
  suggest(body: t.Sent<t.SuggestRequest> = {}, options: CallOptions = {}): Promise<t.ProductsSuggested> {
    return this.#caller.call({ name: "products.suggest", method: "POST", path: "/api/products/suggest", account: true, key: true }, { body }, options);
  }
  /**
   * Insert or overwrite products by external id.
   *
   * A product is found again by its `externalId`; what is stored is what this call says. Up to 1,000 a call, all or nothing; the answer keeps the request's order.
   */
  sync(body: t.Sent<t.ProductsSync>, options: CallOptions = {}): Promise<t.ProductsSynced> {
    return this.#caller.call({ name: "products.sync", method: "POST", path: "/api/products/sync", account: true, key: true }, { body }, options);
  }
  /** The same as `sync`; it answers the ids and the warnings alone. */
  syncMinimal(body: t.Sent<t.ProductsSync>, options: CallOptions = {}): Promise<t.ProductsSyncedMinimal> {
    return this.#caller.call({ name: "products.sync", method: "POST", path: "/api/products/sync", account: true, key: true, prefer: "return=minimal" }, { body }, options);
  }
  /**
   * Where a product is used.
   *
   * The newest open orders that hold it, and the exports that wait with them: what a change of it concerns.
   */
  uses(id: string, options: CallOptions = {}): Promise<t.ProductUses> {
    return this.#caller.call({ name: "products.uses", method: "GET", path: "/api/products/{id}/uses", account: false, key: false }, { path: { id } }, options);
  }
}

/** Who calls: API keys of the account, their owners, scopes and limits. */
export class Requests {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * List calls by the account's keys.
   *
   * Newest first, in the mode of the key; some seconds behind, for 30 days, the last 10,000. What calls did is in the events.
   */
  list(query: { limit?: number; cursor?: string; keyId?: string; failed?: boolean } = {}, options: CallOptions = {}): Promise<t.RequestPage> {
    return this.#caller.call({ name: "requests.list", method: "GET", path: "/api/requests", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number; keyId?: string; failed?: boolean } = {}, options: CallOptions = {}): AsyncGenerator<t.RequestAnswer, void> {
    return this.#caller.rows({ name: "requests.list", method: "GET", path: "/api/requests", account: false, key: false }, { query }, options);
  }
}

/** Mails to brokers: what became of each, and what waits for a person. */
export class Restore {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Decide about everything that a restore holds, and let the account go on.
   *
   * Submissions that differ are decided one by one before (`POST /api/submissions/{id}/decide`).
   */
  decide(body: t.Sent<t.DecideRestoreRequest>, options: CallOptions = {}): Promise<t.RestoreDecided> {
    return this.#caller.call({ name: "restore.decide", method: "POST", path: "/api/restore/decide", account: true, key: true }, { body }, options);
  }
  /**
   * Show what may have left between a backup and its restore, and waits for a person.
   *
   * Until somebody decides, executing, correcting and submitting again want `confirm: true`, and webhooks are silent.
   */
  get(options: CallOptions = {}): Promise<t.RestoreAnswer> {
    return this.#caller.call({ name: "restore.get", method: "GET", path: "/api/restore", account: false, key: false }, {}, options);
  }
}

/** Mails to brokers: what became of each, and what waits for a person. */
export class Submissions {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Decide about a mail whose fate is not known: resend it, or say that it arrived.
   *
   * Only a submission in `uncertain` asks for it. Neither answer is given by the server of itself: one may mail twice, the other never.
   */
  decide(id: string, body: t.Sent<t.DecideRequest>, options: CallOptions = {}): Promise<t.DecideAnswer> {
    return this.#caller.call({ name: "submissions.decide", method: "POST", path: "/api/submissions/{id}/decide", account: true, key: true }, { path: { id }, body }, options);
  }
  /**
   * End the links of a submission: nobody answers or fetches files by them any more.
   *
   * They end by themselves after 60 days, when the mail bounces, and with the next submission to another address.
   */
  endLinks(id: string, body: t.Sent<t.EndLinksRequest> = {}, options: CallOptions = {}): Promise<t.LinksEnded> {
    return this.#caller.call({ name: "submissions.end_links", method: "POST", path: "/api/submissions/{id}/end-links", account: true, key: true }, { path: { id }, body }, options);
  }
  /**
   * One submission with its tries.
   *
   * Each try tells what the mail server said and what that means.
   */
  get(id: string, options: CallOptions = {}): Promise<t.SubmissionDetail> {
    return this.#caller.call({ name: "submissions.get", method: "GET", path: "/api/submissions/{id}", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * List broker submissions; those `uncertain` wait for a person.
   *
   * Newest first, with the state of each mail and what it waits for.
   */
  list(query: { limit?: number; cursor?: string; status?: t.SubmissionStatus; exportId?: string } = {}, options: CallOptions = {}): Promise<t.SubmissionPage> {
    return this.#caller.call({ name: "submissions.list", method: "GET", path: "/api/submissions", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number; status?: t.SubmissionStatus; exportId?: string } = {}, options: CallOptions = {}): AsyncGenerator<t.BrokerSubmission, void> {
    return this.#caller.rows({ name: "submissions.list", method: "GET", path: "/api/submissions", account: false, key: false }, { query }, options);
  }
  /**
   * The message of a submission, whole, with its files.
   *
   * In place of the broker's own links it has stand-ins: who holds those answers as the broker.
   */
  message(id: string, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#caller.call({ name: "submissions.message", method: "GET", path: "/api/submissions/{id}/message", account: false, key: false }, { path: { id } }, options);
  }
}

/** Whether a key works, and what it meets. */
export class System {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Verify a key; see which account, mode and tariff edition it meets.
   *
   * Needs a key, as every call of the API does; `/healthz` and `/readyz` need none.
   */
  health(options: CallOptions = {}): Promise<t.HealthAnswer> {
    return this.#caller.call({ name: "system.health", method: "GET", path: "/api/system/health", account: false, key: false }, {}, options);
  }
}

/** Customs law without an order. */
export class Tariff {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Facts the law asks of goods.
   *
   * Each condition is answered in `attributes` of a product or an estimate line, or for all goods in `conditions` of the account; a product's own answer wins.
   */
  conditions(options: CallOptions = {}): Promise<t.ConditionList> {
    return this.#caller.call({ name: "tariff.conditions", method: "GET", path: "/api/tariff/conditions", account: false, key: false }, {}, options);
  }
  /**
   * List the rules of planning, each with the plans of the last 30 days in which it found something.
   *
   * Hits are counted at most once an hour.
   */
  rules(options: CallOptions = {}): Promise<t.RuleList> {
    return this.#caller.call({ name: "tariff.rules", method: "GET", path: "/api/tariff/rules", account: false, key: false }, {}, options);
  }
  /**
   * The schedule and the law in force.
   *
   * How old they are, what is held in part, and the programmes with their dates.
   */
  status(query: { on?: string } = {}, options: CallOptions = {}): Promise<t.TariffStatus> {
    return this.#caller.call({ name: "tariff.status", method: "GET", path: "/api/tariff/status", account: false, key: false }, { query }, options);
  }
}

/** A batch of orders on its way: plan, approve, execute, inspect, correct, withdraw. */
export class Triage {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * The findings of all batches that wait, by root cause, in the order that frees exports soonest.
   *
   * Each cause with the batches, orders and value it holds up, and what mends it. What is merely told (`info`) is most of it and holds up nothing: leave it out with `severity`.
   */
  get(query: { severity?: string } = {}, options: CallOptions = {}): Promise<t.TriageAnswer> {
    return this.#caller.call({ name: "triage.get", method: "GET", path: "/api/triage", account: false, key: false }, { query }, options);
  }
}

/** Where exports leave from. */
export class Warehouses {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * A new warehouse.
   *
   * Where exports leave from. Its port of entry and mode of transport are the default of its plans.
   */
  create(body: t.Sent<t.WarehouseCreate>, options: CallOptions = {}): Promise<t.WarehouseAnswer> {
    return this.#caller.call({ name: "warehouses.create", method: "POST", path: "/api/warehouses", account: true, key: true }, { body }, options);
  }
  /**
   * One warehouse.
   *
   * Address, port of entry, mode of transport, and who is told of executions.
   */
  get(id: string, options: CallOptions = {}): Promise<t.WarehouseAnswer> {
    return this.#caller.call({ name: "warehouses.get", method: "GET", path: "/api/warehouses/{id}", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * List warehouses.
   *
   * Newest first.
   */
  list(query: { limit?: number; cursor?: string; updatedSince?: string } = {}, options: CallOptions = {}): Promise<t.WarehousePage> {
    return this.#caller.call({ name: "warehouses.list", method: "GET", path: "/api/warehouses", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number; updatedSince?: string } = {}, options: CallOptions = {}): AsyncGenerator<t.WarehouseAnswer, void> {
    return this.#caller.rows({ name: "warehouses.list", method: "GET", path: "/api/warehouses", account: false, key: false }, { query }, options);
  }
  /**
   * Change fields of a warehouse.
   *
   * Fields that are absent stay as they are; null empties one. Plans made before keep what they say.
   */
  patch(id: string, body: t.Sent<t.WarehousePatch> = {}, options: CallOptions = {}): Promise<t.WarehouseAnswer> {
    return this.#caller.call({ name: "warehouses.patch", method: "PATCH", path: "/api/warehouses/{id}", account: false, key: true }, { path: { id }, body }, options);
  }
}

/** Addresses of yours that are sent the events, signed. */
export class Webhooks {
  readonly #caller: Caller;
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  /**
   * Register an endpoint; its secret is shown in this answer alone.
   *
   * Messages are signed as https://www.standardwebhooks.com says, tried ten times within three days, and may come more than once: `webhook-id` tells a repeat.
   */
  create(body: t.Sent<t.WebhookCreateBody>, options: CallOptions = {}): Promise<t.WebhookSecretAnswer> {
    return this.#caller.call({ name: "webhooks.create", method: "POST", path: "/api/webhooks", account: true, key: true }, { body }, options);
  }
  /**
   * Give an endpoint up, with all that is owed to it.
   *
   * Nothing is sent to it any more. Its past deliveries go with it.
   */
  delete(id: string, options: CallOptions = {}): Promise<t.WebhookDeleted> {
    return this.#caller.call({ name: "webhooks.delete", method: "DELETE", path: "/api/webhooks/{id}", account: false, key: true }, { path: { id } }, options);
  }
  /**
   * What the endpoint is owed and was sent, and what became of it.
   *
   * Newest first, with each try's answer and when the next comes.
   */
  deliveries(id: string, query: { limit?: number; cursor?: string; state?: t.WebhookDeliveryAnswerState } = {}, options: CallOptions = {}): Promise<t.WebhookDeliveryPage> {
    return this.#caller.call({ name: "webhooks.deliveries", method: "GET", path: "/api/webhooks/{id}/deliveries", account: false, key: false }, { path: { id }, query }, options);
  }
  /** The rows of every page of `deliveries`, asked for as they are needed. */
  eachOfDeliveries(id: string, query: { limit?: number; state?: t.WebhookDeliveryAnswerState } = {}, options: CallOptions = {}): AsyncGenerator<t.WebhookDeliveryAnswer, void> {
    return this.#caller.rows({ name: "webhooks.deliveries", method: "GET", path: "/api/webhooks/{id}/deliveries", account: false, key: false }, { path: { id }, query }, options);
  }
  /**
   * One endpoint, without its secret.
   *
   * Its state, and why it was disabled, if it was.
   */
  get(id: string, options: CallOptions = {}): Promise<t.WebhookAnswer> {
    return this.#caller.call({ name: "webhooks.get", method: "GET", path: "/api/webhooks/{id}", account: false, key: false }, { path: { id } }, options);
  }
  /**
   * List endpoints.
   *
   * Newest first, without secrets.
   */
  list(query: { limit?: number; cursor?: string } = {}, options: CallOptions = {}): Promise<t.WebhookPage> {
    return this.#caller.call({ name: "webhooks.list", method: "GET", path: "/api/webhooks", account: false, key: false }, { query }, options);
  }
  /** The rows of every page of `list`, asked for as they are needed. */
  each(query: { limit?: number } = {}, options: CallOptions = {}): AsyncGenerator<t.WebhookAnswer, void> {
    return this.#caller.rows({ name: "webhooks.list", method: "GET", path: "/api/webhooks", account: false, key: false }, { query }, options);
  }
  /**
   * Change an endpoint, disable it, enable it again.
   *
   * What an endpoint missed while it was disabled it is sent when it is enabled again.
   */
  patch(id: string, body: t.Sent<t.WebhookPatchBody> = {}, options: CallOptions = {}): Promise<t.WebhookAnswer> {
    return this.#caller.call({ name: "webhooks.patch", method: "PATCH", path: "/api/webhooks/{id}", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * Post one delivery once more, under the same `webhook-id`.
   *
   * Also of a delivery that was received or given up.
   */
  redeliver(id: string, deliveryId: string, body: t.Sent<t.WebhookRedelivery> = {}, options: CallOptions = {}): Promise<t.WebhookDeliveryAnswer> {
    return this.#caller.call({ name: "webhooks.redeliver", method: "POST", path: "/api/webhooks/{id}/deliveries/{deliveryId}/replay", account: false, key: true }, { path: { id, deliveryId }, body }, options);
  }
  /**
   * Post every event since a point once more, each under its `webhook-id`.
   *
   * In the order they happened. A receiver tells repeats by their `webhook-id`.
   */
  replay(id: string, body: t.Sent<t.WebhookReplay>, options: CallOptions = {}): Promise<t.WebhookReplayAnswer> {
    return this.#caller.call({ name: "webhooks.replay", method: "POST", path: "/api/webhooks/{id}/replay", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * A new secret, shown in this answer alone; the old one signs beside it for 24 hours.
   *
   * Messages carry both signatures meanwhile, so that a receiver can change over without losing one.
   */
  rotate(id: string, body: t.Sent<t.WebhookRotate> = {}, options: CallOptions = {}): Promise<t.WebhookSecretAnswer> {
    return this.#caller.call({ name: "webhooks.rotate", method: "POST", path: "/api/webhooks/{id}/rotate", account: false, key: true }, { path: { id }, body }, options);
  }
  /**
   * Owe the endpoint a message of type `webhook.test`.
   *
   * Signed and sent as every other; look at its deliveries for what the receiver answered.
   */
  test(id: string, body: t.Sent<t.WebhookTest> = {}, options: CallOptions = {}): Promise<t.WebhookDeliveryAnswer> {
    return this.#caller.call({ name: "webhooks.test", method: "POST", path: "/api/webhooks/{id}/test", account: false, key: true }, { path: { id }, body }, options);
  }
}

/** The operations by their nouns, and the protocol's verbs. */
export class Operations {
  readonly #caller: Caller;
  /** The seller: importer of record, addresses, policy. */
  readonly account: Account;
  /** Who files the entries with customs, and what they charge. */
  readonly brokers: Brokers;
  /** Mails that a test key's exports would have sent. */
  readonly capturedMails: CapturedMails;
  /** Customs law without an order. */
  readonly customs: Customs;
  /** Decisions about parties that resemble an entry of a screening list. */
  readonly dispositions: Dispositions;
  /** What happened, in the order it happened, and what was mailed to warehouses. */
  readonly events: Events;
  /** A batch of orders on its way: plan, approve, execute, inspect, correct, withdraw. */
  readonly exports: Exports;
  /** Who works for the account in the console, with which roles, and who is invited. */
  readonly invitations: Invitations;
  /** Who calls: API keys of the account, their owners, scopes and limits. */
  readonly keys: Keys;
  /** Mails to brokers: what became of each, and what waits for a person. */
  readonly mail: Mail;
  /** What happened, in the order it happened, and what was mailed to warehouses. */
  readonly notifications: Notifications;
  /** What was sold to whom, with lines of products. Orders are what a plan takes. */
  readonly orders: Orders;
  /** The papers of an executed export, byte for byte. */
  readonly packages: Packages;
  /** Who works for the account in the console, with which roles, and who is invited. */
  readonly people: People;
  /** The goods, with what customs asks of them: synced from the shop, found again by `externalId`. */
  readonly productChanges: ProductChanges;
  /** The goods, with what customs asks of them: synced from the shop, found again by `externalId`. */
  readonly products: Products;
  /** Who calls: API keys of the account, their owners, scopes and limits. */
  readonly requests: Requests;
  /** Mails to brokers: what became of each, and what waits for a person. */
  readonly restore: Restore;
  /** Mails to brokers: what became of each, and what waits for a person. */
  readonly submissions: Submissions;
  /** Whether a key works, and what it meets. */
  readonly system: System;
  /** Customs law without an order. */
  readonly tariff: Tariff;
  /** A batch of orders on its way: plan, approve, execute, inspect, correct, withdraw. */
  readonly triage: Triage;
  /** Where exports leave from. */
  readonly warehouses: Warehouses;
  /** Addresses of yours that are sent the events, signed. */
  readonly webhooks: Webhooks;
  constructor(caller: (self: Operations) => Caller) {
    this.#caller = caller(this);
    this.account = new Account(this.#caller);
    this.brokers = new Brokers(this.#caller);
    this.capturedMails = new CapturedMails(this.#caller);
    this.customs = new Customs(this.#caller);
    this.dispositions = new Dispositions(this.#caller);
    this.events = new Events(this.#caller);
    this.exports = new Exports(this.#caller);
    this.invitations = new Invitations(this.#caller);
    this.keys = new Keys(this.#caller);
    this.mail = new Mail(this.#caller);
    this.notifications = new Notifications(this.#caller);
    this.orders = new Orders(this.#caller);
    this.packages = new Packages(this.#caller);
    this.people = new People(this.#caller);
    this.productChanges = new ProductChanges(this.#caller);
    this.products = new Products(this.#caller);
    this.requests = new Requests(this.#caller);
    this.restore = new Restore(this.#caller);
    this.submissions = new Submissions(this.#caller);
    this.system = new System(this.#caller);
    this.tariff = new Tariff(this.#caller);
    this.triage = new Triage(this.#caller);
    this.warehouses = new Warehouses(this.#caller);
    this.webhooks = new Webhooks(this.#caller);
  }
  /** The same as `exports.plan`. */
  plan(...given: Parameters<Exports["plan"]>): ReturnType<Exports["plan"]> {
    return this.exports.plan(...given);
  }
  /** The same as `exports.execute`. */
  execute(...given: Parameters<Exports["execute"]>): ReturnType<Exports["execute"]> {
    return this.exports.execute(...given);
  }
  /** The same as `exports.inspect`. */
  inspect(...given: Parameters<Exports["inspect"]>): ReturnType<Exports["inspect"]> {
    return this.exports.inspect(...given);
  }
  /** The same as `system.health`. */
  health(...given: Parameters<System["health"]>): ReturnType<System["health"]> {
    return this.system.health(...given);
  }
  /** The same as `packages.get`. */
  package(...given: Parameters<Packages["get"]>): ReturnType<Packages["get"]> {
    return this.packages.get(...given);
  }
  /** The same as `packages.artifact`. */
  artifact(...given: Parameters<Packages["artifact"]>): ReturnType<Packages["artifact"]> {
    return this.packages.artifact(...given);
  }
  /** The same as `customs.estimate`. */
  estimate(...given: Parameters<Customs["estimate"]>): ReturnType<Customs["estimate"]> {
    return this.customs.estimate(...given);
  }
  /** The same as `customs.optimize`. */
  optimize(...given: Parameters<Customs["optimize"]>): ReturnType<Customs["optimize"]> {
    return this.customs.optimize(...given);
  }
  /**
   * Find rows by id, package number, an order's external id, SKU, or how one of them begins.
   *
   * Exact matches come first. Letters of either case are alike in numbers and SKUs.
   */
  search(query: { q: string; limit?: number }, options: CallOptions = {}): Promise<t.SearchAnswer> {
    return this.#caller.call({ name: "search", method: "GET", path: "/api/search", account: false, key: false }, { query }, options);
  }
}
