"""The broker's mail and its delivery."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "submission:mail:subject",
        "The subject is `EntryGo broker submission {packageNumber}`.",
        "R execute",
    ),
    Requirement(
        "submission:mail:recipient",
        "The mail goes to the broker's address, shown as recipient_email.",
        "R execute",
    ),
    Requirement(
        "submission:mail:attachments",
        "All artifacts are attached by default, byte for byte.",
        "D 10",
    ),
    Requirement(
        "submission:mail:message-id",
        "A submission has one Message-ID, the same at every attempt.",
        "D 5",
    ),
    Requirement(
        "submission:status:honest",
        "Executing answers 200 whatever became of the mail: the submission's status tells.",
        "R execute",
    ),
    Requirement(
        "submission:status:sent",
        "An accepted mail makes the submission sent with its sent_at.",
        "R execute",
    ),
    Requirement(
        "submission:status:no-server",
        "Without a mail server the submission stays pending with a plain error_message.",
        "D 5",
    ),
    Requirement(
        "submission:retry:schedule",
        "The first retry comes within 5 s, the next within 15 s, then at most every 30 s for "
        "5 minutes, then backoff.",
        "D 10",
    ),
    Requirement(
        "submission:retry:temporary",
        "A temporary failure is retried by the worker and is visible in inspect.",
        "D 5",
    ),
    Requirement("submission:retry:restart", "A restart retries at once.", "D 10"),
    Requirement(
        "submission:failed:permanent",
        "A permanent refusal makes the submission failed with its error_message.",
        "D 5",
    ),
    Requirement(
        "submission:rate:waits",
        "A mail over the broker's maxMailsPerMinute is not failed: it waits, and inspect says for what and until when.",
        "D 5",
    ),
    Requirement(
        "submission:rate:limit",
        "No broker's address gets more mails a minute than it takes, whichever export or node they come from.",
        "D 5",
    ),
    Requirement(
        "submission:decide:list",
        "Submissions are listed by status; those uncertain wait for a decision.",
        "D 5",
    ),
    Requirement(
        "submission:decide:outcome",
        "A held submission is sent once more under its Message-ID, marked sent, or given up, as a person decides.",
        "D 5",
    ),
    Requirement(
        "submission:decide:once",
        "A decision is an event with its actor and reason; the same again changes nothing, another is refused.",
        "D 5",
    ),
    Requirement(
        "submission:inbound:bounce",
        "A bounce of a sent mail makes the submission failed with the server's words, as an event and in inspect.",
        "D 5",
    ),
    Requirement(
        "submission:inbound:informs",
        "Reports of delay or delivery, automatic answers and replies are events and change no state.",
        "D 5",
    ),
    Requirement(
        "submission:inbound:match",
        "A mail that came back is matched by our Message-ID within the account alone, never by its subject.",
        "D 5",
    ),
    Requirement(
        "submission:inbound:once",
        "A mail that came back is taken once, however often and whichever way it arrives.",
        "D 5",
    ),
    Requirement(
        "submission:inbound:hostile",
        "A mail that came back may be any bytes: what is too large is 413, what cannot be read matches nothing.",
        "D 5",
    ),
    Requirement(
        "submission:resubmit:new",
        "Resubmitting after a failure makes a new submission, to recipientEmail where one is given.",
        "D 5",
    ),
    Requirement(
        "submission:uncertain:resend",
        "A mail of unknown fate is sent once more under the same Message-ID where the broker "
        "says resend, the default.",
        "D 5",
    ),
    Requirement(
        "submission:uncertain:hold",
        "A mail of unknown fate stays uncertain where the broker says hold.",
        "D 5",
    ),
    Requirement("submission:uncertain:no-double", "A mail known to be accepted is never sent again.", "D 5"),
    Requirement(
        "submission:correction:version",
        "A correction after sending makes version 2 of the package and supersedes the first.",
        "D 5",
    ),
    Requirement(
        "submission:correction:thread",
        "A correction's mail answers the first by In-Reply-To and lists the changed fields.",
        "D 5",
    ),
    Requirement(
        "submission:warehouse:notice",
        "Executing notifies the warehouse where it has an address.",
        "D 5",
    ),
)
