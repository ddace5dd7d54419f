// Generated: `make golden` writes it anew from the API description.

/** Any JSON. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
/** A body to send: the accountId is the key's own where it is left out. */
export type Sent<T> = Omit<T, "accountId" | "idempotencyKey"> & { accountId?: string };
/** The profile of the key's account. */
export interface AccountAnswer {
  /** Id of the account; what bodies name as accountId. */
  id: string;
  /** The world the key sees. */
  mode: AccountMode;
  /** Name of the firm. */
  name: string;
  /** The firm's address, or null. */
  address: AddressAnswer | null;
  /** The importer of record it ships under, or null. */
  importerOfRecord: ImporterAnswer | null;
  /** Who in the United States the goods go to where an order names nobody there, or null. */
  ultimateConsignee: ConsigneeAnswer | null;
  /** The employee named on invoices, or null. */
  responsiblePerson: ResponsiblePersonAnswer | null;
  /** Incoterm of its sales, or null. */
  incoterm: string | null;
  /** Answers, for all goods, to facts the law asks of them, or null. */
  conditions: { [name: string]: Json } | null;
  /** Limits for every key of the account, or null. */
  policy: PolicyAnswer | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** The fields of `payload` in events `account.changed`. Fields of the account's profile, its policy among them, changed: before and after. */
export interface AccountChangedPayload {
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `account.created`. The command line made the account. */
export interface AccountCreatedPayload {
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Its possible values. */
export type AccountMode = "live" | "test";
/** Changes to the account's profile. Fields given replace the stored ones whole; null clears. */
export interface AccountPatch {
  /** Name of the firm; null leaves it as it is. */
  name?: string | null;
  /** The firm's address, printed as the seller's. */
  address?: AddressIn | null;
  /** The importer of record it ships under. */
  importerOfRecord?: ImporterIn | null;
  /** Who in the United States the goods go to where an order names nobody there. */
  ultimateConsignee?: ConsigneeIn | null;
  /** The employee named on invoices. */
  responsiblePerson?: ResponsiblePersonIn | null;
  /** Incoterm of its sales. */
  incoterm?: string | null;
  /** Answers, for all goods, to facts that the law asks of them, by name; a product's own answer wins. */
  conditions?: { [name: string]: Json } | null;
  /** Limits for every key; changing them needs the `admin` scope. */
  policy?: PolicyIn | null;
}
/** Who wrote an event. */
export interface ActorAnswer {
  /** What kind of actor. */
  kind: ActorKind;
  /** Its id: the key's, the person's; `entrygo` for the installation itself. */
  id: string;
  /** The person: the owner of a key, or null where it has none. */
  name: string | null;
}
/** Its possible values. */
export type ActorKind = "key" | "person" | "agent" | "system";
/** A postal address; a part that was not given is absent. */
export interface AddressAnswer {
  /** Street and number. */
  address1?: string | null;
  /** Second address line. */
  address2?: string | null;
  /** City. */
  city?: string | null;
  /** State or province. */
  region?: string | null;
  /** Postal code. */
  postalCode?: string | null;
  /** Two-letter country code. */
  country?: string | null;
}
/** A postal address. */
export interface AddressIn {
  /** Street and number. */
  address1?: string | null;
  /** Second address line. */
  address2?: string | null;
  /** City. */
  city?: string | null;
  /** State or province. */
  region?: string | null;
  /** Postal code. */
  postalCode?: string | null;
  /** Code or name of the country; kept as its code. */
  country?: string | null;
}
/** Another way to split the goods; shown, never chosen. */
export interface AlternativeAnswer {
  /** Name of the splitting. */
  name: string;
  /** How many entries it would make. */
  entry_count: number;
  /** Its fees, in US dollars. */
  cost_usd: number | null;
  /** The rule it would break. */
  breaks: string;
}
/** An approval of one plan. */
export interface ApproveAnswer {
  /** Export batch ID. */
  exportId: string;
  /** The plan approved. */
  planHash: string;
  /** Id of the key that approved. */
  approvedBy: string;
  /** When. */
  approvedAt: string;
  /** What may leave, and where to: approved together with the plan. */
  delivery: DeliveryAnswer;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** A plan to approve, named by its hash. */
export interface ApproveRequest {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The hash of the plan approved: of a batch, its current plan's; of an executed export, the correction's, or with `recipientEmail` the papers' own. */
  planHash: string;
  /** Where the caller means them to go; 409 PLAN_CHANGED where they would go elsewhere. */
  expectedRecipient?: string | null;
  /** Of an executed export: the other address its papers may be resubmitted to. */
  recipientEmail?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** A file of a package. */
export interface ArtifactAnswer {
  /** What it is; branch on it. */
  artifact_type: string;
  /** Its name in the package. */
  filename: string;
  /** When its bytes were made. */
  generated_at: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  sha256: string;
  /** How many bytes it has. */
  size_bytes: number;
  /** Its media type. */
  media_type: string;
  /** Where its bytes are; needs a key with the `read` scope. */
  download_url: string;
}
/** A dated record of the law that asks a condition. */
export interface AskingRecord {
  /** The chapter 99 heading, or what stands in its place. */
  heading: string;
  /** The programme. */
  program: string;
  /** What the record costs, as the schedule words it. */
  rate: string;
  /** The answer under which the record reaches the goods. */
  appliesIf: boolean;
  /** First entry date. */
  effectiveFrom: string;
  /** Last entry date. */
  effectiveTo?: string | null;
  /** Where the law says so. */
  source: string;
}
/** What a large model was asked and said, where the operator configured one. */
export interface AssistReport {
  /** How it ended. */
  state: AssistReportState;
  /** Name of the model asked. */
  model: string;
  /** Version of the question's form, or null without an answer. */
  prompt_version: string | null;
  /** SHA-256 of the last question, or null without an answer. */
  request_sha256: string | null;
  /** How long the last call took, or null without an answer. */
  seconds: number | null;
  /** The candidate it chose, or null. */
  hs_code: string | null;
  /** Its reasons that cite a source it was given; others are dropped. */
  reasons: string[];
  /** Why there is no answer, or null. */
  error: string | null;
}
/** Its possible values. */
export type AssistReportState = "agrees" | "disagrees" | "abstains" | "unavailable";
/** What a mail waits for. */
export type AwaitedEvent = "retry" | "rate_limit" | "mail_server" | "decision" | "earlier_mail";
/** The batch's own record. */
export interface BatchAnswer {
  /** Export batch ID. */
  id: string;
  /** The same as at the top. */
  state: ExportState;
  /** The state in lower case. */
  raw_state: BatchRawState;
  /** The warehouse. */
  warehouse_id: string;
  /** The broker. */
  broker_id: string;
  /** Two-letter code of the country it goes to. */
  destination_country: string;
  /** The plan's savings, in US dollars. */
  estimated_savings_usd: number | null;
  /** The plan's suggestion, as it was stored. */
  next_recommended_action: NextAction;
  /** When it was first planned. */
  created_at: string;
  /** When it was executed; null before. */
  executed_at: string | null;
}
/** Its possible values. */
export type BatchRawState = "batched" | "executing" | "completed" | "cancelled";
/** What a list shows of an export, with the figures of its current plan and the names of who is concerned. */
export interface BoardExport {
  /** Export batch ID. */
  exportId: string;
  /** Current normalized status. */
  status: ExportState;
  /** The same as `status`. */
  state: ExportState;
  /** Readiness of the current plan. */
  readinessState: ReadinessState;
  /** Score of the current plan, 0 to 100. */
  complianceScore: number;
  /** Fingerprint of the current plan. */
  planHash: string;
  /** The warehouse. */
  warehouse_id: string;
  /** The broker. */
  broker_id: string;
  /** Two-letter code of the country it goes to. */
  destination_country: string;
  /** The customs package, or null before execution. */
  customs_package_id: string | null;
  /** When it was first planned. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** When it was executed; null before. */
  executed_at: string | null;
  /** Name of the warehouse; null where it has none. */
  warehouse_name: string | null;
  /** Name of the broker; null where it has none. */
  broker_name: string | null;
  /** Where execute would send it now: pass it as `expectedRecipient`. */
  broker_email: string | null;
  /** Orders its plan includes; null until an older version's plan was read again. */
  order_count: number | null;
  /** Lines of those orders; null until an older version's plan was read again. */
  line_count: number | null;
  /** Value in US dollars; null where it is not known. */
  value_usd: number | null;
  /** Duty in US dollars; null where it is not known. */
  duty_usd: number | null;
  /** What its entries save against one entry an order; null where that is not known. */
  savings_usd: number | null;
  /** Findings that block; null until an older version's plan was read again. */
  errors: number | null;
  /** Findings that ask for a review; null until an older version's plan was read again. */
  warnings: number | null;
  /** State of the newest mail to the broker; null before there is one. */
  submission_status: SubmissionStatus | null;
}
/** A page of the board, in the order asked for. */
export interface BoardPage {
  /** The exports. May be fewer than asked for though more follow. */
  data: BoardExport[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** A customs bond; a part that was not given is absent. */
export interface BondAnswer {
  /** Continuous, or for a single entry. */
  type?: BondType | null;
  /** Number of the bond. */
  number?: string | null;
  /** Three-digit code of the surety. */
  surety?: string | null;
}
/** A customs bond. */
export interface BondIn {
  /** Continuous, or for a single entry. */
  type?: BondType | null;
  /** Number of the bond. */
  number?: string | null;
  /** Three-digit code of the surety. */
  surety?: string | null;
}
/** Its possible values. */
export type BondType = "continuous" | "single";
/** The fields of `payload` in events `broker.acknowledged`. The broker accepted the package. */
export interface BrokerAcknowledgedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Package number. */
  packageNumber?: string;
  /** Submission id. */
  submissionId?: string;
  /** Decision. */
  decision?: string;
  /** Who did it, or by which way. */
  by?: string;
  /** Text. */
  text?: string;
  /** Line. */
  line?: string;
  /** Entry number. */
  entryNumber?: string;
  /** Hs code. */
  hsCode?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A customs broker; a field that was not given is absent. */
export interface BrokerAnswer {
  /** Id of the broker; what plan takes. */
  id: string;
  /** Name of the broker. */
  name: string;
  /** Where packages are sent. */
  email: string;
  /** The broker's three-character filer code. */
  filerCode?: string | null;
  /** The power of attorney the broker holds. */
  powerOfAttorney?: PowerOfAttorneyAnswer | null;
  /** What the broker charges. */
  feeSchedule?: FeeScheduleAnswer | null;
  /** What to do with a mail whose fate is unknown. */
  onUncertain?: BrokerOnUncertain | null;
  /** How many mails its address takes a minute; 0 for no limit. */
  maxMailsPerMinute?: number | null;
  /** Until when it takes papers on a day. */
  cutOff?: CutOffAnswer | null;
  /** Choices of files, columns and wording for this broker. */
  profile?: { [name: string]: Json } | null;
  /** When it was made. */
  createdAt: string;
  /** When it last changed. */
  updatedAt: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** What a broker said of a package, through the link in the mail. */
export interface BrokerAnswerSaid {
  /** What was said. */
  decision: BrokerSaidDecision;
  /** Who said it, as they named themselves. */
  by: string;
  /** The question or reason; empty where none was given. */
  text: string;
  /** The entry line a question is about; empty where it is about none. */
  line: string;
  /** Number of the entry filed; empty where none was given. */
  entry_number: string;
  /** The package it is about. */
  package_id: string;
  /** When it was said. */
  created_at: string;
}
/** The fields of `payload` in events `broker.auto_replied`. A machine answered a mail to the broker: out of office, ticket opened. Nothing follows from it. */
export interface BrokerAutoRepliedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** From. */
  from?: string;
  /** Subject. */
  subject?: string;
  /** Excerpt. */
  excerpt?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.changed`. A broker was made (`before` is null) or fields of it changed: before and after. */
export interface BrokerChangedPayload {
  /** Broker id. */
  brokerId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A new customs broker. */
export interface BrokerCreate {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Name of the broker. */
  name: string;
  /** Where packages are sent. */
  email: string;
  /** The broker's three-character filer code. */
  filerCode?: string | null;
  /** The power of attorney the broker holds. */
  powerOfAttorney?: PowerOfAttorneyIn | null;
  /** What the broker charges; savings are computed from it. */
  feeSchedule?: FeeScheduleIn | null;
  /** What to do with a mail whose fate is unknown: `resend` under the same Message-ID (the default), or `hold` for a person. */
  onUncertain?: BrokerOnUncertain | null;
  /** How many mails the broker's address takes a minute; 0 for no limit, the installation's where it is absent. A mail over the limit waits for its turn. */
  maxMailsPerMinute?: number | null;
  /** Until when it takes papers on a day. */
  cutOff?: CutOffIn | null;
  /** Choices of files, columns and wording for this broker. */
  profile?: { [name: string]: Json } | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The fields of `payload` in events `broker.links_ended`. The links in a mail to the broker were ended on request; whoever has them opens nothing any more. */
export interface BrokerLinksEndedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Reason. */
  reason?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.notified`. A mail server accepted the package's first mail to the broker; once a package. */
export interface BrokerNotifiedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Its possible values. */
export type BrokerOnUncertain = "resend" | "hold";
/** A page of brokers, newest first. */
export interface BrokerPage {
  /** The brokers. */
  data: BrokerAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** Changes to a broker. Fields given replace the stored ones whole; null clears. */
export interface BrokerPatch {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** Name; null leaves it as it is. */
  name?: string | null;
  /** Where packages are sent; null leaves it as it is. */
  email?: string | null;
  /** The broker's three-character filer code. */
  filerCode?: string | null;
  /** The power of attorney the broker holds. */
  powerOfAttorney?: PowerOfAttorneyIn | null;
  /** What the broker charges; savings are computed from it. */
  feeSchedule?: FeeScheduleIn | null;
  /** What to do with a mail whose fate is unknown: `resend` under the same Message-ID (the default), or `hold` for a person. */
  onUncertain?: BrokerOnUncertain | null;
  /** How many mails the broker's address takes a minute; 0 for no limit, the installation's where it is absent. A mail over the limit waits for its turn. */
  maxMailsPerMinute?: number | null;
  /** Until when it takes papers on a day. */
  cutOff?: CutOffIn | null;
  /** Choices of files, columns and wording for this broker. */
  profile?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.questioned`. The broker asked about the package. */
export interface BrokerQuestionedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Package number. */
  packageNumber?: string;
  /** Submission id. */
  submissionId?: string;
  /** Decision. */
  decision?: string;
  /** Who did it, or by which way. */
  by?: string;
  /** Text. */
  text?: string;
  /** Line. */
  line?: string;
  /** Entry number. */
  entryNumber?: string;
  /** Hs code. */
  hsCode?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.rejected`. The broker rejected the package. */
export interface BrokerRejectedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Package number. */
  packageNumber?: string;
  /** Submission id. */
  submissionId?: string;
  /** Decision. */
  decision?: string;
  /** Who did it, or by which way. */
  by?: string;
  /** Text. */
  text?: string;
  /** Line. */
  line?: string;
  /** Entry number. */
  entryNumber?: string;
  /** Hs code. */
  hsCode?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.replied`. A person answered a mail to the broker; the answer itself lies in the mailbox. */
export interface BrokerRepliedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** From. */
  from?: string;
  /** Subject. */
  subject?: string;
  /** Excerpt. */
  excerpt?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.resent`. A mail whose fate was not known was accepted again under the same Message-ID. */
export interface BrokerResentPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Its possible values. */
export type BrokerSaidDecision = "accept" | "ask" | "reject";
/** A mail to the broker and what became of it. */
export interface BrokerSubmission {
  /** Id of the submission. */
  id: string;
  /** How it travels. */
  submission_type: "EMAIL";
  /** What is known of it: `sent` is accepted by a mail server, `uncertain` waits for a person, `failed` is permanent, `superseded` is never sent: newer papers or a withdrawal took its place. */
  status: SubmissionStatus;
  /** Where it goes. */
  recipient_email: string;
  /** Its subject line. */
  subject: string;
  /** When a mail server accepted it, or null. */
  sent_at: string | null;
  /** Why it is not sent, or null. */
  error_message: string | null;
  /** Its Message-ID; a resend keeps it. */
  message_id: string;
  /** How often delivery was tried. */
  attempts: number;
  /** When it is tried next, or null. */
  next_attempt_at: string | null;
  /** The customs package it carries. */
  package_id: string;
  /** The export batch it is of. */
  export_id: string;
  /** What it waits for: a `retry`, its turn under the broker's `rate_limit`, a `mail_server` to be configured, a person's `decision`, or an `earlier_mail` of its export; else null. */
  waiting_for: AwaitedEvent | null;
}
/** The fields of `payload` in events `broker.submission_bounced_elsewhere`. A mail to the broker bounced at somebody it was passed on to, a list's member, or after a person had answered it: the submission stays as it is. */
export interface BrokerSubmissionBouncedElsewherePayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Status. */
  status?: string;
  /** Error. */
  error?: string | null;
  /** Enhanced status. */
  enhancedStatus?: string | null;
  /** Final recipient. */
  finalRecipient?: string | null;
  /** Reported by. */
  reportedBy?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.submission_bounced`. A mail server accepted a mail to the broker and could not deliver it: the submission failed. */
export interface BrokerSubmissionBouncedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Status. */
  status?: string;
  /** Error. */
  error?: string | null;
  /** Enhanced status. */
  enhancedStatus?: string | null;
  /** Final recipient. */
  finalRecipient?: string | null;
  /** Reported by. */
  reportedBy?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.submission_decided`. A person decided about a mail whose fate is not known: resend, arrived or withdraw. */
export interface BrokerSubmissionDecidedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Status. */
  status?: string;
  /** Decision. */
  decision?: string;
  /** Reason. */
  reason?: string | null;
  /** Decided by. */
  decidedBy?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.submission_delayed`. A mail server that accepted a mail to the broker could not deliver it yet and goes on trying. */
export interface BrokerSubmissionDelayedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Status. */
  status?: string;
  /** Error. */
  error?: string | null;
  /** Enhanced status. */
  enhancedStatus?: string | null;
  /** Final recipient. */
  finalRecipient?: string | null;
  /** Reported by. */
  reportedBy?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.submission_delivered`. A mail server reported that a mail to the broker was delivered. */
export interface BrokerSubmissionDeliveredPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Status. */
  status?: string;
  /** Error. */
  error?: string | null;
  /** Enhanced status. */
  enhancedStatus?: string | null;
  /** Final recipient. */
  finalRecipient?: string | null;
  /** Reported by. */
  reportedBy?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.submission_failed`. An attempt to mail the broker failed; `status` says whether it is tried again. */
export interface BrokerSubmissionFailedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Status. */
  status?: string;
  /** Outcome. */
  outcome?: string;
  /** Error. */
  error?: string | null;
  /** Attempt. */
  attempt?: number;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.submission_held`. The fate of a mail is not known and the broker's `onUncertain` is `hold`: a person decides. */
export interface BrokerSubmissionHeldPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Status. */
  status?: string;
  /** Outcome. */
  outcome?: string;
  /** Error. */
  error?: string | null;
  /** Attempt. */
  attempt?: number;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.submission_superseded`. A mail to the broker that was owed is never sent: newer papers or a withdrawal took its place. */
export interface BrokerSubmissionSupersededPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Reason. */
  reason?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `broker.test_mailed`. A test mail to a broker is owed: it carries no papers. */
export interface BrokerTestMailedPayload {
  /** Broker id. */
  brokerId?: string;
  /** Email. */
  email?: string;
  /** Test mail id. */
  testMailId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A batch to cancel. */
export interface CancelRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Why, in words; kept in the event. */
  reason?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** A ten-digit line the goods may be. */
export interface CandidateClassification {
  /** The code. */
  hs_code: string;
  /** The schedule's words from the heading down. */
  description: string;
  /** Its share of the support among all lines ranked, 0 to 1. */
  support_score: number;
  /** What it rests on. */
  rests_on: RestsOn;
  /** Stated facts that the line contradicts, by name. */
  conflicts: string[];
  /** Duty under it; null where that cannot be computed at all. */
  duty_preview: DutyPreview | null;
}
/** A mail that test mode kept instead of sending. */
export interface CapturedMail {
  /** Id of the captured mail. */
  id: string;
  /** The submission or notice it is. */
  submission_id: string;
  /** Envelope sender. */
  from: string;
  /** Envelope recipient. */
  to: string;
  /** How many bytes the message has. */
  size_bytes: number;
  /** When it was captured. */
  created_at: string;
  /** Where the message itself is. */
  raw_path: string;
}
/** A page of captured mails, newest first. */
export interface CapturedMailPage {
  /** The mails. */
  data: CapturedMail[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** The verdict over the account's chain of events in this mode. */
export interface ChainVerdict {
  /** Whether every hash is right, none is missing and the end is the one noted. */
  intact: boolean;
  /** How many events there are. */
  events: number;
  /** Each event that was altered, is missing or was put in, in words; the first 100. */
  faults: string[];
}
/** Who made a change. */
export interface ChangeActor {
  /** `key`, `person`, `agent` or `system`. */
  kind: string;
  /** Id of the key or person. */
  id: string;
  /** The person's name, or null. */
  name: string | null;
}
/** Whether to put back what was replaced, or only to look. */
export interface ChangeUndo {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Only check: nothing is stored. */
  dryRun?: boolean | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** One fact that a correction changed. */
export interface ChangedFieldAnswer {
  /** The fact, as a person names it. */
  field: string;
  /** What stood there; null when nothing did. */
  before: string | null;
  /** What stands there now; null when nothing does. */
  after: string | null;
}
/** A product after a change. */
export interface ChangedProduct {
  /** The product. */
  productId: string;
  /** The caller's own id. */
  externalId: string;
  /** The fields that differ now; empty where none does. */
  fields: string[];
  /** What planning says of it as it is now. */
  check: ProductCheck;
}
/** A stated charge of an order. */
export interface ChargeAnswer {
  /** What is charged for, as it is read; `other` where the words name no type. */
  type: string;
  /** What is charged for, as stated. */
  statedType: string;
  /** How much, in US dollars, or null where it is not stated. */
  amountUsd: number | null;
  /** Whether the unit prices contain it already. */
  includedInPrice: boolean;
  /** What proves the amount, or null. */
  evidence: string | null;
}
/** A stated charge (19 CFR 141.86(a)(8)). */
export interface ChargeIn {
  /** What is charged for: freight, insurance, us_inland_freight, us_duty, us_tax, packing, selling_commission, buying_commission, royalty, assist, proceeds, handling, discount, refund or other; common words are read as these. */
  type: string;
  /** How much, in US dollars; never negative, the type says which way it goes. Null for `us_duty` in the prices: it is then computed. */
  amountUsd?: number | null;
  /** Whether the unit prices contain it already. */
  includedInPrice?: boolean;
  /** What proves the amount, in words. */
  evidence?: string | null;
}
/** A special provision of chapter 98 claimed for goods. */
export interface ClaimAnswer {
  /** Its number, as stated. */
  provision: string;
  /** Day the goods left the United States, or null. */
  exportedOn: string | null;
  /** What was done abroad came to for the whole line, in US dollars, or null. */
  repairValueUsd: number | null;
  /** US components of the whole line, in US dollars, or null. */
  usContentValueUsd: number | null;
  /** What proves the claim, or null. */
  evidence: string | null;
}
/** A special provision of chapter 98 claimed for goods. */
export interface ClaimIn {
  /** Its number, with or without dots. */
  provision: string;
  /** Day the goods left the United States. */
  exportedOn?: string | null;
  /** What the repair, alteration or processing abroad came to for the whole line, in US dollars. */
  repairValueUsd?: number | null;
  /** Cost or value of the US components of the whole line, in US dollars. */
  usContentValueUsd?: number | null;
  /** What proves the claim, in words. */
  evidence?: string | null;
}
/** Why a compliance flag stands. */
export interface ComplianceNote {
  /** The flag. */
  flag: string;
  /** What a person must look at. */
  message: string;
  /** The note, General Rule or law behind it. */
  rule: string;
}
/** A component of a product. */
export interface ComponentAnswer {
  /** What it is. */
  description: string;
  /** Its value in a piece, in US dollars. */
  valueUsd: number;
  /** Its own HTS code with dots, or null. */
  hsCode: string | null;
  /** Two-letter code of its country of origin, or null. */
  countryOfOrigin: string | null;
  /** How many there are, or null. */
  quantity: number | null;
}
/** A component of goods whose rate is on their parts, or of a set. */
export interface ComponentIn {
  /** What it is: case, strap, battery, movement, jacket. */
  description: string;
  /** Its value in US dollars; the components' values sum to the goods' value. */
  valueUsd: number;
  /** Its own HTS code, where the rate is that of each. */
  hsCode?: string | null;
  /** Two-letter code of its country of origin. */
  countryOfOrigin?: string | null;
  /** How many there are. */
  quantity?: number | null;
}
/** Every condition of the law in force. */
export interface ConditionList {
  /** The law that asks them. */
  law: LawAnswer;
  /** The conditions, by name. */
  data: ConditionRow[];
}
/** A fact the law asks of goods beyond code, origin, dates, value and metals. */
export interface ConditionRow {
  /** Its name in `attributes` and in the account's `conditions`. */
  name: string;
  /** What is asked. */
  question: string;
  /** What an answer may be; JSON booleans or these words. */
  answers: ConditionRows[];
  /** Whether it is an exception the importer may claim. */
  isClaim: boolean;
  /** What it is taken for where nobody answered. */
  unanswered: string;
  /** Where the law asks it. */
  legalSource: string;
  /** The account's answer for all its goods, or null. */
  accountAnswer: boolean | null;
  /** The records that ask it, in order of application. */
  records: AskingRecord[];
  /** Its page. */
  docUrl: string;
}
/** Its possible values. */
export type ConditionRows = "true" | "false";
/** An ultimate consignee; a part that was not given is absent. */
export interface ConsigneeAnswer {
  /** Its name. */
  name?: string | null;
  /** The number customs knows it by. */
  number?: string | null;
  /** Its address in the United States. */
  address?: AddressAnswer | null;
}
/** An ultimate consignee: a party in the United States (Customs Directive 3550-079A). */
export interface ConsigneeIn {
  /** Its name. */
  name?: string | null;
  /** The number customs knows it by. */
  number?: string | null;
  /** Its address in the United States. */
  address?: AddressIn | null;
}
/** A further version of the package, promised: the worker makes and sends it, inspect says how far it is. */
export interface CorrectionAnswer {
  /** Export batch ID. */
  exportId: string;
  /** The new package. */
  customs_package_id: string;
  /** Its number. */
  packageNumber: string;
  /** Its version, from 2. */
  version: number;
  /** Number of the package it replaces. */
  supersedes: string;
  /** Hash of the corrected plan. */
  planHash: string;
  /** Every fact that changed. */
  changes: ChangedFieldAnswer[];
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** A correction as it would be made now. */
export interface CorrectionPreview {
  /** Export batch ID. */
  exportId: string;
  /** Number of the package it would replace. */
  supersedes: string;
  /** Hash of the corrected plan. */
  planHash: string;
  /** Every fact that changed. */
  changes: ChangedFieldAnswer[];
  /** What would leave, and where to. */
  delivery: DeliveryAnswer;
}
/** A correction: the papers are made anew from the facts of now. */
export interface CorrectionRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** The planHash of the papers the caller means; 409 PLAN_CHANGED where they have another. */
  expectedPlanHash?: string | null;
  /** Where the caller means them to go; 409 PLAN_CHANGED where they would go elsewhere. */
  expectedRecipient?: string | null;
  /** After a restore: the caller knows that this may have left since the backup, and means it; else 409 RESTORE_UNDECIDED until somebody has decided. */
  confirm?: boolean | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** What a set of entries costs, duty left aside. */
export interface CostAnswer {
  /** How many entries. */
  entry_count: number;
  /** The broker's fees, in US dollars. */
  broker_fees_usd: number;
  /** Merchandise processing fee in US dollars, or null where the value is not known. */
  mpf_usd: number | null;
  /** Harbor maintenance fee in US dollars, or null where the value is not known. */
  hmf_usd: number | null;
  /** The sum of the three, in US dollars. */
  total_usd: number | null;
}
/** What stands on the board. */
export interface CountsAnswer {
  /** Exports by state and readiness, every pair once. */
  exports: ExportCount[];
  /** Mails in trouble, every audience and status once. */
  mails: MailCount[];
  /** The oldest that is BATCHED, or null. */
  oldest_waiting: OldestWaiting | null;
  /** The month of `savings`. */
  month: string;
  /** Savings by day of execution; days without any are left out. */
  savings: DaySavings[];
}
/** The fields of `payload` in events `customs.artifact_generated`. An execution made a file of the package; one event a file. */
export interface CustomsArtifactGeneratedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Artifact type. */
  artifactType?: string;
  /** Filename. */
  filename?: string;
  /** Sha256. */
  sha256?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Until when on a day a broker takes papers for that day's crossing. */
export interface CutOffAnswer {
  /** Hour and minute there. */
  time: string;
  /** IANA time zone. */
  timeZone: string;
  /** Days of the week, 1 is Monday; Monday to Friday where it is absent. */
  days?: number[] | null;
}
/** Until when on a day a broker takes papers for that day's crossing. */
export interface CutOffIn {
  /** Hour and minute there. */
  time: string;
  /** IANA time zone. */
  timeZone: string;
  /** Days of the week, 1 is Monday; Monday to Friday where it is absent. */
  days?: number[] | null;
}
/** What the exports executed on one day saved. */
export interface DaySavings {
  /** The day, in UTC. */
  day: string;
  /** How many were executed. */
  exports: number;
  /** What they saved, of those of which it is known. */
  known_savings_usd: number;
  /** Of how many it is not known. */
  unknown_exports: number;
}
/** A decision on a mail whose fate is not known. */
export interface DecideAnswer {
  /** Export batch ID. */
  exportId: string;
  /** What was decided. */
  decision: DecideDecision;
  /** The submission as it now is. */
  brokerSubmission: BrokerSubmission;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Its possible values. */
export type DecideDecision = "resend" | "arrived" | "withdraw";
/** What a person found out about a mail whose fate is not known. */
export interface DecideRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** `resend`: send it once more under the same Message-ID. `arrived`: it is there, mark it sent. `withdraw`: it is not there and is not to be sent, mark it failed. */
  decision: DecideDecision;
  /** How that is known; kept in the event. */
  reason: string;
  /** The planHash of the papers the caller means; 409 PLAN_CHANGED where they have another. */
  expectedPlanHash?: string | null;
  /** Where the caller means them to go; 409 PLAN_CHANGED where they would go elsewhere. */
  expectedRecipient?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** What a person found out about everything that may have left between a backup and its restore. */
export interface DecideRestoreRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Of the submissions that are held: `resend`: nothing left, send them. `arrived`: they are there. `withdraw`: they are not there and are not to be sent. Decide single ones before, where they differ. */
  decision: DecideDecision;
  /** How that is known; kept in the events. */
  reason: string;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** Where papers go and what goes. */
export interface DeliveryAnswer {
  /** The broker's address. */
  recipient: string;
  /** The address of the warehouse's notice, or null. */
  noticeRecipient: string | null;
  /** Types of the files attached, in the package's order. */
  files: string[];
  /** The broker's choices of files, columns and size. */
  profile: { [name: string]: Json };
}
/** What changed between two plans of an export. */
export interface DiffAnswer {
  /** Export batch ID. */
  exportId: string;
  /** The earlier plan. */
  from: PlanReference;
  /** The later plan. */
  to: PlanReference;
  /** What changed, in sentences. */
  changed: string[];
  /** The JSON Patch that makes the later snapshot of the earlier one. */
  patch: PatchOperation[];
}
/** What a person decided about a screening hit. */
export interface DispositionAnswer {
  /** Id of the decision. */
  id: string;
  /** The list entry as it read. */
  entryKey: string;
  /** The party as it read. */
  partyFingerprint: string;
  /** What was decided. */
  disposition: DispositionDisposition;
  /** Why. */
  reason: string;
  /** The key that decided. */
  decidedBy: string;
  /** When. */
  decidedAt: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Its possible values. */
export type DispositionDisposition = "cleared" | "confirmed";
/** A page of decisions, newest first; of several on one entry and party the newest stands. */
export interface DispositionPage {
  /** The decisions. */
  data: DispositionAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** A decision about a screening hit; both names of the hit stand in the finding's ``details``. */
export interface DispositionRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** The list entry as it reads now: `details.entryKey`. */
  entryKey: string;
  /** The party as it reads now: `details.partyFingerprint`. */
  partyFingerprint: string;
  /** `cleared`: they are not the same. `confirmed`: they are; the plan stays blocked. */
  disposition: DispositionDisposition;
  /** Why, in words; kept for the record. */
  reason: string;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** Duties and fees of the planned entries. */
export interface DutyEstimate {
  /** Duty line by line. */
  lines: PlannedDutyLine[];
  /** The sums. */
  totals: DutyTotals;
  /** The schedule they were computed from. */
  tariffEdition: string | null;
  /** The law they were computed by; null in plans of before it was told. */
  law: LawAnswer | null;
}
/** One layer of duty on a line. The first is the base duty; an exemption is a layer of 0. */
export interface DutyLayerAnswer {
  /** The programme. */
  program: string;
  /** HTS code or chapter 99 heading with dots. */
  heading: string;
  /** The rate as the law words it. */
  rate: string;
  /** The duty in US dollars, or null where there is no figure; see `note`. */
  amountUsd: number | null;
  /** Where the law says so. */
  source: string;
  /** First day of the record, or null. */
  effectiveFrom: string | null;
  /** How the record was verified: A the law's text or two independent sources, B one source and a check, C one source; or null. */
  certainty: DutyLayerCertainty | null;
  /** Day the record was verified, or null. */
  verifiedOn: string | null;
  /** What else is to be said of it, or null. */
  note: string | null;
  /** Where there is no figure, the most the layer could come to in US dollars; null where that cannot be said. */
  exposureUsd: number | null;
}
/** Its possible values. */
export type DutyLayerCertainty = "A" | "B" | "C";
/** Duty on goods of one code and origin. */
export interface DutyLine {
  /** HTS code with dots. */
  hsCode: string;
  /** Two-letter code of the country of origin; what the product states, where that is no such code; may be empty. */
  countryOfOrigin: string;
  /** Entered value in US dollars, or null where it is not known. */
  valueUsd: number | null;
  /** Duty in US dollars, or null where a layer has no figure. */
  dutyUsd: number | null;
  /** Its layers, the base duty first. */
  layers: DutyLayerAnswer[];
}
/** Duty on one piece, from its origin, on the entry date. */
export interface DutyPreview {
  /** The code. */
  hs_code: string;
  /** Two-letter code of the origin. */
  country_of_origin: string;
  /** Day of entry. */
  entry_date: string;
  /** Value of the piece in US dollars. */
  value_usd: number;
  /** All layers in US dollars; null where one has no figure or the goods are banned. */
  duty_usd: number | null;
  /** Whether such goods of that origin are banned. */
  is_banned: boolean;
  /** The layers, the base duty first. */
  layers: DutyPreviewLayer[];
  /** What the tariff wants said: bans, open conditions, figures that are missing. */
  notices: string[];
}
/** What one programme takes, with its rate as the law words it. */
export interface DutyPreviewLayer {
  /** The programme. */
  program: string;
  /** HTS code or chapter 99 heading with dots. */
  heading: string;
  /** The rate as the law words it. */
  rate: string;
  /** The duty in US dollars, or null where there is no figure; see `note`. */
  amount_usd: number | null;
  /** What else is to be said of it, or null. */
  note: string | null;
}
/** Sums over all lines and entries. */
export interface DutyTotals {
  /** Entered value in US dollars, or null where it is not known. */
  valueUsd: number | null;
  /** Duty in US dollars, or null where a line has no figure. */
  dutyUsd: number | null;
  /** Merchandise processing fee in US dollars, or null where the value is not known. */
  mpfUsd: number | null;
  /** Harbor maintenance fee in US dollars, or null where the value is not known. */
  hmfUsd: number | null;
}
/** The links of a submission, to be ended. */
export interface EndLinksRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Why, in words; kept in the event. */
  reason?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** Goods of one order inside an entry line. */
export interface EntryItemAnswer {
  /** The order. */
  order_id: string;
  /** The product. */
  product_id: string;
  /** Pieces. */
  quantity: number;
  /** Price of a piece, in `currency`. */
  unit_price: number;
  /** Currency the price is stated in. */
  currency: string;
  /** Pieces at their price, in US dollars, or null where no rate is known. */
  goods_usd: number | null;
  /** What charges add to the customs value, in US dollars. */
  add_charges_usd: number;
  /** What charges take off the customs value, in US dollars. */
  deduct_charges_usd: number;
  /** Entered value in US dollars, or null where it is not known. */
  value_usd: number | null;
  /** Why nobody bought these goods, or null where they were sold. */
  not_sold: string | null;
  /** The special provision of chapter 98 claimed, where one is. */
  claim?: ClaimAnswer | null;
}
/** A line of an entry: one code, one origin, one set of headings. */
export interface EntryLineAnswer {
  /** Number of the line in its entry, from 1. */
  line_no: number;
  /** HTS code with dots. */
  hs_code: string;
  /** Two-letter code of the country of origin; what the product states, where that is no such code; may be empty. */
  country_of_origin: string;
  /** The goods in words. */
  description: string;
  /** Special programme claimed (`S` for USMCA), or null. */
  spi: string | null;
  /** Headings of chapters 98 and 99 declared with the code, in filing order. */
  headings: string[];
  /** Entered value in US dollars, or null where it is not known. */
  value_usd: number | null;
  /** Pieces. */
  pieces: number;
  /** Amounts in the schedule's units, where they can be computed. */
  quantities: QuantityAnswer[];
  /** Net weight in kilograms, or null where a product has none. */
  net_weight_kg: number | null;
  /** Gross weight in kilograms, or null where a product has none. */
  gross_weight_kg: number | null;
  /** What a provision of chapter 98 leaves of the value, where one is claimed. */
  dutiable_usd?: number | null;
  /** Duty in US dollars, or null where a layer has no figure. */
  duty_usd: number | null;
  /** The goods, order by order. */
  items: EntryItemAnswer[];
}
/** The entries in short, and what was not chosen. */
export interface EntryStructure {
  /** How many entries are planned. */
  entry_count: number;
  /** Each of them in short. */
  entries: StructureEntry[];
  /** Splittings that were not chosen. */
  alternatives: AlternativeAnswer[];
}
/** Duties and fees of goods without an order. */
export interface EstimateAnswer {
  /** Duty line by line, in the request's order. */
  lines: DutyLine[];
  /** The sums; fees are those of one entry. */
  totals: DutyTotals;
  /** What the tariff wants said of the lines. */
  validationMessages: EstimateMessage[];
  /** The schedule they were computed from. */
  tariffEdition: string;
  /** The law they were computed by. */
  law: LawAnswer | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Its possible values. */
export type EstimateEntryType = "formal" | "informal";
/** Goods of one code and origin. */
export interface EstimateLineIn {
  /** HTS code, ten digits, with or without dots. */
  hsCode: string;
  /** Code or name of the country of origin. */
  countryOfOrigin: string;
  /** Value of the line in US dollars. */
  valueUsd: number;
  /** How much, in the schedule's first unit of the code. */
  quantity?: number | null;
  /** How much there is in the whole line, by unit, in the schedule's words or ACE codes; wins over `quantity`. */
  quantities?: { [name: string]: number } | null;
  /** Net weight of the whole line in kilograms. */
  netWeightKg?: number | null;
  /** Whether USMCA treatment is claimed. */
  usmcaClaimed?: boolean | null;
  /** Metal composition; weights are totals of the line. */
  metals?: MetalsIn | null;
  /** Answers to facts that the law asks of the goods, by name. */
  attributes?: { [name: string]: Json } | null;
  /** The goods in plain words, for the checks that read them. */
  description?: string | null;
  /** Answers to agencies. */
  pga?: PgaIn[] | null;
  /** Antidumping and countervailing cases, as a product states them: a number, a list, or whether the goods are in scope, with the cash deposit rates of their producer. */
  adcvd?: Json;
  /** A special provision of chapter 98 claimed for the line. */
  claim?: ClaimIn | null;
  /** What the goods are made of, for rates on parts (watches) and for sets; the values sum to the line's value. */
  components?: ComponentIn[] | null;
  /** Special programme indicator claimed (`S`, `KR`, `AU`, `P`, ...); `usmcaClaimed` claims `S` by itself. */
  spi?: string | null;
}
/** A finding of an estimate; it has no product and no order. */
export interface EstimateMessage {
  /** Name of the finding; branch on it. */
  code: string;
  /** The finding in words, for people. */
  message: string;
  /** `error` blocks, `warning` asks for review, `info` is told and deducts nothing. */
  severity: EstimateMessageSeverity;
  /** Path of the value; `n` of `orders[n]` follows the request's order of ids. */
  field: string;
  /** Always null: an estimate has no products. */
  product_id: null;
  /** Always null: an estimate has no orders. */
  order_id: null;
  /** What to do about it. */
  fix: string;
  /** Page of the rule on this server. */
  doc_url: string;
  /** Where the law says so. */
  legal_source: string;
  /** Id of the rule. */
  rule: string;
  /** Values to act on, by name, or null. */
  details: { [name: string]: Json } | null;
}
/** Its possible values. */
export type EstimateMessageSeverity = "error" | "warning" | "info";
/** Goods of one entry to price, without an order. */
export interface EstimateRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Day of entry; it selects the tariff records. */
  entryDate: string;
  /** Day of importation; it decides what the law ties to importation, and is the day of entry where it is absent. */
  importDate?: string | null;
  /** How the goods cross. */
  mode: Mode;
  /** The type of the one entry they make. */
  entryType: EstimateEntryType;
  /** The goods. */
  lines: EstimateLineIn[];
  /** Charges over all the lines, as on an order; figures are of the entered value they leave. */
  charges?: ChargeIn[] | null;
}
/** Something that happened; events are never changed, and each holds the hash of the one before. */
export interface EventAnswer {
  /** Id of the event. */
  id: string;
  /** Dotted type. */
  type: EventType;
  /** The same type in upper case. */
  name: string;
  /** When it was written. */
  created_at: string;
  /** Who wrote it; null in events of versions that did not say. */
  actor: ActorAnswer | null;
  /** The request it was written in; null for what the installation does by itself. */
  requestId: string | null;
  /** What the type has to say; see /docs/events. */
  payload: { [name: string]: Json };
  /** The export batch it is about, or null. */
  export_id: string | null;
  /** Place in the account's chain, from 1 and without gaps. */
  sequence: number;
  /** SHA-256 of the event, actor and request included, and of `previous_hash`. */
  hash: string;
  /** Hash of the account's event before; zeros for the first. */
  previous_hash: string;
}
/** A page of events, oldest first. */
export interface EventPage {
  /** The events. */
  data: EventAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** What happened. */
export type EventType = "account.changed" | "account.created" | "broker.acknowledged" | "broker.auto_replied" | "broker.changed" | "broker.links_ended" | "broker.notified" | "broker.questioned" | "broker.rejected" | "broker.replied" | "broker.resent" | "broker.submission_bounced" | "broker.submission_bounced_elsewhere" | "broker.submission_decided" | "broker.submission_delayed" | "broker.submission_delivered" | "broker.submission_failed" | "broker.submission_held" | "broker.submission_superseded" | "broker.test_mailed" | "customs.artifact_generated" | "export.approved" | "export.batch_created" | "export.cancelled" | "export.executed" | "export.execution_started" | "export.planned" | "export.replanned" | "key.changed" | "key.created" | "key.revoked" | "key.rotated" | "optimizer.ran" | "orders.released" | "orders.synced" | "package.artifact_damaged" | "package.corrected" | "package.correction_started" | "package.resubmitted" | "package.withdrawn" | "person.changed" | "person.disabled" | "person.invitation_revoked" | "person.invited" | "person.joined" | "person.left" | "person.password_changed" | "person.reset_made" | "person.second_factor_changed" | "person.sessions_ended" | "person.signed_in" | "person.signed_out" | "person.sign_in_failed" | "products.changed" | "installation.restored" | "restore.decided" | "records.deleted" | "records.moved" | "screening.decided" | "warehouse.changed" | "warehouse.notified" | "warehouse.notice_failed" | "warehouse.notice_superseded" | "webhook.changed" | "webhook.created" | "webhook.deleted" | "webhook.disabled" | "webhook.replayed" | "webhook.tested";
/** An order left out of a plan. */
export interface ExcludedOrder {
  /** The order. */
  order_id: string;
  /** Why; branch on it. */
  reason_code: ExcludedOrderReasonCode;
  /** Why, in words. */
  message: string;
}
/** Its possible values. */
export type ExcludedOrderReasonCode = "DESTINATION_MISMATCH" | "ALREADY_EXPORTED" | "CANCELLED" | "NO_LINES";
/** An execution. 200 does not mean sent: read `brokerSubmission.status`. */
export interface ExecuteAnswer {
  /** Export batch ID. */
  exportId: string;
  /** Normalized lifecycle state. */
  state: ExportState;
  /** Same batch ID in snake_case. */
  batch_id: string;
  /** Execution status, the same as `state`. */
  status: ExportState;
  /** Customs package created or reused by execution. */
  customs_package_id: string | null;
  /** Planning fingerprint for the executed batch. */
  planHash: string;
  /** Artifact metadata generated for the package. */
  artifacts: ArtifactAnswer[];
  /** Notification IDs created during execution. */
  notification_ids: string[];
  /** Current contract-compatible duplicate ID list. */
  notifications: string[];
  /** Execution timestamp; null while it still runs. */
  execution_timestamp: string | null;
  /** Broker submission record, or null. */
  brokerSubmission: BrokerSubmission | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** A planned batch to execute. */
export interface ExecuteRequest {
  /** EntryGo account ID; the key's own. */
  accountId: string;
  /** Export batch ID returned by planning. */
  batchId: string;
  /** The planHash the caller decided on; 409 PLAN_CHANGED where it is not the current one. */
  expectedPlanHash?: string | null;
  /** Where the caller means them to go; 409 PLAN_CHANGED where they would go elsewhere. */
  expectedRecipient?: string | null;
  /** After a restore: the caller knows that this may have left since the backup, and means it; else 409 RESTORE_UNDECIDED until somebody has decided. */
  confirm?: boolean | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** How the code that the product carries now does. */
export interface ExistingCode {
  /** The code as stated. */
  hs_code: string;
  /** Whether it is a valid ten-digit line on the entry date. */
  is_valid: boolean;
  /** Its place among all lines ranked, from 1; null where it was not ranked. */
  rank: number | null;
  /** Its share of the support. */
  support_score: number;
  /** How many digits it shares with the first candidate: 0, 2, 4, 6, 8 or 10. */
  agrees_to_digits: number;
  /** Duty under it; null where that cannot be computed at all. */
  duty_preview: DutyPreview | null;
  /** What the first candidate costs more (or, negative, less) a piece; null where a figure is missing. */
  duty_difference_usd: number | null;
}
/** The fields of `payload` in events `export.approved`. A person approved a plan and its delivery: who the papers go to, and which. */
export interface ExportApprovedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Plan hash. */
  planHash?: string;
  /** Approved by. */
  approvedBy?: string;
  /** Who the papers go to, and which. */
  delivery?: { [name: string]: Json };
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `export.batch_created`. A plan made a new batch. */
export interface ExportBatchCreatedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `export.cancelled`. A batch was cancelled; its orders are free. */
export interface ExportCancelledPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Reason. */
  reason?: string | null;
  /** Cancelled by. */
  cancelledBy?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Exports of one state and readiness. */
export interface ExportCount {
  /** Their state. */
  state: ExportState;
  /** Readiness of their current plans. */
  readinessState: ReadinessState;
  /** How many, 10,000 at most. */
  count: number;
  /** Whether there are more than that. */
  has_more: boolean;
}
/** The fields of `payload` in events `export.executed`. An execution is complete: everything it owes is durable. */
export interface ExportExecutedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Package number. */
  packageNumber?: string;
  /** Plan hash. */
  planHash?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `export.execution_started`. An execution passed the gate and is promised, with the delivery it is bound to. */
export interface ExportExecutionStartedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Package number. */
  packageNumber?: string;
  /** Plan hash. */
  planHash?: string;
  /** Who the papers go to, and which. */
  delivery?: { [name: string]: Json };
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A page of exports, newest first. */
export interface ExportPage {
  /** The exports. */
  data: ExportSummary[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** The fields of `payload` in events `export.planned`. A new batch was planned. */
export interface ExportPlannedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Plan hash. */
  planHash?: string;
  /** Readiness state. */
  readinessState?: string;
  /** Compliance score. */
  complianceScore?: number;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `export.replanned`. A batch was planned again. */
export interface ExportReplannedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Plan hash. */
  planHash?: string;
  /** Readiness state. */
  readinessState?: string;
  /** Compliance score. */
  complianceScore?: number;
  /** Previous plan hash. */
  previousPlanHash?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Where an export stands. */
export type ExportState = "BATCHED" | "EXECUTING" | "COMPLETED" | "CANCELLED";
/** An export in a list. */
export interface ExportSummary {
  /** Export batch ID. */
  exportId: string;
  /** Current normalized status. */
  status: ExportState;
  /** The same as `status`. */
  state: ExportState;
  /** Readiness of the current plan. */
  readinessState: ReadinessState;
  /** Score of the current plan, 0 to 100. */
  complianceScore: number;
  /** Fingerprint of the current plan. */
  planHash: string;
  /** The warehouse. */
  warehouse_id: string;
  /** The broker. */
  broker_id: string;
  /** Two-letter code of the country it goes to. */
  destination_country: string;
  /** The customs package, or null before execution. */
  customs_package_id: string | null;
  /** When it was first planned. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** When it was executed; null before. */
  executed_at: string | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** An entry to be filed. */
export interface ExportUnit {
  /** Number of the entry in the plan, from 1. */
  number: number;
  /** 01 formal, 03 with antidumping or countervailing duty, 11 informal. */
  entry_type: ExportUnitEntryType;
  /** The orders in it. */
  order_ids: string[];
  /** Entered value in US dollars, or null where it is not known. */
  value_usd: number | null;
  /** Duty in US dollars, or null where a line has no figure. */
  duty_usd: number | null;
  /** Merchandise processing fee in US dollars, or null where the value is not known. */
  mpf_usd: number | null;
  /** Harbor maintenance fee in US dollars, or null where the value is not known. */
  hmf_usd: number | null;
  /** The broker's fee, in US dollars. */
  broker_fee_usd: number;
  /** Why these goods are one entry of this type. */
  reason: string;
  /** Its lines. */
  lines: EntryLineAnswer[];
}
/** Its possible values. */
export type ExportUnitEntryType = "01" | "03" | "11";
/** What the broker charges; a price that was not given is absent and has its default. */
export interface FeeScheduleAnswer {
  /** For a formal entry, in US dollars. */
  formalEntryUsd?: number | null;
  /** For an informal entry, in US dollars. */
  informalEntryUsd?: number | null;
  /** For each line above those included, in US dollars. */
  extraLineUsd?: number | null;
  /** Lines an entry's price includes. */
  includedLines?: number | null;
}
/** What the broker charges, in US dollars. */
export interface FeeScheduleIn {
  /** For a formal entry; 125 where it is absent. */
  formalEntryUsd?: number | null;
  /** For an informal entry; 10 where it is absent. */
  informalEntryUsd?: number | null;
  /** For each line above those included; 0 where it is absent. */
  extraLineUsd?: number | null;
  /** Lines an entry's price includes; 999 where it is absent. */
  includedLines?: number | null;
}
/** What a client learns of its key and of the server. */
export interface HealthAnswer {
  /** The server is well; any other answer is an error. */
  status: "ok";
  /** The protocol spoken. */
  protocol: string;
  /** Version of the server. */
  version: string;
  /** The account of the key. */
  accountId: string;
  /** The world the key sees. */
  mode: AccountMode;
  /** What the key may do, alphabetical. */
  scopes: string[];
  /** The database answered. */
  database: "ok";
  /** The tariff edition loaded. */
  tariffEdition: string;
  /** Whether the edition holds the whole schedule. */
  tariffEditionIsFull: boolean;
  /** The server's clock. */
  time: string;
}
/** An order that an import makes or changes. */
export interface ImportedOrder {
  /** First row of the order in the file; the header is row 1. */
  row: number;
  /** Id of the order; null for a new one of a dry run. */
  id: string | null;
  /** The caller's own id. */
  externalId: string;
  /** What becomes of it. */
  change: ImportedOrderChange;
}
/** Its possible values. */
export type ImportedOrderChange = "new" | "changed";
/** A product that an import makes or changes. */
export interface ImportedProduct {
  /** Row of the file; the header is row 1. */
  row: number;
  /** Id of the product; null for a new one of a dry run. */
  id: string | null;
  /** The caller's own id. */
  externalId: string;
  /** What becomes of it. */
  change: ImportedOrderChange;
  /** The fields in which it differs from what was kept. */
  columns: string[];
}
/** The importer of record; a part that was not given is absent. */
export interface ImporterAnswer {
  /** Name of the importer of record. */
  name?: string | null;
  /** Its importer number. */
  number?: string | null;
  /** Its customs bond. */
  bond?: BondAnswer | null;
  /** Its address. */
  address?: AddressAnswer | null;
}
/** The importer of record (19 USC 1484). */
export interface ImporterIn {
  /** Name of the importer of record. */
  name?: string | null;
  /** Its importer number: an EIN with suffix, or one CBP assigned. */
  number?: string | null;
  /** Its customs bond. */
  bond?: BondIn | null;
  /** Its address, printed as the importer's. */
  address?: AddressIn | null;
}
/** What a mail that came back was, and which of this account's mails it is about. */
export interface InboundMailAnswer {
  /** What it was; `unmatched` where it is about none of this account's mails. */
  kind: InboundMailKind;
  /** False where the same mail was taken before; nothing happens twice. */
  isNew: boolean;
  /** The export batch, or null. */
  exportId: string | null;
  /** The mail it is about, or null. */
  submissionId: string | null;
  /** What that mail now is, or null. */
  status: SubmissionStatus | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Its possible values. */
export type InboundMailKind = "bounced" | "bounced_elsewhere" | "delayed" | "delivered" | "auto_replied" | "replied" | "unmatched";
/** A mail that came back: a bounce, an automatic answer or a reply. */
export interface InboundMailRequest {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The whole message as it arrived, in base64. */
  raw: string;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The truth about an export, composed from what is stored. */
export interface InspectAnswer {
  /** Export batch ID. */
  exportId: string;
  /** Current normalized status. */
  status: ExportState;
  /** Current normalized lifecycle state. */
  state: ExportState;
  /** Current readiness view. */
  readinessState: ReadinessState;
  /** Current readiness score, 0 to 100. */
  complianceScore: number;
  /** Structured validation results. */
  validationMessages: PlanMessage[];
  /** Planning fingerprint. */
  planHash: string;
  /** Artifact metadata; empty before execution. */
  artifacts: ArtifactAnswer[];
  /** Plan, execution and counts in short. */
  export: InspectedExport;
  /** The batch's own record. */
  batch: BatchAnswer;
  /** Customs package summary or null. */
  customsPackage: PackageSummary | null;
  /** Notification objects. */
  notifications: NotificationAnswer[];
  /** The latest broker submission, or null before execution. */
  brokerSubmission: BrokerSubmission | null;
  /** Current machine snapshot used for inspection. */
  snapshot: InspectedSnapshot;
  /** Export event stream, oldest first. */
  events: EventAnswer[];
  /** What brokers said of it, oldest first. */
  brokerAnswers: BrokerAnswerSaid[];
  /** Every submission, oldest first. */
  brokerSubmissions: BrokerSubmission[];
  /** Planning flags to surface downstream, alphabetical. */
  flags: string[];
  /** Missing data signals. */
  missing_data: MissingDatumAnswer[];
  /** Human-readable strategy summary. */
  recommended_strategy: string;
  /** The named parts of the score; they sum to it. */
  score_breakdown: ScorePart[];
  /** The two costs whose difference the savings are. */
  savings_breakdown: SavingsBreakdown;
  /** The entries to be filed. */
  export_units: ExportUnit[];
  /** The entries in short, and what was not chosen. */
  entry_structure: EntryStructure;
  /** Where the goods leave, who files, where they cross. */
  routing_context: RoutingContext;
  /** Duties and fees, layer by layer. */
  duty_estimate: DutyEstimate;
}
/** What inspection found. */
export interface InspectedCounts {
  /** How many artifacts there are. */
  artifact_count: number;
  /** How many notifications there are. */
  notification_count: number;
}
/** The execution in short. */
export interface InspectedExecution {
  /** The customs package, or null before execution. */
  customs_package_id: string | null;
  /** When it was executed; null before. */
  executed_at: string | null;
}
/** Plan, execution and counts in short. */
export interface InspectedExport {
  /** Export batch ID. */
  batch_id: string;
  /** The same as at the top. */
  status: ExportState;
  /** The same as at the top. */
  planHash: string;
  /** The same as `status`. */
  lifecycle_state: ExportState;
  /** The current plan in short. */
  plan: InspectedPlan;
  /** The execution in short. */
  execution: InspectedExecution;
  /** Counts. */
  inspection: InspectedCounts;
}
/** The current plan in short. */
export interface InspectedPlan {
  /** The same as at the top. */
  readinessState: ReadinessState;
  /** Orders included in the plan. */
  included_order_ids: string[];
  /** Orders not included. */
  excluded_order_ids: string[];
  /** Orders not included, each with its reason. */
  excluded_orders: ExcludedOrder[];
  /** How often this batch was planned. */
  plan_count: number;
}
/** The planning snapshot in short. */
export interface InspectedSnapshot {
  /** Orders included in the plan. */
  included_order_ids: string[];
  /** The same as at the top. */
  planHash: string;
  /** Where the hashed document is. */
  snapshot_url: string;
  /** The law it was planned by; null in plans of before it was told. */
  law: LawAnswer | null;
}
/** The fields of `payload` in events `installation.restored`. A backup was put in place: what happened between its making and then is not in the records. */
export interface InstallationRestoredPayload {
  /** Backup at. */
  backupAt?: string;
  /** Submissions held. */
  submissionsHeld?: number;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** An invitation into the account, without its link. */
export interface InvitationAnswer {
  /** Id of the invitation. */
  id: string;
  /** Who is invited. */
  email: string;
  /** What the person will be allowed to do. */
  roles: InvitationRoles[];
  /** The worlds the person will see. */
  modes: AccountMode[];
  /** Whether its link still works. */
  state: InvitationState;
  /** How its mail fares, `uncertain` where nobody knows whether it arrived; null without one. */
  mail: InvitationMail | null;
  /** When it was made. */
  createdAt: string;
  /** Until when its link works. */
  expiresAt: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** An invitation with its link, which is shown here and never again. */
export interface InvitationLinkAnswer {
  /** Id of the invitation. */
  id: string;
  /** Who is invited. */
  email: string;
  /** What the person will be allowed to do. */
  roles: InvitationRoles[];
  /** The worlds the person will see. */
  modes: AccountMode[];
  /** Whether its link still works. */
  state: InvitationState;
  /** How its mail fares, `uncertain` where nobody knows whether it arrived; null without one. */
  mail: InvitationMail | null;
  /** When it was made. */
  createdAt: string;
  /** Until when its link works. */
  expiresAt: string;
  /** The page where the invited person joins; send it. Null in a repeat of the call: the link is not kept. */
  link: string | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Its possible values. */
export type InvitationMail = "due" | "sending" | "sent" | "failed" | "uncertain";
/** A page of open invitations, newest first. */
export interface InvitationPage {
  /** The invitations. */
  data: InvitationAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** Its possible values. */
export type InvitationRoles = "viewer" | "operator" | "approver" | "admin";
/** Its possible values. */
export type InvitationState = "open" | "accepted" | "revoked" | "expired";
/** An API key, without its secret. */
export interface KeyAnswer {
  /** Id of the key. */
  id: string;
  /** The account it belongs to. */
  accountId: string;
  /** What it is for, or null. */
  name: string | null;
  /** The person whose key it is, or null. */
  owner: string | null;
  /** The world it sees. */
  mode: AccountMode;
  /** What it may do. */
  scopes: string[];
  /** Limits of its own, or null. */
  policy: PolicyAnswer | null;
  /** Whether it works. */
  state: KeyState;
  /** When it was made. */
  createdAt: string | null;
  /** When it ends, or null. */
  expiresAt: string | null;
  /** When it was revoked, or null. */
  revokedAt: string | null;
  /** When it last called, to the minute, or null. */
  lastUsedAt: string | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** The fields of `payload` in events `key.changed`. A key's name or limits changed: before and after. */
export interface KeyChangedPayload {
  /** Key id. */
  keyId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A new key of the account. */
export interface KeyCreate {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** What it is for. */
  name: string;
  /** The person whose key it is. Keys without an owner count as one person: none approves for another. */
  owner?: string | null;
  /** What it may do; `execute` includes `approve`. */
  scopes: KeyScopes[];
  /** The world it sees; the caller's own where it is absent. A test key makes no live one. */
  mode?: AccountMode | null;
  /** The last day it works, in UTC, or an instant; it does not end where this is absent. */
  expires?: string | null;
  /** Limits of this key, beside the account's; `{}` or null for none. */
  policy?: PolicyIn | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The fields of `payload` in events `key.created`. A key was made. */
export interface KeyCreatedPayload {
  /** Key id. */
  keyId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A page of keys, newest first. */
export interface KeyPage {
  /** The keys. */
  data: KeyAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** Changes to a key. Its owner, scopes, mode and end stay: make another for others. */
export interface KeyPatch {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** What it is for; null leaves it as it is. */
  name?: string | null;
  /** Limits of this key, beside the account's; `{}` or null for none. */
  policy?: PolicyIn | null;
}
/** An end to the key, please. */
export interface KeyRevoke {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The fields of `payload` in events `key.revoked`. A key was revoked for good. */
export interface KeyRevokedPayload {
  /** Key id. */
  keyId?: string;
  /** Owner. */
  owner?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A new secret for the key, please. */
export interface KeyRotate {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The fields of `payload` in events `key.rotated`. A key got a new secret; the one before works no more. */
export interface KeyRotatedPayload {
  /** Key id. */
  keyId?: string;
  /** Owner. */
  owner?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Its possible values. */
export type KeyScopes = "admin" | "approve" | "execute" | "read" | "write";
/** A key with its secret, which is shown here and never again. */
export interface KeySecretAnswer {
  /** Id of the key. */
  id: string;
  /** The account it belongs to. */
  accountId: string;
  /** What it is for, or null. */
  name: string | null;
  /** The person whose key it is, or null. */
  owner: string | null;
  /** The world it sees. */
  mode: AccountMode;
  /** What it may do. */
  scopes: string[];
  /** Limits of its own, or null. */
  policy: PolicyAnswer | null;
  /** Whether it works. */
  state: KeyState;
  /** When it was made. */
  createdAt: string | null;
  /** When it ends, or null. */
  expiresAt: string | null;
  /** When it was revoked, or null. */
  revokedAt: string | null;
  /** When it last called, to the minute, or null. */
  lastUsedAt: string | null;
  /** The secret: `Authorization: Bearer ...`. Null in a repeat of the call: no secret is kept, rotate the key. */
  apiKey: string | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Its possible values. */
export type KeyState = "active" | "expired" | "revoked";
/** The bundle of the law in force. */
export interface LawAnswer {
  /** Version of the bundle. */
  version: string;
  /** The day the law is as of. */
  asOf: string;
  /** SHA-256 over the bundle's documents. */
  digest: string;
}
/** A submission whose links open nothing any more. */
export interface LinksEnded {
  /** The submission. */
  submissionId: string;
  /** Export batch ID. */
  exportId: string;
  /** When its links ended. */
  linksEndedAt: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Mails to one audience that want somebody's eye. */
export interface MailCount {
  /** For whom they are. */
  audience: MailCountAudience;
  /** `failed` for good, or `uncertain` and waiting for a decision. */
  status: MailCountStatus;
  /** How many, 10,000 at most. */
  count: number;
  /** Whether there are more than that. */
  has_more: boolean;
}
/** Its possible values. */
export type MailCountAudience = "broker" | "broker_notice" | "warehouse";
/** Its possible values. */
export type MailCountStatus = "failed" | "uncertain";
/** A test mail to a broker. */
export interface MailTestAnswer {
  /** Id of the mail. */
  id: string;
  /** The broker. */
  brokerId: string;
  /** What became of it: `uncertain` where nobody knows whether it arrived. */
  state: InvitationMail;
  /** When it was asked for. */
  createdAt: string;
  /** The mail server's words where it did not take it; null otherwise. */
  error: string | null;
  /** What `error` means, where a code in it says so. */
  plainWords: string | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** A test mail to a broker, at the address that is kept. */
export interface MailTestRequest {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The newest test mails to a broker. */
export interface MailTests {
  /** At most ten, newest first. */
  data: MailTestAnswer[];
}
/** One try to hand a mail over. */
export interface MailTryAnswer {
  /** Which try, from 1. */
  number: number;
  /** When the message began to leave; null where it did not come to that. */
  begun_at: string | null;
  /** `sent`, `rejected`, `deferred`, `uncertain`, `unconfigured` or `unknown`. */
  outcome: string;
  /** What the mail server said, or null. */
  words: string | null;
  /** What that means, where a code in it says so. */
  plain_words: string | null;
}
/** Who made a product. */
export interface ManufacturerAnswer {
  /** The maker's name, or null. */
  name: string | null;
  /** Street and number, or null. */
  address: string | null;
  /** City, or null. */
  city: string | null;
  /** State, province or county, or null. */
  region: string | null;
  /** Postal code, or null. */
  postalCode: string | null;
  /** Two-letter country code, or null. */
  country: string | null;
  /** Manufacturer identification code: the one given, else built from name and address; null where that is not possible. */
  mid: string | null;
}
/** Who made it. Every field is optional to sync; planning says what is missing. */
export interface ManufacturerIn {
  /** The maker's name. */
  name?: string | null;
  /** Street and number. */
  address?: string | null;
  /** The same, as shipTo spells it; address wins. */
  address1?: string | null;
  /** City. */
  city?: string | null;
  /** State, province or county. */
  region?: string | null;
  /** Postal code. */
  postalCode?: string | null;
  /** Two-letter country code. */
  country?: string | null;
  /** Manufacturer identification code (19 CFR 102); built from name and address where it is absent. */
  mid?: string | null;
}
/** Where a column goes, with the unit of its numbers. */
export interface MappedColumn {
  /** The field in dotted form. */
  field: string;
  /** The unit of a column of weights. */
  unit?: MappedColumnUnit | null;
}
/** Its possible values. */
export type MappedColumnUnit = "kg" | "g" | "lb" | "oz";
/** One material of a product. */
export interface MaterialAnswer {
  /** What the material is. */
  name: string;
  /** Its share by weight in percent, or null where it was not given. */
  percent: number | null;
}
/** One material of a product. */
export interface MaterialIn {
  /** What the material is. */
  name: string;
  /** Its share by weight, in percent. */
  percent?: number | null;
}
/** A cell that is read otherwise than it stands. */
export interface MendedCell {
  /** Row of the file. */
  row: number;
  /** The file's column. */
  column: string;
  /** What stands in the cell. */
  value: string;
  /** What it is read as. */
  readAs: string;
  /** Why. */
  message: string;
}
/** Field by field. */
export interface MergeReport {
  /** The name. */
  product_name: MergedField;
  /** The description. */
  description: MergedField;
  /** The origin. */
  country_of_origin: MergedField;
  /** The value of a piece in US dollars. */
  value: MergedField;
  /** The materials; proposed are those that the words name. */
  materials: MergedField;
  /** The category. */
  category: MergedField;
  /** The code; supplied is `existing_hs_code`. */
  hs_code: MergedField;
}
/** A field of the product: what was supplied, what is proposed, what stays. */
export interface MergedField {
  /** As supplied; null where it was not. */
  supplied: Json;
  /** What the optimizer proposes; null where it proposes nothing. */
  proposed: Json;
  /** What stands after this call: always what was supplied. Nothing is applied. */
  kept: Json;
}
/** Metal composition of a product. */
export interface MetalsAnswer {
  /** Kilograms of steel in a piece, or null. */
  steelWeightKg: number | null;
  /** Kilograms of aluminum in a piece, or null. */
  aluminumWeightKg: number | null;
  /** Kilograms of copper in a piece, or null. */
  copperWeightKg: number | null;
  /** Where the steel was melted and poured, or null. */
  steelMeltPourCountry: string | null;
  /** Country of primary smelt, or null. */
  aluminumPrimarySmeltCountry: string | null;
  /** Country of secondary smelt, or null. */
  aluminumSecondarySmeltCountry: string | null;
  /** Country of the last cast, or null. */
  aluminumCastCountry: string | null;
  /** Share by weight of US metal, 0 to 1, or null. */
  usOriginShare: number | null;
  /** Share by weight of UK metal, 0 to 1, or null. */
  ukOriginShare: number | null;
  /** What proves the metal's origin, or null. */
  originEvidence: string | null;
  /** Value of the steel content of a piece, or null. */
  steelValueUsd: number | null;
  /** Value of the aluminum content of a piece, or null. */
  aluminumValueUsd: number | null;
  /** Value of the copper content of a piece, or null. */
  copperValueUsd: number | null;
  /** Value of the US content of a piece, or null. */
  usContentValueUsd: number | null;
}
/** Metal composition; weights are kilograms per piece, shares 0 to 1. */
export interface MetalsIn {
  /** Kilograms of steel in a piece. */
  steelWeightKg?: number | null;
  /** Kilograms of aluminum in a piece. */
  aluminumWeightKg?: number | null;
  /** Kilograms of copper in a piece. */
  copperWeightKg?: number | null;
  /** Where the steel was melted and poured. */
  steelMeltPourCountry?: string | null;
  /** Country of the largest share of primary aluminum smelted. */
  aluminumPrimarySmeltCountry?: string | null;
  /** Country of the largest share of secondary aluminum smelted. */
  aluminumSecondarySmeltCountry?: string | null;
  /** Country of the last cast of the aluminum. */
  aluminumCastCountry?: string | null;
  /** Share by weight of the listed metal of US origin, 0 to 1. */
  usOriginShare?: number | null;
  /** Share by weight of the listed metal of UK origin, 0 to 1. */
  ukOriginShare?: number | null;
  /** What proves the metal's origin, in words. */
  originEvidence?: string | null;
  /** Value of the steel content of a piece in US dollars; entries before 6 April 2026 pay on it. */
  steelValueUsd?: number | null;
  /** Value of the aluminum content of a piece in US dollars. */
  aluminumValueUsd?: number | null;
  /** Value of the copper content of a piece in US dollars. */
  copperValueUsd?: number | null;
  /** Value of US content in a piece of mobile equipment (9903.82.21). */
  usContentValueUsd?: number | null;
}
/** A value that planning wants and nobody gave. */
export interface MissingDatumAnswer {
  /** Path of the value, as in `validationMessages`. */
  field: string;
  /** The product it belongs to, or null. */
  product_id: string | null;
  /** The order it belongs to, or null. */
  order_id: string | null;
  /** Code of the finding that asks for it. */
  code: string;
}
/** A fact that would decide. */
export interface MissingFact {
  /** Its name. */
  fact: string;
  /** What to ask for. */
  question: string;
  /** The two descriptions it tells apart; empty where it tells none. */
  between: string[];
}
/** How goods cross. */
export type Mode = "truck" | "ocean" | "air";
/** What to do next. */
export type NextAction = "execute" | "review_flags_then_execute" | "fix_validation_errors";
/** That somebody was told of an execution. */
export interface NotificationAnswer {
  /** Id of the notification. */
  id: string;
  /** `EMAIL`, or `API` where there is no address to write to. */
  channel: NotificationChannel;
  /** Where it travels by mail, the mail's state; else `sent`. */
  status: SubmissionStatus;
  /** When it was made. */
  created_at: string;
  /** Whom it tells. */
  audience: NotificationAudience;
  /** The export batch it is about. */
  export_id: string;
}
/** Its possible values. */
export type NotificationAudience = "broker" | "warehouse";
/** Its possible values. */
export type NotificationChannel = "EMAIL" | "API";
/** A page of notifications, newest first. */
export interface NotificationPage {
  /** The notifications. */
  data: NotificationAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** The export that waits longest. */
export interface OldestWaiting {
  /** Export batch ID. */
  exportId: string;
  /** When it was first planned. */
  created_at: string;
}
/** Goods whose code is asked for. */
export interface OptimizeRequest {
  /** What the product is called. */
  product_name: string;
  /** What it is, of what it is made, and what it is used for, in English. */
  description: string;
  /** Code or name of the country of origin. */
  country_of_origin: string;
  /** Value of one piece in US dollars. */
  value: number;
  /** What it is made of: words (`80% cotton`) or objects of `name` and `percent`. */
  materials?: (string | MaterialIn)[] | null;
  /** The caller's own category. */
  category?: string | null;
  /** The code it carries now; it is ranked like any other and never replaced. */
  existing_hs_code?: string | null;
  /** The supplier's own data; kept with the run, and never decides anything. */
  supplier_metadata?: { [name: string]: Json } | null;
  /** The account of the key; another one answers 403. */
  account_id?: string | null;
  /** The caller's own context; kept with the run, and never decides anything. */
  tenant_context?: { [name: string]: Json } | null;
  /** Day of entry for which codes must be valid and duty is computed; today where it is absent. */
  entry_date?: string | null;
}
/** Which codes the goods may be. A proposal: nothing was changed. */
export interface OptimizerAnswer {
  /** Id of the run; `GET /api/customs/optimize/{id}` shows it again. */
  optimizer_run_id: string;
  /** Id of the attempt that answered. */
  optimizer_attempt_id: string;
  /** The first candidate, or null where nothing can be proposed. */
  hs_code: string | null;
  /** Candidates, best first. */
  candidate_classifications: CandidateClassification[];
  /** Chance that the first six digits are right, calibrated. */
  confidence_score: number;
  /** Chance that all ten are right. */
  confidence_score_ten_digits: number;
  /** `high` from 0.75 on, `medium` from 0.45 on. */
  confidence_level: OptimizerConfidenceLevel;
  /** The confidence in a sentence or two. */
  confidence_reasoning_summary: string;
  /** What to do next. */
  recommended_action: OptimizerRecommendedAction;
  /** What a person must look at, by name. */
  compliance_flags: string[];
  /** Why each of them stands. */
  compliance_notes: ComplianceNote[];
  /** Facts that would decide, the most telling first. */
  missing_facts: MissingFact[];
  /** How `existing_hs_code` does, or null without one. */
  existing_classification: ExistingCode | null;
  /** Duty under the first candidate. */
  duty_preview: DutyPreview | null;
  /** Field by field: supplied, proposed, kept. */
  merge_report: MergeReport;
  /** The schedule in which codes are valid and duty is computed. */
  tariff_edition: string;
  /** The classifier, by its hash. */
  classifier_edition: string;
  /** Day of entry for which this holds. */
  entry_date: string;
  /** What a large model added; null where none is configured. */
  assist: AssistReport | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Its possible values. */
export type OptimizerConfidenceLevel = "low" | "medium" | "high";
/** The fields of `payload` in events `optimizer.ran`. The optimizer proposed codes for goods; its run is kept and changes no product. */
export interface OptimizerRanPayload {
  /** Optimizer run id. */
  optimizerRunId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Its possible values. */
export type OptimizerRecommendedAction = "accept_after_review" | "review_candidates" | "add_details" | "ask_broker";
/** A run as it was recorded. */
export interface OptimizerRunAnswer {
  /** Id of the run; `GET /api/customs/optimize/{id}` shows it again. */
  optimizer_run_id: string;
  /** Id of the attempt that answered. */
  optimizer_attempt_id: string;
  /** The first candidate, or null where nothing can be proposed. */
  hs_code: string | null;
  /** Candidates, best first. */
  candidate_classifications: CandidateClassification[];
  /** Chance that the first six digits are right, calibrated. */
  confidence_score: number;
  /** Chance that all ten are right. */
  confidence_score_ten_digits: number;
  /** `high` from 0.75 on, `medium` from 0.45 on. */
  confidence_level: OptimizerConfidenceLevel;
  /** The confidence in a sentence or two. */
  confidence_reasoning_summary: string;
  /** What to do next. */
  recommended_action: OptimizerRecommendedAction;
  /** What a person must look at, by name. */
  compliance_flags: string[];
  /** Why each of them stands. */
  compliance_notes: ComplianceNote[];
  /** Facts that would decide, the most telling first. */
  missing_facts: MissingFact[];
  /** How `existing_hs_code` does, or null without one. */
  existing_classification: ExistingCode | null;
  /** Duty under the first candidate. */
  duty_preview: DutyPreview | null;
  /** Field by field: supplied, proposed, kept. */
  merge_report: MergeReport;
  /** The schedule in which codes are valid and duty is computed. */
  tariff_edition: string;
  /** The classifier, by its hash. */
  classifier_edition: string;
  /** Day of entry for which this holds. */
  entry_date: string;
  /** What a large model added; null where none is configured. */
  assist: AssistReport | null;
  /** What was asked, as it was read. */
  request: { [name: string]: Json };
  /** The product it was made for, or null. */
  product_id: string | null;
  /** When it ran. */
  created_at: string;
}
/** An order as it is kept. */
export interface OrderAnswer {
  /** Id of the order; what plan takes. */
  id: string;
  /** The caller's own id. */
  externalId: string;
  /** Whether it can still be exported. */
  status: OrderStatus;
  /** Two-letter code of the country it goes to. */
  destinationCountry: string;
  /** State it goes to, or null. */
  destinationRegion: string | null;
  /** Postal code it goes to, or null. */
  destinationPostalCode: string | null;
  /** Currency of the sale. */
  currency: string;
  /** US dollars for one unit of the currency, or null. */
  exchangeRateUsd: number | null;
  /** Value of the lines in the money their prices are stated in, to the cent. */
  value: number;
  /** The same in US dollars; null where no rate of exchange is stated. */
  valueUsd: number | null;
  /** The lines. */
  items: OrderLineAnswer[];
  /** Who receives the goods, or null. */
  shipTo: PartyAnswer | null;
  /** Who bought them, or null. */
  buyer: PartyAnswer | null;
  /** Stated charges; empty where none was. */
  charges: ChargeAnswer[];
  /** How many packages it travels in, or null. */
  packages: number | null;
  /** Day of the sale, or null. */
  soldOn: string | null;
  /** The clearance the seller foresees, or null. */
  clearance: string | null;
  /** The caller's own object as given, or null. */
  metadata: Json;
  /** The export batch that exported it, or null. */
  exportId: string | null;
  /** When it was first synced. */
  createdAt: string;
  /** When it last changed. */
  updatedAt: string;
  /** When the caller's own system last changed it, or null. */
  sourceUpdatedAt: string | null;
}
/** An order. Its value is recomputed from its lines; ``metadata`` is kept and never decides anything. */
export interface OrderIn {
  /** The caller's own id, without blanks around it; a sync of the same one overwrites. */
  externalId: string;
  /** Code or name of the country it goes to. */
  destinationCountry: string;
  /** The lines; they replace the stored ones. */
  items: OrderLineIn[];
  /** State it goes to. */
  destinationRegion?: string | null;
  /** Postal code it goes to. */
  destinationPostalCode?: string | null;
  /** Who receives the goods. */
  shipTo?: PartyIn | null;
  /** Who bought them; `shipTo` where it is absent. */
  buyer?: PartyIn | null;
  /** Currency of the sale; USD where it is absent. */
  currency?: string | null;
  /** US dollars for one unit of `currency`, as stated for the day of export. */
  exchangeRateUsd?: number | null;
  /** Stated charges. */
  charges?: ChargeIn[] | null;
  /** How many packages the order travels in. */
  packages?: number | null;
  /** Day of the sale; the papers say `not stated` where it is absent. */
  soldOn?: string | null;
  /** The clearance the seller foresees, in a word. */
  clearance?: string | null;
  /** `cancelled` keeps the order out of plans, of an exported one from its release on; only `open` opens it again, and what is absent changes nothing. */
  status?: OrderInStatus | null;
  /** When the caller's own system last changed it. What is older than what is kept is not applied, and the answer says so: `STALE_UPDATE`. */
  sourceUpdatedAt?: string | null;
  /** The caller's own object; kept, and never decides anything. */
  metadata?: { [name: string]: Json } | null;
}
/** Its possible values. */
export type OrderInStatus = "open" | "cancelled";
/** Goods of one product in an order; values in US dollars, for the whole line where not said otherwise. */
export interface OrderLineAnswer {
  /** Id of the product. */
  productId: string;
  /** Pieces. */
  quantity: number;
  /** Price of a piece in US dollars, or null where `unitPrice` says it. */
  unitValueUsd: number | null;
  /** Price of a piece in the order's currency, or null. */
  unitPrice: number | null;
  /** Quantity times price, in US dollars, not yet rounded to the cent; null where no price in dollars is stated. */
  lineValueUsd: number | null;
  /** Why nobody bought these goods, or null where they were sold. */
  notSold: string | null;
  /** The special provision of chapter 98 claimed, where one is. */
  claim?: ClaimAnswer | null;
}
/** A line of an order. Zero values are taken in, and planning says so. */
export interface OrderLineIn {
  /** Id of a synced product. */
  productId: string;
  /** Pieces. */
  quantity: number;
  /** Price of a piece in the order's currency; in place of `unitValueUsd`. */
  unitPrice?: number | null;
  /** Price of a piece in US dollars, as the buyer paid it. */
  unitValueUsd?: number | null;
  /** Why nobody bought these goods; their price is then a declared value. */
  notSold?: OrderLineNotSold | null;
  /** A special provision of chapter 98 claimed for the line. */
  claim?: ClaimIn | null;
}
/** Its possible values. */
export type OrderLineNotSold = "gift" | "sample" | "replacement" | "loan" | "return";
/** A page of orders, newest first. */
export interface OrderPage {
  /** The orders. */
  data: OrderAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** A change to an order: the fields given replace the stored ones, parties whole; null clears. Lines are synced. */
export interface OrderPatch {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** Who receives the goods. */
  shipTo?: PartyIn | null;
  /** Who bought them; `shipTo` where it is absent. */
  buyer?: PartyIn | null;
  /** State it goes to. */
  destinationRegion?: string | null;
  /** Postal code it goes to. */
  destinationPostalCode?: string | null;
  /** Day of the sale. */
  soldOn?: string | null;
  /** How many packages the order travels in. */
  packages?: number | null;
  /** The clearance the seller foresees. */
  clearance?: string | null;
}
/** Its possible values. */
export type OrderStatus = "open" | "exported" | "cancelled";
/** Something about an accepted order that the caller should know. */
export interface OrderWarning {
  /** What it is about. */
  code: OrderWarningCode;
  /** What it is, and what can be done. */
  message: string;
  /** Id of the order. */
  order_id: string;
  /** The export batch that exported it, or null. */
  export_id: string | null;
}
/** Its possible values. */
export type OrderWarningCode = "ORDER_ALREADY_EXPORTED" | "CHARGE_TYPE_UNKNOWN" | "STALE_UPDATE" | "ORDER_STAYS_CANCELLED";
/** Orders of a file to insert or overwrite. */
export interface OrdersImport {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The file's text, for CSV. */
  csv?: string | null;
  /** The file's bytes in base64, for CSV in any encoding and XLSX. */
  raw?: string | null;
  /** Whose columns the file has. Where it is absent, the header says: EntryGo's own fields, or a shop's export. */
  preset?: OrdersImportPreset | null;
  /** Which column gives which field, in place of a preset; columns that are not named are left out. */
  mapping?: { [name: string]: string | MappedColumn } | null;
  /** If true, say what would change and store nothing. */
  dryRun?: boolean | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** Its possible values. */
export type OrdersImportPreset = "entrygo" | "shopify" | "woocommerce" | "bigcommerce" | "shipstation";
/** What an import of orders did, or, of a dry run, would do. */
export interface OrdersImported {
  /** Whether nothing was stored. */
  dryRun: boolean;
  /** How many are new. */
  new: number;
  /** How many change one that is kept. */
  changed: number;
  /** How many say what is kept already. */
  unchanged: number;
  /** Whose columns the file was read by: entrygo, a shop, or the caller's mapping. */
  preset: string;
  /** Cells read otherwise than they stand: lost zeros, units, countries' names. */
  mended: MendedCell[];
  /** Rows left out: goods that do not ship, rows of pictures. */
  skipped: SkippedRow[];
  /** Columns of the file that give no field. */
  ignoredColumns: string[];
  /** How many orders the file has. */
  orders: number;
  /** Those that are new or changed, in the file's order. */
  data: ImportedOrder[];
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings: (OrderWarning | UnknownField)[];
}
/** The fields of `payload` in events `orders.released`. The orders of a withdrawn export are open for another one, but for those cancelled meanwhile. */
export interface OrdersReleasedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Order ids. */
  orderIds?: string[];
  /** Cancelled order ids. */
  cancelledOrderIds?: string[];
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Orders to insert or overwrite, all or nothing. */
export interface OrdersSync {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** The orders; each `externalId` once. */
  items: OrderIn[];
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The orders of a sync, in the request's order. */
export interface OrdersSynced {
  /** The orders as they are kept now. */
  data: OrderAnswer[];
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings: (OrderWarning | UnknownField | UnknownField)[];
}
/** A sync of orders as `Prefer: return=minimal` has it. */
export interface OrdersSyncedMinimal {
  /** Their ids, in the request's order. */
  data: SyncedRow[];
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings: (OrderWarning | UnknownField)[];
}
/** The fields of `payload` in events `orders.synced`. Orders were synced: how many, and of up to 100 what changed, by order id. Of a buyer's name and address only a digest is kept. */
export interface OrdersSyncedPayload {
  /** New. */
  new?: number;
  /** Changed. */
  changed?: number;
  /** Unchanged. */
  unchanged?: number;
  /** Not named. */
  notNamed?: number;
  /** Digest. */
  digest?: string;
  /** Digest before. */
  digestBefore?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Other circumstances for a dry run; each wins over what the request says elsewhere. */
export interface OverridesIn {
  /** Day of entry; over `shipment.entryDate`. */
  entryDate?: string | null;
  /** Schedule D code; over `shipment.portOfEntry`. */
  portOfEntry?: string | null;
  /** How the goods cross; over `shipment.mode`. */
  mode?: Mode | null;
  /** Another broker of the account; over `brokerId`. */
  brokerId?: string | null;
  /** The orders in parts, each of `orderIds` in exactly one; the answer's `what_if` plans each part by itself. */
  split?: string[][] | null;
}
/** A product of the account under the candidate's six digits. */
export interface OwnProductCited {
  /** Id of the product. */
  product_id: string;
  /** Its SKU, else the caller's own id. */
  label: string;
  /** The code it carries, or that a broker gave it. */
  hs_code: string;
  /** How much its words are like these, 0 to 1. */
  similarity: number;
  /** Whether a broker corrected it to that code. */
  by_broker: boolean;
}
/** A customs package with its files. */
export interface PackageAnswer {
  /** Id of the package. */
  id: string;
  /** The export batch it belongs to. */
  exportBatchId: string;
  /** Number on the papers and in the subject. */
  packageNumber: string;
  /** What became of it. */
  state: PackageState;
  /** 1, and one more for each correction. */
  version: number;
  /** When it was made. */
  createdAt: string;
  /** Its files; empty while they are being made. */
  artifacts: ArtifactAnswer[];
  /** Where the whole package is, as one ZIP. */
  packageUrl: string;
}
/** The fields of `payload` in events `package.artifact_damaged`. Kept files were missing or altered: those `restored` were made again with the same bytes, those `lost` want a backup. */
export interface PackageArtifactDamagedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Restored. */
  restored?: string[];
  /** Lost. */
  lost?: string[];
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `package.corrected`. A package that was sent was replaced by a corrected version. */
export interface PackageCorrectedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Package number. */
  packageNumber?: string;
  /** Version. */
  version?: number;
  /** Supersedes. */
  supersedes?: string;
  /** Plan hash. */
  planHash?: string;
  /** Changes. */
  changes?: ({ [name: string]: Json })[];
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `package.correction_started`. A correction passed the gate and is promised, with the delivery it is bound to. */
export interface PackageCorrectionStartedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Package number. */
  packageNumber?: string;
  /** Plan hash. */
  planHash?: string;
  /** Supersedes. */
  supersedes?: string;
  /** Who the papers go to, and which. */
  delivery?: { [name: string]: Json };
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `package.resubmitted`. A package that is made was submitted once more. */
export interface PackageResubmittedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Package number. */
  packageNumber?: string;
  /** Plan hash. */
  planHash?: string;
  /** Previous submission id. */
  previousSubmissionId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Where a customs package stands. */
export type PackageState = "generated" | "sent_to_broker" | "acknowledged" | "rejected" | "superseded" | "withdrawn";
/** A customs package in short. */
export interface PackageSummary {
  /** Id of the package. */
  id: string;
  /** Number on the papers and in the subject. */
  packageNumber: string;
  /** What became of it. */
  state: PackageState;
  /** 1, and one more for each correction. */
  version: number;
}
/** The fields of `payload` in events `package.withdrawn`. The goods of an export do not ship. Whoever may have its papers is told to file nothing. */
export interface PackageWithdrawnPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Package number. */
  packageNumber?: string;
  /** Reason. */
  reason?: string | null;
  /** Withdrawn by. */
  withdrawnBy?: string;
  /** Notified. */
  notified?: string[];
  /** Versions sent. */
  versionsSent?: string[];
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A person or firm with an address. */
export interface PartyAnswer {
  /** Name, or null. */
  name: string | null;
  /** Street and number, or null. */
  address1: string | null;
  /** Second address line, or null. */
  address2: string | null;
  /** City, or null. */
  city: string | null;
  /** State or province, or null. */
  region: string | null;
  /** Postal code, or null. */
  postalCode: string | null;
  /** Two-letter country code, or null. */
  country: string | null;
  /** Mail address, or null. */
  email: string | null;
  /** Telephone number, or null. */
  phone: string | null;
}
/** A person or firm with an address; every field is optional to sync. */
export interface PartyIn {
  /** Name of the person or firm. */
  name?: string | null;
  /** Street and number. */
  address1?: string | null;
  /** Second address line. */
  address2?: string | null;
  /** City. */
  city?: string | null;
  /** State or province. */
  region?: string | null;
  /** Postal code. */
  postalCode?: string | null;
  /** Two-letter country code. */
  country?: string | null;
  /** Mail address. */
  email?: string | null;
  /** Telephone number. */
  phone?: string | null;
}
/** An operation of RFC 6902. */
export interface PatchOperation {
  /** What it does. */
  op: PatchOperationOp;
  /** JSON Pointer into the snapshot. */
  path: string;
  /** The new value; absent for `remove`. */
  value?: Json;
}
/** Its possible values. */
export type PatchOperationOp = "add" | "remove" | "replace";
/** A person of the account. */
export interface PersonAnswer {
  /** Id of the person. */
  id: string;
  /** The address the person signs in with. */
  email: string;
  /** The person's name. */
  name: string;
  /** What the person may do in the account. */
  roles: InvitationRoles[];
  /** The worlds the person sees. */
  modes: AccountMode[];
  /** Whether the person can sign in. */
  state: PersonState;
  /** Whether a code is asked at sign-in. */
  secondFactor: boolean;
  /** When the person last used a session, or null. */
  lastSeenAt: string | null;
  /** Since when the person works for the account. */
  joinedAt: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** The fields of `payload` in events `person.changed`. What a person may do in the account changed, roles or worlds: before and after. */
export interface PersonChangedPayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `person.disabled`. The command line disabled a person, or let one in again; sessions ended. */
export interface PersonDisabledPayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** Disabled. */
  disabled?: boolean;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** An end to a person's sessions, or to an invitation, or to the person's work for the account. */
export interface PersonEnd {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The fields of `payload` in events `person.invitation_revoked`. An invitation was taken back; its link works no more. */
export interface PersonInvitationRevokedPayload {
  /** Invitation id. */
  invitationId?: string | null;
  /** Email. */
  email?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** An invitation into the account. */
export interface PersonInvite {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** Where the person is reached; they sign in with it. */
  email: string;
  /** What the person may do: viewer reads; operator plans and sends; approver approves what others plan; admin does all of it, and keeps people, keys and policy. Several add up. */
  roles: InvitationRoles[];
  /** The worlds the person sees; both where it is absent. */
  modes?: AccountMode[] | null;
  /** Whether a link of its own is mailed to them, too. */
  sendMail?: boolean | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The fields of `payload` in events `person.invited`. A person was invited into the account. */
export interface PersonInvitedPayload {
  /** Invitation id. */
  invitationId?: string | null;
  /** Email. */
  email?: string;
  /** Roles. */
  roles?: string[];
  /** Modes. */
  modes?: string[];
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `person.joined`. A person accepted an invitation, or the command line put one into the account. */
export interface PersonJoinedPayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** Name. */
  name?: string;
  /** Roles. */
  roles?: string[];
  /** Modes. */
  modes?: string[];
  /** Invitation id. */
  invitationId?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `person.left`. A person may do nothing in the account any more. */
export interface PersonLeftPayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** Roles. */
  roles?: string[];
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A page of people, the newest members first. */
export interface PersonPage {
  /** The people. */
  data: PersonAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** The fields of `payload` in events `person.password_changed`. A person set a new password, by the old one or by a reset; other sessions ended. */
export interface PersonPasswordChangedPayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** Who did it, or by which way. */
  by?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Other roles or worlds of a person in the account. The person signs in again. */
export interface PersonPatch {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** What the person may do: viewer reads; operator plans and sends; approver approves what others plan; admin does all of it, and keeps people, keys and policy. Several add up. */
  roles?: InvitationRoles[] | null;
  /** The worlds the person sees; absent leaves them. */
  modes?: AccountMode[] | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The fields of `payload` in events `person.reset_made`. A link was made by which a person sets a new password. */
export interface PersonResetMadePayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `person.second_factor_changed`. A person turned codes at sign-in on or off; a reset turns them off. */
export interface PersonSecondFactorChangedPayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** Enabled. */
  enabled?: boolean;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `person.sessions_ended`. Sessions of a person were ended, by the person or by an admin. */
export interface PersonSessionsEndedPayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** Ended. */
  ended?: number;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `person.sign_in_failed`. Somebody tried to sign in as the person and was refused: a wrong password or a wrong code. */
export interface PersonSignInFailedPayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** Step. */
  step?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `person.signed_in`. A person signed in. It stands in each account the person works for. */
export interface PersonSignedInPayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** Method. */
  method?: string;
  /** Session id. */
  sessionId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `person.signed_out`. A person signed out. */
export interface PersonSignedOutPayload {
  /** Person id. */
  personId?: string;
  /** Email. */
  email?: string;
  /** Session id. */
  sessionId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Its possible values. */
export type PersonState = "active" | "disabled";
/** An answer to a partner government agency. */
export interface PgaAnswer {
  /** The agency. */
  agency: string;
  /** The agency's programme code, or null. */
  program: string | null;
  /** The disclaim code, or null where data is owed. */
  disclaim: string | null;
  /** The agency's message set as given; empty where none was. */
  data: { [name: string]: Json };
}
/** An answer to a partner government agency: data, or a disclaim code. */
export interface PgaIn {
  /** The agency. */
  agency: string;
  /** The agency's programme code. */
  program?: string | null;
  /** The disclaim code, where no data is owed. */
  disclaim?: string | null;
  /** The agency's message set, as an object of the caller's own. */
  data?: { [name: string]: Json } | null;
}
/** A plan. 200 does not mean ready: read `readinessState`. */
export interface PlanAnswer {
  /** Export batch ID; null for a dry run. */
  exportId: string | null;
  /** Normalized export lifecycle state; `PLANNED` for a dry run. */
  state: PlanState;
  /** Same batch ID in snake_case; null for a dry run. */
  batch_id: string | null;
  /** Deterministic fingerprint of the planning snapshot. */
  planHash: string;
  /** Planning status, the same as `state`. */
  status: PlanState;
  /** READY, REVIEW_REQUIRED, or BLOCKED. */
  readinessState: ReadinessState;
  /** Readiness score from 0 to 100. */
  complianceScore: number;
  /** Structured validation results: errors, warnings, information. */
  validationMessages: PlanMessage[];
  /** Orders included in the plan, in the request's order. */
  included_order_ids: string[];
  /** Orders not included, in the request's order. */
  excluded_order_ids: string[];
  /** Orders not included, each with its reason. */
  excluded_orders: ExcludedOrder[];
  /** Planning flags to surface downstream, alphabetical. */
  flags: string[];
  /** Missing data signals. */
  missing_data: MissingDatumAnswer[];
  /** Human-readable strategy summary. */
  recommended_strategy: string;
  /** What the planned entries save against one entry per order, in US dollars. */
  estimated_import_savings_usd: number | null;
  /** The two costs whose difference the savings are. */
  savings_breakdown: SavingsBreakdown;
  /** The named parts of the score; they sum to it. */
  score_breakdown: ScorePart[];
  /** Suggested next step. */
  next_recommended_action: NextAction;
  /** The entries to be filed. */
  export_units: ExportUnit[];
  /** The entries in short, and what was not chosen. */
  entry_structure: EntryStructure;
  /** Where the goods leave, who files, where they cross. */
  routing_context: RoutingContext;
  /** Duties and fees, layer by layer. */
  duty_estimate: DutyEstimate;
  /** The verdict once more, in snake_case. */
  validation: Validation;
  /** Of a dry run with `overrides.split` alone: the orders in parts. */
  what_if?: WhatIf | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** A finding of a plan. */
export interface PlanMessage {
  /** Name of the finding; branch on it. */
  code: string;
  /** The finding in words, for people. */
  message: string;
  /** `error` blocks, `warning` asks for review, `info` is told and deducts nothing. */
  severity: EstimateMessageSeverity;
  /** Path of the value; `n` of `orders[n]` follows the request's order of ids. */
  field: string;
  /** The product it is about, or null. */
  product_id: string | null;
  /** The order it stands at, or null. */
  order_id: string | null;
  /** What to do about it. */
  fix: string;
  /** Page of the rule on this server. */
  doc_url: string;
  /** Where the law says so. */
  legal_source: string;
  /** Id of the rule. */
  rule: string;
  /** Every order the finding touches, in the request's order; empty where it touches none in particular. */
  affected_order_ids: string[];
  /** Values to act on, by name, or null: a screening hit's `entryKey` and `partyFingerprint`. */
  details: { [name: string]: Json } | null;
}
/** Which open orders to plan, and by whom they go. */
export interface PlanOpenRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** The warehouse; the account's own where it has one only. */
  warehouseId?: string | null;
  /** The broker; the account's own where it has one only. */
  brokerId?: string | null;
  /** Only orders to this country; US where it is absent. */
  destinationCountry?: string | null;
  /** How many orders at most, the oldest first; 1,000 where it is absent. */
  maxOrders?: number | null;
  /** Compute the same plan and store nothing. */
  dryRun?: boolean | null;
  /** How and when the goods cross. */
  shipment?: ShipmentIn | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** A plan in the export's history, by its place and its hash. */
export interface PlanReference {
  /** Number of the plan, from 1. */
  plan: number;
  /** Its hash. */
  planHash: string;
}
/** Orders to plan, from a warehouse, with a broker. */
export interface PlanRequest {
  /** EntryGo account ID; the key's own. */
  accountId: string;
  /** Warehouse in the same account. */
  warehouseId: string;
  /** Broker in the same account. */
  brokerId: string;
  /** EntryGo order IDs from order sync; duplicates count once. */
  orderIds: string[];
  /** Two-letter country code, defaults to US. */
  destinationCountry?: string | null;
  /** Existing batch ID to re-plan. */
  batchId?: string | null;
  /** If true, compute the same plan and store nothing; it cannot be inspected. */
  dryRun?: boolean | null;
  /** How and when the goods cross; of a batch that is planned again, what is not given stays. */
  shipment?: ShipmentIn | null;
  /** What if: other circumstances. Only with `dryRun: true`. */
  overrides?: OverridesIn | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** Its possible values. */
export type PlanState = "BATCHED" | "PLANNED";
/** Duty on a line of a planned entry. */
export interface PlannedDutyLine {
  /** HTS code with dots. */
  hsCode: string;
  /** Two-letter code of the country of origin; what the product states, where that is no such code; may be empty. */
  countryOfOrigin: string;
  /** Entered value in US dollars, or null where it is not known. */
  valueUsd: number | null;
  /** Duty in US dollars, or null where a layer has no figure. */
  dutyUsd: number | null;
  /** Its layers, the base duty first. */
  layers: DutyLayerAnswer[];
  /** Number of the entry. */
  exportUnit: number;
  /** Number of the line in it. */
  lineNo: number;
}
/** Limits on what leaves; one that was not set is absent. */
export interface PolicyAnswer {
  /** Exports worth more do not leave. */
  maxExportValueUsd?: number | null;
  /** Whether only papers of READY plans leave. */
  readyOnly?: boolean | null;
  /** The destinations allowed. */
  countries?: string[] | null;
  /** Whether another person approves plan and delivery first. */
  requireApproval?: boolean | null;
  /** Whether a call must name its plan's hash. */
  requireExpectedPlanHash?: boolean | null;
}
/**
 * Limits on what leaves and what may be planned, beyond scopes. One left out does not bind; unknown ones are
 * refused, since a limit that nobody knows would bind nobody.
 */
export interface PolicyIn {
  /** Exports worth more do not leave. */
  maxExportValueUsd?: number | null;
  /** Whether only papers of READY plans leave. */
  readyOnly?: boolean | null;
  /** The destinations allowed; all are where this is absent. */
  countries?: string[] | null;
  /** Whether another person approves each plan and its delivery first. */
  requireApproval?: boolean | null;
  /** Whether a call must name its plan's hash. */
  requireExpectedPlanHash?: boolean | null;
}
/** The broker's power of attorney; a part that was not given is absent. */
export interface PowerOfAttorneyAnswer {
  /** Whether the broker holds one of this account. */
  onFile?: boolean | null;
  /** Its last day. */
  validTo?: string | null;
}
/** The broker's power of attorney (19 CFR 141.31). */
export interface PowerOfAttorneyIn {
  /** Whether the broker holds one of this account. */
  onFile?: boolean | null;
  /** Its last day; null where it does not expire. */
  validTo?: string | null;
}
/** The one error body. Branch on the status, then `errorCode`, then `field` and `details`. */
export interface Problem {
  /** Stable; branch on it. */
  errorCode: ProblemErrorCode;
  /** For people. */
  message: string;
  /** Path of the first fault, dotted: `items.0.externalId`. */
  field?: string;
  /** What the code needs said: `issues`, `foundOrderIds`, `currentState`, hashes, the diff. */
  details?: { [name: string]: Json };
  /** Page of the code (RFC 9457). */
  type: string;
  /** The code in words (RFC 9457). */
  title: string;
  /** The HTTP status (RFC 9457). */
  status: number;
  /** The message again (RFC 9457). */
  detail?: string;
  /** The path called (RFC 9457). */
  instance?: string;
  /** The id of this call. */
  requestId: string;
  /** Page of the code. */
  docUrl: string;
  /** Whether the same call may succeed later. */
  retryable: boolean;
}
/** Its possible values. */
export type ProblemErrorCode = "ARTIFACT_DAMAGED" | "CHANGED_SINCE" | "IDEMPOTENCY_CONFLICT" | "IDEMPOTENCY_IN_PROGRESS" | "INSUFFICIENT_SCOPE" | "INTERNAL_ERROR" | "INVALID_ACCOUNT_SCOPE" | "INVALID_API_KEY" | "INVALID_EXPORT_STATE" | "INVALID_ORDER_REFERENCE" | "INVALID_PRODUCT_REFERENCE" | "INVALID_REQUEST" | "METHOD_NOT_ALLOWED" | "NOT_FOUND" | "PAYLOAD_TOO_LARGE" | "PLAN_CHANGED" | "POLICY_DENIED" | "RATE_LIMITED" | "REQUEST_TIMEOUT" | "RESTORE_UNDECIDED" | "UNAVAILABLE" | "UNSUPPORTED_MEDIA_TYPE" | "VALIDATION_ERROR";
/** A product as it is kept. */
export interface ProductAnswer {
  /** Id of the product; what order lines name. */
  id: string;
  /** The caller's own id. */
  externalId: string;
  /** Stock keeping unit, or null. */
  sku: string | null;
  /** What the product is called. */
  title: string;
  /** What customs reads, or null. */
  description: string | null;
  /** HTS code with dots, or null. */
  hsCode: string | null;
  /** Two-letter code of the country of origin, or null. */
  countryOfOrigin: string | null;
  /** Usual value of a piece in US dollars, or null. */
  unitValueUsd: number | null;
  /** Kilograms of a piece without packing, or null. */
  netWeightKg: number | null;
  /** Kilograms of a piece with packing, or null. */
  grossWeightKg: number | null;
  /** What it is made of; empty where nothing was given. */
  materials: MaterialAnswer[];
  /** The caller's own category, or null. */
  category: string | null;
  /** Who made it, or null. */
  manufacturer: ManufacturerAnswer | null;
  /** USMCA certification, or null. */
  usmca: UsmcaAnswer | null;
  /** Metal composition, or null. */
  metals: MetalsAnswer | null;
  /** Answers to agencies; empty where none was given. */
  pga: PgaAnswer[];
  /** Antidumping and countervailing cases as given, or null. */
  adcvd: Json;
  /** Trade facts as given; empty where none was. */
  attributes: { [name: string]: Json };
  /** How much there is in a piece, by unit; empty where nothing was given. */
  quantities: { [name: string]: number };
  /** Special programme indicator claimed, where one is. */
  spi?: string | null;
  /** The code the optimizer proposes, or null. */
  proposal: ProposalAnswer | null;
  /** What a piece is made of; empty where nothing was given. */
  components: ComponentAnswer[];
  /** When it was first synced. */
  createdAt: string;
  /** When it last changed. */
  updatedAt: string;
  /** When the caller's own system last changed it, or null. */
  sourceUpdatedAt: string | null;
  /** What planning says of it, where the list was asked to check. */
  check?: ProductCheck | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** A change of products, made in one step. */
export interface ProductChange {
  /** Id of the change. */
  id: string;
  /** How it was made. */
  source: ProductChangeSource;
  /** Who made it. */
  actor: ChangeActor;
  /** How many products it changed. */
  products: number;
  /** The change it undid, or null. */
  undoes: string | null;
  /** The change that undid it, or null. */
  undoneBy: string | null;
  /** When it was made. */
  createdAt: string;
}
/** A change with its differences. */
export interface ProductChangeDetail {
  /** Id of the change. */
  id: string;
  /** How it was made. */
  source: ProductChangeSource;
  /** Who made it. */
  actor: ChangeActor;
  /** How many products it changed. */
  products: number;
  /** The change it undid, or null. */
  undoes: string | null;
  /** The change that undid it, or null. */
  undoneBy: string | null;
  /** When it was made. */
  createdAt: string;
  /** The differences by product, the first 100 products. */
  data: ProductDifference[];
}
/** New values of fields of a single product, as PATCH takes them. */
export interface ProductChangeIn {
  /** The product. */
  productId: string;
  /** Its new fields: those absent stay, null empties one. */
  set: ProductPatch;
}
/** A page of changes, newest first. */
export interface ProductChangePage {
  /** The changes. */
  data: ProductChange[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** Its possible values. */
export type ProductChangeSource = "sync" | "import" | "patch" | "change" | "undo";
/** What planning would say of a product in an order of one piece to the US today, its other facts aside. */
export interface ProductCheck {
  /** The verdict of these findings alone. */
  readiness: ReadinessState;
  /** Completeness, 0 to 100: what the findings leave of 100. */
  score: number;
  /** The findings, worst first. */
  findings: ProductFinding[];
}
/** What a change made different in one product. */
export interface ProductDifference {
  /** The product. */
  productId: string;
  /** Its SKU, or your number. */
  label: string | null;
  /** The fields that differ, as they were. */
  before: { [name: string]: Json };
  /** The same fields, as they became. */
  after: { [name: string]: Json };
}
/** A finding of planning about a product's own facts. */
export interface ProductFinding {
  /** Id of the rule. */
  rule: string;
  /** Name of the finding; branch on it. */
  code: string;
  /** How grave it is. */
  severity: EstimateMessageSeverity;
  /** The product's field. */
  field: string;
  /** The finding in words. */
  message: string;
  /** What to do about it. */
  fix: string;
  /** Page of the rule on this server. */
  docUrl: string;
}
/** A page of the changes of one product, newest first. */
export interface ProductHistory {
  /** The changes. */
  data: ProductHistoryEntry[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** A change as one product sees it. */
export interface ProductHistoryEntry {
  /** Id of the change. */
  id: string;
  /** How it was made. */
  source: ProductChangeSource;
  /** Who made it. */
  actor: ChangeActor;
  /** How many products it changed. */
  products: number;
  /** The change it undid, or null. */
  undoes: string | null;
  /** The change that undid it, or null. */
  undoneBy: string | null;
  /** When it was made. */
  createdAt: string;
  /** The fields that differ, as they were. */
  before: { [name: string]: Json };
  /** The same fields, as they became. */
  after: { [name: string]: Json };
}
/** A product. Only ``externalId`` and ``title`` are required; planning says what else customs wants. */
export interface ProductIn {
  /** The caller's own id, without blanks around it; a sync of the same one overwrites. */
  externalId: string;
  /** What the product is called. */
  title: string;
  /** Stock keeping unit; messages name the product by it. */
  sku?: string | null;
  /** What customs reads: material, use and kind in plain words. */
  description?: string | null;
  /** HTS code, ten digits, with or without dots. */
  hsCode?: string | null;
  /** Two-letter code of the country of origin. */
  countryOfOrigin?: string | null;
  /** Usual value of a piece in US dollars. */
  unitValueUsd?: number | null;
  /** Kilograms of a piece without packing. */
  netWeightKg?: number | null;
  /** Kilograms of a piece with packing. */
  grossWeightKg?: number | null;
  /** What it is made of. */
  materials?: MaterialIn[] | null;
  /** The caller's own category. */
  category?: string | null;
  /** Who made it. */
  manufacturer?: ManufacturerIn | null;
  /** USMCA certification. */
  usmca?: UsmcaIn | null;
  /** Metal composition, for Section 232. */
  metals?: MetalsIn | null;
  /** Answers to agencies. */
  pga?: PgaIn[] | null;
  /** Antidumping and countervailing cases: a number, a list, or `{"inScope": false}`. */
  adcvd?: Json;
  /** Trade facts a rule may ask for, as the rules' pages name them. */
  attributes?: { [name: string]: Json } | null;
  /** How much there is in a piece, by unit, in the schedule's words or ACE codes (`NO`, `DOZ`, `KG`, `M2`, `L`, `BBL`, `CAR`, ...). */
  quantities?: { [name: string]: number } | null;
  /** When the caller's own system last changed it. What is older than what is kept is not applied, and the answer says so: `STALE_UPDATE`. */
  sourceUpdatedAt?: string | null;
  /** What a piece is made of, for rates on parts (watches) and for sets; the values sum to a piece's value. */
  components?: ComponentIn[] | null;
  /** Special programme indicator claimed (`S`, `KR`, `AU`, `P`, ...); `usmca` claims `S` by itself. */
  spi?: string | null;
}
/** A page of products, newest first. */
export interface ProductPage {
  /** The products. */
  data: ProductAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** A change to a product: the fields given replace the stored ones; null clears an optional field. */
export interface ProductPatch {
  /** The caller's own id; it cannot be changed, so only the stored one is accepted. */
  externalId?: string | null;
  /** What the product is called. */
  title?: string | null;
  /** Stock keeping unit; messages name the product by it. */
  sku?: string | null;
  /** What customs reads: material, use and kind in plain words. */
  description?: string | null;
  /** HTS code, ten digits, with or without dots. */
  hsCode?: string | null;
  /** Two-letter code of the country of origin. */
  countryOfOrigin?: string | null;
  /** Usual value of a piece in US dollars. */
  unitValueUsd?: number | null;
  /** Kilograms of a piece without packing. */
  netWeightKg?: number | null;
  /** Kilograms of a piece with packing. */
  grossWeightKg?: number | null;
  /** What it is made of. */
  materials?: MaterialIn[] | null;
  /** The caller's own category. */
  category?: string | null;
  /** Who made it. */
  manufacturer?: ManufacturerIn | null;
  /** USMCA certification. */
  usmca?: UsmcaIn | null;
  /** Metal composition, for Section 232. */
  metals?: MetalsIn | null;
  /** Answers to agencies. */
  pga?: PgaIn[] | null;
  /** Antidumping and countervailing cases: a number, a list, or `{"inScope": false}`. */
  adcvd?: Json;
  /** Trade facts a rule may ask for, as the rules' pages name them. */
  attributes?: { [name: string]: Json } | null;
  /** How much there is in a piece, by unit, in the schedule's words or ACE codes (`NO`, `DOZ`, `KG`, `M2`, `L`, `BBL`, `CAR`, ...). */
  quantities?: { [name: string]: number } | null;
  /** When the caller's own system last changed it. What is older than what is kept is not applied, and the answer says so: `STALE_UPDATE`. */
  sourceUpdatedAt?: string | null;
  /** What a piece is made of, for rates on parts (watches) and for sets; the values sum to a piece's value. */
  components?: ComponentIn[] | null;
  /** Special programme indicator claimed (`S`, `KR`, `AU`, `P`, ...); `usmca` claims `S` by itself. */
  spi?: string | null;
}
/** A product that was ranked. */
export interface ProductSuggested {
  /** Id of the product. */
  id: string;
  /** The caller's own id. */
  externalId: string;
  /** Its present code with dots; null where it has none. */
  hsCode: string | null;
  /** Its SKU, else the caller's own id. */
  label: string;
  /** The proposal, as the product shows it from now on. */
  proposal: ProposalAnswer | null;
}
/** Where a product is used. */
export interface ProductUses {
  /** The newest open orders that hold it, at most 100. */
  orders: UseInOrder[];
  /** The waiting exports that are planned of them. */
  exports: UseInExport[];
  /** Whether more open orders hold it than those. */
  hasMore: boolean;
}
/** Something about a product of a sync that the caller should know. */
export interface ProductWarning {
  /** What it is about. */
  code: "STALE_UPDATE";
  /** What it is, and what can be done. */
  message: string;
  /** Id of the product. */
  product_id: string;
}
/** Changes of products, all or nothing. */
export interface ProductsChange {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** The changes, each product once. */
  changes: ProductChangeIn[];
  /** Only check: nothing is stored. */
  dryRun?: boolean | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** What changed, or would. */
export interface ProductsChanged {
  /** The change, to be undone by; null in a dry run and where nothing changed. */
  changeId: string | null;
  /** Whether nothing was stored. */
  dryRun: boolean;
  /** How many products differ now. */
  changed: number;
  /** The products, in the request's order. */
  data: ChangedProduct[];
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** The fields of `payload` in events `products.changed`. Products were synced, imported or changed: how many, and of up to 100 what changed, by product id. */
export interface ProductsChangedPayload {
  /** New. */
  new?: number;
  /** Changed. */
  changed?: number;
  /** Unchanged. */
  unchanged?: number;
  /** Not named. */
  notNamed?: number;
  /** Digest. */
  digest?: string;
  /** Digest before. */
  digestBefore?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** Products of a file to insert or change, all or nothing. */
export interface ProductsImport {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The file's text, for CSV. */
  csv?: string | null;
  /** The file's bytes in base64, for CSV in any encoding and XLSX. */
  raw?: string | null;
  /** Whose columns the file has. Where it is absent, the header says: EntryGo's own fields, or a shop's export. */
  preset?: OrdersImportPreset | null;
  /** Which column gives which field, in place of a preset; columns that are not named are left out. */
  mapping?: { [name: string]: string | MappedColumn } | null;
  /** If true, say what would change and store nothing. */
  dryRun?: boolean | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** What an import of products did, or, of a dry run, would do. */
export interface ProductsImported {
  /** Whether nothing was stored. */
  dryRun: boolean;
  /** How many are new. */
  new: number;
  /** How many change one that is kept. */
  changed: number;
  /** How many say what is kept already. */
  unchanged: number;
  /** Whose columns the file was read by: entrygo, a shop, or the caller's mapping. */
  preset: string;
  /** Cells read otherwise than they stand: lost zeros, units, countries' names. */
  mended: MendedCell[];
  /** Rows left out: goods that do not ship, rows of pictures. */
  skipped: SkippedRow[];
  /** Columns of the file that give no field. */
  ignoredColumns: string[];
  /** How many products the file has. */
  rows: number;
  /** Those that are new or changed, in the file's order. */
  data: ImportedProduct[];
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** What a call ranked, and how far it came. */
export interface ProductsSuggested {
  /** The products ranked in this call. */
  data: ProductSuggested[];
  /** How many were passed over, for their proposal still stands. */
  standing: number;
  /** How many products of `total` this walk has passed. */
  done: number;
  /** How many products it goes through. */
  total: number;
  /** Whether it goes on. */
  hasMore: boolean;
  /** Pass it as `cursor` to go on; null at the end. */
  nextCursor: string | null;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Products to insert or overwrite, all or nothing. */
export interface ProductsSync {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** The products; each `externalId` once. */
  items: ProductIn[];
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The products of a sync, in the request's order. */
export interface ProductsSynced {
  /** The products as they are kept now. */
  data: ProductAnswer[];
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings: (ProductWarning | UnknownField)[];
}
/** A sync of products as `Prefer: return=minimal` has it. */
export interface ProductsSyncedMinimal {
  /** Their ids, in the request's order. */
  data: SyncedRow[];
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings: (ProductWarning | UnknownField)[];
}
/** A dated record of a tariff programme. */
export interface ProgrammeRow {
  /** The programme. */
  program: string;
  /** The chapter 99 heading, or what stands in its place. */
  heading: string;
  /** What it costs, as the schedule words it. */
  rate: string;
  /** The arithmetic. */
  kind: string;
  /** First entry date. */
  effectiveFrom: string;
  /** Last entry date, or null. */
  effectiveTo: string | null;
  /** Where the law says so. */
  source: string;
  /** Whether it reaches entries of today. */
  isInForce: boolean;
}
/** What the optimizer proposes for a product, as long as the product says what it was made from. */
export interface ProposalAnswer {
  /** `open` while the product has no complete code, `accepted` where it has one of the candidates, else `declined`. */
  status: ProposalStatus;
  /** The first candidate with dots, or null where nothing can be proposed. */
  hsCode: string | null;
  /** Chance that its first six digits are right, calibrated. */
  confidence: number;
  /** Chance that all ten are right. */
  confidenceTenDigits: number;
  /** `high` from 0.75 on, `medium` from 0.45 on. */
  level: OptimizerConfidenceLevel;
  /** What to do next. */
  action: OptimizerRecommendedAction;
  /** The confidence in a sentence or two. */
  summary: string;
  /** The first three candidates; take one over with PATCH. */
  candidates: ProposedCode[];
  /** What to answer in the product's words to know more. */
  questions: string[];
  /** What a person must look at, by name. */
  flags: string[];
  /** The run; `GET /api/customs/optimize/{id}` shows all of it. */
  runId: string;
  /** When it was made. */
  createdAt: string;
}
/** Its possible values. */
export type ProposalStatus = "open" | "accepted" | "declined";
/** A code that a product may be. */
export interface ProposedCode {
  /** The code, with dots. */
  hsCode: string;
  /** The schedule's words from the heading down. */
  description: string;
  /** Its share of the support among all lines ranked, 0 to 1. */
  support: number;
  /** What it rests on, in sentences. */
  reasons: string[];
  /** What speaks against it, in sentences. */
  against: string[];
  /** Duty on a piece in US dollars, or null where it cannot be said. */
  dutyUsd: number | null;
}
/** An amount in one of the schedule's units. */
export interface QuantityAnswer {
  /** How much. */
  amount: number;
  /** The schedule's unit. */
  unit: string;
}
/** Whether a plan may be executed. */
export type ReadinessState = "READY" | "REVIEW_REQUIRED" | "BLOCKED";
/** The fields of `payload` in events `records.deleted`. The records of an export were deleted on the operator's word, their time to be kept being over. */
export interface RecordsDeletedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Plan hash. */
  planHash?: string;
  /** Package numbers. */
  packageNumbers?: string[];
  /** Last activity. */
  lastActivity?: string;
  /** How many rows of each table were deleted. */
  rows?: { [name: string]: number };
  /** Files. */
  files?: string[];
  /** Kept years. */
  keptYears?: number;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `records.moved`. An export or package moved on where no other event says so; the event's hash covers its state. */
export interface RecordsMovedPayload {
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** One call by a key. */
export interface RequestAnswer {
  /** The request's id. */
  id: string;
  /** When it was answered. */
  createdAt: string;
  /** The key that called. */
  keyId: string;
  /** The operation. */
  operation: string;
  /** HTTP method. */
  method: string;
  /** Path, without its query. */
  path: string;
  /** HTTP status; 499: the caller left. */
  status: number;
  /** The refusal's code, or null. */
  errorCode: string | null;
  /** How long it took. */
  milliseconds: number;
}
/** A page of calls, newest first. */
export interface RequestPage {
  /** The calls. */
  data: RequestAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** The employee who knows the transaction; a part that was not given is absent. */
export interface ResponsiblePersonAnswer {
  /** Name. */
  name?: string | null;
  /** Position in the firm. */
  title?: string | null;
  /** Mail address. */
  email?: string | null;
  /** Telephone number. */
  phone?: string | null;
}
/** The employee who knows the transaction (19 CFR 141.86(j)). */
export interface ResponsiblePersonIn {
  /** Name. */
  name?: string | null;
  /** Position in the firm. */
  title?: string | null;
  /** Mail address. */
  email?: string | null;
  /** Telephone number. */
  phone?: string | null;
}
/** A restore that nobody has decided about, and what it holds; of none, nulls and empty lists. */
export interface RestoreAnswer {
  /** Whether a person has still to decide. */
  isUndecided: boolean;
  /** When the backup was put in place. */
  restoredAt: string | null;
  /** When it was made. */
  backupAt: string | null;
  /** Mails to brokers that are held: they may have left since the backup was made. Of up to 1,000. */
  submissions: BrokerSubmission[];
  /** Batches that were planned or begun in the backup: they may have been executed since. Of up to 1,000. */
  exports: ExportSummary[];
}
/** What a person decided about a restore. */
export interface RestoreDecided {
  /** What was decided of the held submissions. */
  decision: DecideDecision;
  /** Which restore; null where none was undecided. */
  restoredAt: string | null;
  /** Those that were held, as they now are. */
  submissions: BrokerSubmission[];
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** The fields of `payload` in events `restore.decided`. A person decided what left between a backup and its restore; exports and webhooks go on. */
export interface RestoreDecidedPayload {
  /** Restored at. */
  restoredAt?: string;
  /** Backup at. */
  backupAt?: string;
  /** Decision. */
  decision?: string;
  /** Reason. */
  reason?: string | null;
  /** Submissions. */
  submissions?: string[];
  /** Decided by. */
  decidedBy?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** What a candidate rests on. */
export interface RestsOn {
  /** The heading with its words. */
  heading: string;
  /** Rulings on goods alike, nearest first. */
  rulings: RulingCited[];
  /** The account's own products alike, nearest first. */
  own_products: OwnProductCited[];
  /** The same and the schedule's words, as sentences. */
  reasons: string[];
  /** What speaks against it, as sentences. */
  against: string[];
}
/** A new submission of the same package. */
export interface ResubmitAnswer {
  /** Export batch ID. */
  exportId: string;
  /** The package sent again. */
  customs_package_id: string;
  /** The new submission, not yet sent. */
  brokerSubmission: BrokerSubmission;
  /** The submission before. */
  previousSubmissionId: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** A package to submit to the broker once more. */
export interface ResubmitRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Where to send it; the broker's present address where it is absent. */
  recipientEmail?: string | null;
  /** The planHash of the papers the caller means; 409 PLAN_CHANGED where they have another. */
  expectedPlanHash?: string | null;
  /** Where the caller means them to go; 409 PLAN_CHANGED where they would go elsewhere. */
  expectedRecipient?: string | null;
  /** After a restore: the caller knows that this may have left since the backup, and means it; else 409 RESTORE_UNDECIDED until somebody has decided. */
  confirm?: boolean | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** Where the goods leave, who files, where and how they cross. */
export interface RoutingContext {
  /** The warehouse. */
  warehouse_id: string;
  /** The broker. */
  broker_id: string;
  /** Two-letter code of the country they go to. */
  destination_country: string;
  /** Schedule D code of the port of entry, or null. */
  port_of_entry: string | null;
  /** How they cross, or null. */
  mode: Mode | null;
  /** The carrier's SCAC, or null. */
  carrier_scac: string | null;
  /** PAPS number, or null. */
  paps_number: string | null;
}
/** Every rule in force. */
export interface RuleList {
  /** The rules, by id. */
  data: RuleRow[];
  /** How many plans were looked at: the newest 1,000 of the last 30 days. */
  plans: number;
  /** Version of the rules. */
  ruleset: string;
}
/** A rule, and how often it spoke. */
export interface RuleRow {
  /** Id of the rule. */
  rule: string;
  /** Name of its finding. */
  code: string;
  /** How grave its finding is, where nothing else is said. */
  severity: EstimateMessageSeverity;
  /** What it asks, in words. */
  title: string;
  /** What it is about. */
  family: string;
  /** Where the law says so. */
  legalSource: string;
  /** Page of the rule on this server. */
  docUrl: string;
  /** In how many plans of the last 30 days it found something. */
  hits: number;
}
/** A ruling of US customs on goods alike. */
export interface RulingCited {
  /** Number of the ruling. */
  number: string;
  /** Its date as far as it is known, or null. */
  date: string | null;
  /** The code it gave, of its day. */
  hs_code: string;
  /** How much its words are like these, 0 to 1. */
  similarity: number;
  /** Why it is no authority for the code, or null. */
  caution: string | null;
}
/** What the planned entries save. */
export interface SavingsBreakdown {
  /** The cost if each order were an entry of its own. */
  one_entry_per_order: CostAnswer;
  /** The cost of the entries planned. */
  planned: CostAnswer;
  /** The difference, in US dollars; the same as `estimated_import_savings_usd`. */
  saved_usd: number | null;
}
/** A named part of the score; the parts sum to it. */
export interface ScorePart {
  /** `BASE`, the code of a finding, or `FLOOR` for what lies below zero. */
  code: string;
  /** Points: 100 for the base, negative for a deduction. */
  points: number;
  /** The rule that deducts, or null. */
  rule: string | null;
  /** The product it deducts for, or null. */
  product_id: string | null;
  /** The order it deducts for, or null. */
  order_id: string | null;
}
/** The fields of `payload` in events `screening.decided`. A person cleared or confirmed a screening hit. */
export interface ScreeningDecidedPayload {
  /** Disposition id. */
  dispositionId?: string;
  /** Entry key. */
  entryKey?: string;
  /** Party fingerprint. */
  partyFingerprint?: string;
  /** Disposition. */
  disposition?: string;
  /** Reason. */
  reason?: string | null;
  /** Decided by. */
  decidedBy?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** What was found: exact matches first, then by kind. */
export interface SearchAnswer {
  /** The rows found. */
  data: SearchHit[];
  /** Whether more would be found with a greater `limit`. */
  has_more: boolean;
}
/** A row whose id or number begins with the words. */
export interface SearchHit {
  /** What it is. */
  kind: SearchHitKind;
  /** Its id. */
  id: string;
  /** What people call it: a package number, an external id, a SKU, a name. */
  label: string;
  /** What it is about, or null: a product's title, an export's state. */
  text: string | null;
  /** The export it belongs to, or null. */
  exportId: string | null;
}
/** Its possible values. */
export type SearchHitKind = "export" | "package" | "order" | "product" | "submission" | "warehouse" | "broker";
/** What became of a person's sessions. */
export interface SessionsEndedAnswer {
  /** Id of the person. */
  id: string;
  /** How many sessions were ended. */
  ended: number;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** How and when the goods cross. */
export interface ShipmentIn {
  /** Day of entry; it selects the tariff records, and is today at the port where it is absent. */
  entryDate?: string | null;
  /** Schedule D code; the warehouse's where it is absent. */
  portOfEntry?: string | null;
  /** How they cross; the warehouse's where it is absent. */
  mode?: Mode | null;
  /** The carrier's SCAC. */
  carrierScac?: string | null;
  /** PAPS number of the truck's shipment. */
  papsNumber?: string | null;
  /** Expected arrival, in words or ISO 8601. */
  eta?: string | null;
  /** What kind of packages the goods travel in, as the carrier's manifest has it. */
  packageKind?: string | null;
  /** Day of export; it selects rates of exchange, and is the day of entry where it is absent. */
  exportDate?: string | null;
  /** Day of importation; it decides what the law ties to importation, and is the day of entry where it is absent. */
  importDate?: string | null;
  /** The one ultimate consignee of all the goods; each order's own where it is absent. */
  ultimateConsignee?: ConsigneeIn | null;
}
/** A row that is left out. */
export interface SkippedRow {
  /** Row of the file. */
  row: number;
  /** Why it is left out. */
  message: string;
}
/** The document whose SHA-256 is the planHash: RFC 8785 bytes, decimals as strings, lists sorted by id. */
export interface SnapshotAnswer {
  /** Name of the document's form. */
  schema: "entrygo.plan/1";
  /** Version of the rule set. */
  ruleset: string;
  /** Two-letter code of the country it goes to. */
  destination_country: string;
  /** The account's facts. */
  account: { [name: string]: Json };
  /** The warehouse's facts. */
  warehouse: { [name: string]: Json };
  /** The broker's facts, fee schedule included. */
  broker: { [name: string]: Json };
  /** How the goods cross. */
  shipment: { [name: string]: Json };
  /** Facts of the included orders, by id. */
  orders: ({ [name: string]: Json })[];
  /** Facts of their products, by id. */
  products: ({ [name: string]: Json })[];
  /** Edition, schedule lines, programmes applied, fees. */
  tariff: { [name: string]: Json };
  /** What the installation knows besides, such as screening results. */
  memory: { [name: string]: Json };
  /** The decision itself. */
  outcome: { [name: string]: Json };
}
/** The two batches that were one. */
export interface SplitAnswer {
  /** The batch without the orders split off, planned again. */
  stays: PlanAnswer;
  /** The new batch of those orders. */
  splitOff: PlanAnswer;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Orders that go into a batch of their own. */
export interface SplitOffRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** The orders to take out; those that errors of the current plan are about, where it is absent. */
  orderIds?: string[] | null;
  /** The planHash the caller decided on; 409 PLAN_CHANGED where it is not the current one. */
  expectedPlanHash?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** An entry in short. */
export interface StructureEntry {
  /** Number of the entry in the plan, from 1. */
  number: number;
  /** 01 formal, 03 with antidumping or countervailing duty, 11 informal. */
  entry_type: ExportUnitEntryType;
  /** How many orders it holds. */
  order_count: number;
  /** How many lines it has. */
  line_count: number;
  /** Entered value in US dollars, or null where it is not known. */
  value_usd: number | null;
  /** Why these goods are one entry of this type. */
  reason: string;
}
/** A mail to the broker with its tries. */
export interface SubmissionDetail {
  /** Id of the submission. */
  id: string;
  /** How it travels. */
  submission_type: "EMAIL";
  /** What is known of it: `sent` is accepted by a mail server, `uncertain` waits for a person, `failed` is permanent, `superseded` is never sent: newer papers or a withdrawal took its place. */
  status: SubmissionStatus;
  /** Where it goes. */
  recipient_email: string;
  /** Its subject line. */
  subject: string;
  /** When a mail server accepted it, or null. */
  sent_at: string | null;
  /** Why it is not sent, or null. */
  error_message: string | null;
  /** Its Message-ID; a resend keeps it. */
  message_id: string;
  /** How often delivery was tried. */
  attempts: number;
  /** When it is tried next, or null. */
  next_attempt_at: string | null;
  /** The customs package it carries. */
  package_id: string;
  /** The export batch it is of. */
  export_id: string;
  /** What it waits for: a `retry`, its turn under the broker's `rate_limit`, a `mail_server` to be configured, a person's `decision`, or an `earlier_mail` of its export; else null. */
  waiting_for: AwaitedEvent | null;
  /** The tries, first to last. */
  tries: MailTryAnswer[];
  /** What `error_message` means, where a code in it says so. */
  plain_words: string | null;
  /** Where the message itself is. */
  message_path: string;
}
/** A page of broker submissions, newest first. */
export interface SubmissionPage {
  /** The submissions. */
  data: BrokerSubmission[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** Where a mail to the broker stands. */
export type SubmissionStatus = "pending" | "sending" | "sent" | "acknowledged" | "rejected" | "failed" | "uncertain" | "superseded";
/** Which products of the catalogue are meant; what is left out narrows nothing. */
export interface SuggestFilter {
  /** Only these products; ids that are not the account's are not found. */
  productIds?: string[] | null;
  /** Only products of this category, as stated on them. */
  category?: string | null;
  /** True: products with a complete code too, to compare it. Else only those whose code is missing or incomplete. */
  withCode?: boolean | null;
}
/** A step through the catalogue that proposes codes. Call again with `cursor` until `hasMore` is false. */
export interface SuggestRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Which products; where it is absent, all without a complete code. */
  filter?: SuggestFilter | null;
  /** At most how many products are ranked in this call, 1 to 100. */
  limit?: number;
  /** `nextCursor` of the call before; without it the catalogue is gone through from the start. */
  cursor?: string | null;
  /** Also rank products whose proposal still stands: same words, same edition. */
  again?: boolean;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** What was synced, by its ids. */
export interface SyncedRow {
  /** Its id. */
  id: string;
  /** The caller's own id. */
  external_id: string;
}
/** What is loaded, how old it is, and the dated records of the programmes that are in force or to come. */
export interface TariffStatus {
  /** The schedule edition. */
  edition: string;
  /** Day of the schedule's newest fact. */
  vintage: string;
  /** How old that is, in days. */
  ageDays: number;
  /** Whether it holds the whole schedule. */
  isFull: boolean;
  /** What is held only in part, and what is missing of it. */
  partialLists: { [name: string]: string };
  /** The bundle of the law. */
  law: LawAnswer;
  /** The records in force or to come, by heading and first day. */
  programmes: ProgrammeRow[];
}
/** The root causes in the order of mending: errors first, those that free exports soonest before the others. */
export interface TriageAnswer {
  /** The root causes. */
  data: TriageGroup[];
  /** How many exports were looked at: the newest that are BATCHED, at most 1,000. */
  exports: number;
  /** How many of them an error blocks. */
  blocked_exports: number;
  /** Whether there are BATCHED exports beyond those looked at. */
  has_more: boolean;
}
/** A root cause: what one edit mends, in every export it stands in. */
export interface TriageGroup {
  /** Id of the rule. */
  rule: string;
  /** Name of the finding; branch on it. */
  code: string;
  /** The gravest it is in any of its exports. */
  severity: EstimateMessageSeverity;
  /** Whose field it is. */
  subject: TriageGroupSubject;
  /** Id of the subject; null for the account. */
  subject_id: string | null;
  /** The field to edit, as seen from the subject. */
  field: string;
  /** The finding in words, as one of its exports tells it. */
  message: string;
  /** What to do about it. */
  fix: string;
  /** Page of the rule on this server. */
  doc_url: string;
  /** The exports it stands in, alphabetical. */
  export_ids: string[];
  /** How many they are. */
  export_count: number;
  /** In how many of them it is an error. */
  blocks: number;
  /** How many exports are free of errors once this group and all before it are mended. */
  frees: number;
  /** Value of its exports in US dollars; null where one of them is not known. */
  value_usd: number | null;
  /** Of a finding about a product's code: the candidates of its open proposal, best first; else empty. */
  proposed_codes: string[];
}
/** Its possible values. */
export type TriageGroupSubject = "account" | "broker" | "warehouse" | "product" | "order" | "export";
/** A field of the body that nobody reads. It was ignored. */
export interface UnknownField {
  /** Where it stands, dotted: `items.0.hs_code`. */
  path: string;
  /** What it is about. */
  code: "UNKNOWN_FIELD";
  /** The field that was probably meant. */
  didYouMean?: string;
}
/** An export that waits with orders of a product. */
export interface UseInExport {
  /** The export. */
  exportId: string;
  /** Readiness of its current plan. */
  readinessState: ReadinessState;
  /** How many of the orders shown are planned in it. */
  orders: number;
}
/** An open order that holds a product. */
export interface UseInOrder {
  /** The order. */
  orderId: string;
  /** The caller's own id. */
  externalId: string;
  /** How many pieces of the product. */
  quantity: number;
  /** The export that waits with it, or null. */
  exportId: string | null;
  /** When the order came. */
  createdAt: string;
}
/** USMCA certification of a product. */
export interface UsmcaAnswer {
  /** Whether it qualifies as originating, or null where it was not said. */
  qualifies: boolean | null;
  /** Origin criterion, or null. */
  criterion: string | null;
  /** Who certifies, as given, or null. */
  certifier: Json;
  /** First day of the certified period, or null. */
  validFrom: string | null;
  /** Last day of the certified period, or null. */
  validTo: string | null;
}
/** USMCA certification: ``qualifies`` with a period covering the entry date is the claim. */
export interface UsmcaIn {
  /** Whether the product qualifies as originating. */
  qualifies?: boolean | null;
  /** Origin criterion: A, B, C or D. */
  criterion?: string | null;
  /** Who certifies: a name, or an object of the certifier's data. */
  certifier?: string | { [name: string]: Json } | null;
  /** First day of the certified period. */
  validFrom?: string | null;
  /** Last day of the period, at most twelve months on. */
  validTo?: string | null;
}
/** The verdict once more, in snake_case. */
export interface Validation {
  /** The same as `readinessState`. */
  readiness_state: ReadinessState;
  /** The same as `complianceScore`. */
  compliance_score: number;
  /** The same as `validationMessages`. */
  validation_messages: PlanMessage[];
}
/** A warehouse; a field that was not given is absent. */
export interface WarehouseAnswer {
  /** Id of the warehouse; what plan takes. */
  id: string;
  /** Name of the warehouse. */
  name: string;
  /** Where the goods leave from. */
  address?: AddressAnswer | null;
  /** Where execution writes to. */
  notificationEmail?: string | null;
  /** Schedule D code of the usual port of entry. */
  portOfEntry?: string | null;
  /** How the goods usually cross. */
  mode?: Mode | null;
  /** When it was made. */
  createdAt: string;
  /** When it last changed. */
  updatedAt: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** The fields of `payload` in events `warehouse.changed`. A warehouse was made (`before` is null) or fields of it changed: before and after. */
export interface WarehouseChangedPayload {
  /** Warehouse id. */
  warehouseId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A new warehouse. */
export interface WarehouseCreate {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Name of the warehouse. */
  name: string;
  /** Where the goods leave from. */
  address?: AddressIn | null;
  /** Where execution writes to; without it the notice stands in the API alone. */
  notificationEmail?: string | null;
  /** Schedule D code of the usual port of entry. */
  portOfEntry?: string | null;
  /** How the goods usually cross. */
  mode?: Mode | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The fields of `payload` in events `warehouse.notice_failed`. An attempt to mail the warehouse failed; `status` says whether it is tried again. */
export interface WarehouseNoticeFailedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Status. */
  status?: string;
  /** Outcome. */
  outcome?: string;
  /** Error. */
  error?: string | null;
  /** Attempt. */
  attempt?: number;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `warehouse.notice_superseded`. A notice to the warehouse that was owed is never sent: newer papers or a withdrawal took its place. */
export interface WarehouseNoticeSupersededPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Reason. */
  reason?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The fields of `payload` in events `warehouse.notified`. The warehouse was told: its mail was accepted, or, without an address, the notice stands in the API. */
export interface WarehouseNotifiedPayload {
  /** Id of the export batch. */
  batchId?: string;
  /** Package id. */
  packageId?: string;
  /** Submission id. */
  submissionId?: string;
  /** Recipient. */
  recipient?: string;
  /** Message id. */
  messageId?: string;
  /** Channel. */
  channel?: string;
  /** Warehouse id. */
  warehouseId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A page of warehouses, newest first. */
export interface WarehousePage {
  /** The warehouses. */
  data: WarehouseAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** Changes to a warehouse. Fields given replace the stored ones whole; null clears. */
export interface WarehousePatch {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** Name; null leaves it as it is. */
  name?: string | null;
  /** Where the goods leave from. */
  address?: AddressIn | null;
  /** Where execution writes to; without it the notice stands in the API alone. */
  notificationEmail?: string | null;
  /** Schedule D code of the usual port of entry. */
  portOfEntry?: string | null;
  /** How the goods usually cross. */
  mode?: Mode | null;
}
/** An endpoint. */
export interface WebhookAnswer {
  /** Id of the endpoint. */
  id: string;
  /** Where events are posted. */
  url: string;
  /** Only events of these types; null for all. */
  eventTypes: string[] | null;
  /** What it is for, or null. */
  description: string | null;
  /** Whether anything is posted to it. */
  state: WebhookState;
  /** Why it is disabled, or null. */
  disabledReason: string | null;
  /** When it was disabled, or null. */
  disabledAt: string | null;
  /** The first failure since the last success, or null; five days of nothing else disable it. */
  failingSince: string | null;
  /** Until when messages are signed under the previous secret too, or null. */
  previousSecretUntil: string | null;
  /** When it was registered. */
  createdAt: string;
  /** When it was last changed. */
  updatedAt: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** The fields of `payload` in events `webhook.changed`. A key changed an endpoint, or gave it a new secret. */
export interface WebhookChangedPayload {
  /** Webhook id. */
  webhookId?: string;
  /** Url. */
  url?: string;
  /** Event types. */
  eventTypes?: string[] | null;
  /** Who did it, or by which way. */
  by?: string;
  /** Changed. */
  changed?: string[];
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A new endpoint; it is told of what happens from now on. */
export interface WebhookCreateBody {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Where events are posted: `https://`, on port 443 or 8443, on the public Internet, without a user name. A server for a network of its own may permit more. */
  url: string;
  /** Only events of these types. Where it is absent all, but for what a shop did itself: `orders.synced`, `products.changed`, `webhook.tested` and `webhook.replayed` are sent where they are named. */
  eventTypes?: EventType[] | null;
  /** What it is for, in words. */
  description?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The fields of `payload` in events `webhook.created`. A key registered an endpoint. */
export interface WebhookCreatedPayload {
  /** Webhook id. */
  webhookId?: string;
  /** Url. */
  url?: string;
  /** Event types. */
  eventTypes?: string[] | null;
  /** Who did it, or by which way. */
  by?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** An endpoint that is gone. */
export interface WebhookDeleted {
  /** Id it had. */
  id: string;
  /** Nothing is posted to it any more; its deliveries are gone too. */
  isDeleted: true;
}
/** The fields of `payload` in events `webhook.deleted`. A key deleted an endpoint. */
export interface WebhookDeletedPayload {
  /** Webhook id. */
  webhookId?: string;
  /** Url. */
  url?: string;
  /** Event types. */
  eventTypes?: string[] | null;
  /** Who did it, or by which way. */
  by?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** One event owed to one endpoint. */
export interface WebhookDeliveryAnswer {
  /** Id of the delivery: the message's `webhook-id`, the same on every try. */
  id: string;
  /** The endpoint. */
  webhookId: string;
  /** The event. */
  eventId: string;
  /** Its dotted type; `webhook.test` for a test message. */
  eventType: string;
  /** Its place in the stream; null for a test message. */
  sequence: number | null;
  /** `pending`: tried at `nextAttemptAt`. `failed`: tried no more unless replayed. */
  state: WebhookDeliveryAnswerState;
  /** How often it was tried, replays included. */
  attempts: number;
  /** The HTTP status of the last try, or null where none came. */
  responseStatus: number | null;
  /** Why the last try failed, or null. */
  error: string | null;
  /** When it was last tried, or null. */
  lastAttemptAt: string | null;
  /** When it is tried next, or null. */
  nextAttemptAt: string | null;
  /** When the receiver took it, or null. */
  deliveredAt: string | null;
  /** When the event was written. */
  createdAt: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Its possible values. */
export type WebhookDeliveryAnswerState = "pending" | "sending" | "delivered" | "failed";
/** A page of deliveries, newest event first; those that ended are kept for 30 days. */
export interface WebhookDeliveryPage {
  /** The deliveries. */
  data: WebhookDeliveryAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** The fields of `payload` in events `webhook.disabled`. An endpoint is told nothing more: it answered 410, or only failures came from it for days. */
export interface WebhookDisabledPayload {
  /** Webhook id. */
  webhookId?: string;
  /** Url. */
  url?: string;
  /** Reason. */
  reason?: string | null;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A page of endpoints, newest first. */
export interface WebhookPage {
  /** The endpoints. */
  data: WebhookAnswer[];
  /** Whether rows follow. */
  has_more: boolean;
  /** Pass it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}
/** Fields of an endpoint to change; null clears `eventTypes` (all types again) and `description`. */
export interface WebhookPatchBody {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** Where events are posted: `https://`, on port 443 or 8443, on the public Internet, without a user name. A server for a network of its own may permit more. */
  url?: string | null;
  /** Only events of these types. Where it is absent all, but for what a shop did itself: `orders.synced`, `products.changed`, `webhook.tested` and `webhook.replayed` are sent where they are named. */
  eventTypes?: EventType[] | null;
  /** What it is for, in words. */
  description?: string | null;
  /** `disabled`: nothing is posted until it is enabled again; then it is told what it missed. */
  state?: WebhookState | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** One delivery once more, please. */
export interface WebhookRedelivery {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** Everything since a point once more, please. */
export interface WebhookReplay {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The id of an event: those after it. Or an instant: those from it on. */
  since: string;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** A replay, promised. */
export interface WebhookReplayAnswer {
  /** The endpoint. */
  webhookId: string;
  /** Events after this place in the stream are posted once more. */
  afterSequence: number;
  /** How many events the stream holds after it, of all types. */
  events: number;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** The fields of `payload` in events `webhook.replayed`. A key asked for deliveries once more: one, or all after a place in the stream. */
export interface WebhookReplayedPayload {
  /** Webhook id. */
  webhookId?: string;
  /** Url. */
  url?: string;
  /** Delivery id. */
  deliveryId?: string;
  /** After sequence. */
  afterSequence?: number;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** A new secret, please. */
export interface WebhookRotate {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** An endpoint with its secret, which is shown here and never again. */
export interface WebhookSecretAnswer {
  /** Id of the endpoint. */
  id: string;
  /** Where events are posted. */
  url: string;
  /** Only events of these types; null for all. */
  eventTypes: string[] | null;
  /** What it is for, or null. */
  description: string | null;
  /** Whether anything is posted to it. */
  state: WebhookState;
  /** Why it is disabled, or null. */
  disabledReason: string | null;
  /** When it was disabled, or null. */
  disabledAt: string | null;
  /** The first failure since the last success, or null; five days of nothing else disable it. */
  failingSince: string | null;
  /** Until when messages are signed under the previous secret too, or null. */
  previousSecretUntil: string | null;
  /** When it was registered. */
  createdAt: string;
  /** When it was last changed. */
  updatedAt: string;
  /** Verify messages with it (Standard Webhooks); keep it. */
  secret: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** Its possible values. */
export type WebhookState = "enabled" | "disabled";
/** A test message, please. */
export interface WebhookTest {
  /** The account of the key; another one answers 403. */
  accountId?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** `payload` of a test message. */
export interface WebhookTestPayload {
  /** Id of the endpoint. */
  webhookId: string;
}
/** The fields of `payload` in events `webhook.tested`. A key asked for a test message to an endpoint. */
export interface WebhookTestedPayload {
  /** Webhook id. */
  webhookId?: string;
  /** Url. */
  url?: string;
  /** Delivery id. */
  deliveryId?: string;
  /** What the write changed, as it was; null where nothing was there. */
  before?: { [name: string]: Json } | null;
  /** What the write changed, as it is; null where nothing is there any more. */
  after?: { [name: string]: Json } | null;
}
/** The orders in parts, beside the whole. Shown, never chosen. */
export interface WhatIf {
  /** The parts, as asked. */
  parts: WhatIfPart[];
  /** The sums of the parts. */
  totals: WhatIfFigures;
  /** The sums less the figures of the whole. */
  compared_with_whole: WhatIfFigures;
  /** The rules that entering the parts apart may break, where they arrive on one conveyance for one consignee. */
  breaks: string[];
}
/** The figures of a plan, a sum of plans, or a difference of two. */
export interface WhatIfFigures {
  /** How many entries. */
  entry_count: number;
  /** Entered value in US dollars, or null where it is not known. */
  value_usd: number | null;
  /** Duty, in US dollars; null where a part of it is not known. */
  duty_usd: number | null;
  /** The broker's fees, in US dollars. */
  broker_fees_usd: number;
  /** Merchandise processing fee in US dollars, or null where the value is not known. */
  mpf_usd: number | null;
  /** Harbor maintenance fee in US dollars, or null where the value is not known. */
  hmf_usd: number | null;
  /** The three fees together, in US dollars. */
  fees_usd: number | null;
}
/** One part of the orders, planned as a batch of its own. */
export interface WhatIfPart {
  /** The orders of the part, as asked. */
  order_ids: string[];
  /** Those of them that take part. */
  included_order_ids: string[];
  /** The hash that planning these orders alone gives. */
  planHash: string;
  /** READY, REVIEW_REQUIRED, or BLOCKED. */
  readinessState: ReadinessState;
  /** Readiness score from 0 to 100. */
  complianceScore: number;
  /** Savings of the part, in US dollars. */
  estimated_import_savings_usd: number | null;
  /** How many entries. */
  entry_count: number;
  /** Entered value in US dollars, or null where it is not known. */
  value_usd: number | null;
  /** Duty, in US dollars; null where a part of it is not known. */
  duty_usd: number | null;
  /** The broker's fees, in US dollars. */
  broker_fees_usd: number;
  /** Merchandise processing fee in US dollars, or null where the value is not known. */
  mpf_usd: number | null;
  /** Harbor maintenance fee in US dollars, or null where the value is not known. */
  hmf_usd: number | null;
  /** The three fees together, in US dollars. */
  fees_usd: number | null;
}
/** A package withdrawn; the broker is told to file nothing. */
export interface WithdrawAnswer {
  /** Export batch ID; it stays executed. */
  exportId: string;
  /** The package withdrawn: the newest that was owed. */
  customs_package_id: string;
  /** Its number. */
  packageNumber: string;
  /** Where the notice of withdrawal goes; null where no papers left, so that there is nothing to tell. */
  recipient_email: string | null;
  /** Orders open again for another export. */
  releasedOrderIds: string[];
  /** Why, as the broker reads it. */
  reason: string;
  /** What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as `UNKNOWN_FIELD`; where nothing is told the field may be absent. */
  warnings?: UnknownField[];
}
/** A package to withdraw: its goods do not ship. */
export interface WithdrawRequest {
  /** The account of the key; another one answers 403. */
  accountId: string;
  /** Why, in words; the broker reads it. */
  reason: string;
  /** The planHash of the papers the caller means; 409 PLAN_CHANGED where they have another. */
  expectedPlanHash?: string | null;
  /** Where the caller means them to go; 409 PLAN_CHANGED where they would go elsewhere. */
  expectedRecipient?: string | null;
  /** The idempotency key, for clients that cannot send the header; the header wins. */
  idempotencyKey?: string | null;
}
/** The payload of each type of event that a webhook tells of. */
export interface EventPayloads {
  "account.changed": AccountChangedPayload;
  "account.created": AccountCreatedPayload;
  "broker.acknowledged": BrokerAcknowledgedPayload;
  "broker.auto_replied": BrokerAutoRepliedPayload;
  "broker.changed": BrokerChangedPayload;
  "broker.links_ended": BrokerLinksEndedPayload;
  "broker.notified": BrokerNotifiedPayload;
  "broker.questioned": BrokerQuestionedPayload;
  "broker.rejected": BrokerRejectedPayload;
  "broker.replied": BrokerRepliedPayload;
  "broker.resent": BrokerResentPayload;
  "broker.submission_bounced": BrokerSubmissionBouncedPayload;
  "broker.submission_bounced_elsewhere": BrokerSubmissionBouncedElsewherePayload;
  "broker.submission_decided": BrokerSubmissionDecidedPayload;
  "broker.submission_delayed": BrokerSubmissionDelayedPayload;
  "broker.submission_delivered": BrokerSubmissionDeliveredPayload;
  "broker.submission_failed": BrokerSubmissionFailedPayload;
  "broker.submission_held": BrokerSubmissionHeldPayload;
  "broker.submission_superseded": BrokerSubmissionSupersededPayload;
  "broker.test_mailed": BrokerTestMailedPayload;
  "customs.artifact_generated": CustomsArtifactGeneratedPayload;
  "export.approved": ExportApprovedPayload;
  "export.batch_created": ExportBatchCreatedPayload;
  "export.cancelled": ExportCancelledPayload;
  "export.executed": ExportExecutedPayload;
  "export.execution_started": ExportExecutionStartedPayload;
  "export.planned": ExportPlannedPayload;
  "export.replanned": ExportReplannedPayload;
  "key.changed": KeyChangedPayload;
  "key.created": KeyCreatedPayload;
  "key.revoked": KeyRevokedPayload;
  "key.rotated": KeyRotatedPayload;
  "optimizer.ran": OptimizerRanPayload;
  "orders.released": OrdersReleasedPayload;
  "orders.synced": OrdersSyncedPayload;
  "package.artifact_damaged": PackageArtifactDamagedPayload;
  "package.corrected": PackageCorrectedPayload;
  "package.correction_started": PackageCorrectionStartedPayload;
  "package.resubmitted": PackageResubmittedPayload;
  "package.withdrawn": PackageWithdrawnPayload;
  "person.changed": PersonChangedPayload;
  "person.disabled": PersonDisabledPayload;
  "person.invitation_revoked": PersonInvitationRevokedPayload;
  "person.invited": PersonInvitedPayload;
  "person.joined": PersonJoinedPayload;
  "person.left": PersonLeftPayload;
  "person.password_changed": PersonPasswordChangedPayload;
  "person.reset_made": PersonResetMadePayload;
  "person.second_factor_changed": PersonSecondFactorChangedPayload;
  "person.sessions_ended": PersonSessionsEndedPayload;
  "person.signed_in": PersonSignedInPayload;
  "person.signed_out": PersonSignedOutPayload;
  "person.sign_in_failed": PersonSignInFailedPayload;
  "products.changed": ProductsChangedPayload;
  "installation.restored": InstallationRestoredPayload;
  "restore.decided": RestoreDecidedPayload;
  "records.deleted": RecordsDeletedPayload;
  "records.moved": RecordsMovedPayload;
  "screening.decided": ScreeningDecidedPayload;
  "warehouse.changed": WarehouseChangedPayload;
  "warehouse.notified": WarehouseNotifiedPayload;
  "warehouse.notice_failed": WarehouseNoticeFailedPayload;
  "warehouse.notice_superseded": WarehouseNoticeSupersededPayload;
  "webhook.changed": WebhookChangedPayload;
  "webhook.created": WebhookCreatedPayload;
  "webhook.deleted": WebhookDeletedPayload;
  "webhook.disabled": WebhookDisabledPayload;
  "webhook.replayed": WebhookReplayedPayload;
  "webhook.tested": WebhookTestedPayload;
  "webhook.test": WebhookTestPayload;
}
/** An event as a webhook tells it: as `events.list` does, and whose it is. */
export type WebhookEvent<K extends keyof EventPayloads> = Omit<EventAnswer, "type" | "payload"> & {
  type: K;
  payload: EventPayloads[K];
  accountId: string;
  mode: "live" | "test";
};
/** The body of a webhook, as Standard Webhooks has it. Its `type` tells which payload it has. */
export type WebhookMessage = {
  [K in keyof EventPayloads]: { type: K; timestamp: string; data: WebhookEvent<K> };
}[keyof EventPayloads];
