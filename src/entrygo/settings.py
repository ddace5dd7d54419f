"""The environment, read here alone: every setting as a frozen value that is passed inwards, and the few variables
that other programs define (systemd, OpenTelemetry, the metrics' library).
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "ENTRYGO_"
CLIENT_VARIABLES = frozenset({"ENTRYGO_SERVER", "ENTRYGO_API_KEY"})
"""Of the commands that speak to a server; no settings of one."""


class Settings(BaseSettings):
    """The environment's ``ENTRYGO_*`` variables."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    home: Path = Field(default=Path(".entrygo"), description="Data folder.")
    database_url: str = Field(default="", description="Empty: sqlite in the home folder. Or postgresql://...")
    secret_key: SecretStr | None = Field(
        default=None,
        description="Seals the secrets in the database: random text of 24 characters or more, the same on every node. "
        "Several, with commas between: the first seals, all open. Without it a file in the home does.",
    )
    artifacts_url: str = Field(default="", description="Empty: a folder in the home. Or s3://bucket/prefix")
    s3_endpoint: str | None = Field(default=None, description="An S3 server other than AWS.")
    smtp_url: str | None = Field(default=None, description="smtp://[user:pass@]host:port, smtps://...")
    smtp_clear_password: bool = Field(
        default=False,
        description="The mail server's password may travel unencrypted; else STARTTLS is required.",
    )
    mail_from: str = Field(default="entrygo@localhost", description="Sender of every mail.")
    mails_per_minute: Annotated[int, Field(ge=0, le=10_000)] = Field(
        default=0, description="Mails a minute to a broker that names no limit of its own; 0 for no limit."
    )
    inbox_url: str | None = Field(
        default=None,
        description="Where answers to our mail arrive: maildir:///path, imaps://user:pass@host/INBOX.",
    )
    inbox_clear_password: bool = Field(
        default=False,
        description="That mailbox's password may travel unencrypted; else STARTTLS is required.",
    )
    inbox_seconds: Annotated[float, Field(gt=0)] = Field(
        default=60, description="How often that mailbox is looked into."
    )
    public_url: str = Field(default="", description="How clients reach this server; links are made from it.")
    execute_wait_seconds: Annotated[float, Field(ge=0)] = Field(
        default=10, description="How long execute waits for the first delivery attempt."
    )
    idempotency_wait_seconds: Annotated[float, Field(ge=0)] = Field(
        default=10, description="How long a repeated call waits for the first one."
    )
    node_id: str = Field(default="node-1", description="Names this node in logs and metrics.")
    rate_limit_per_second: Annotated[float, Field(ge=0)] = Field(
        default=50, description="Calls a second a key; 0 for no limit."
    )
    rate_limit_burst: Annotated[int, Field(ge=1)] = Field(default=500, description="Calls at once a key.")
    paper_processes: Annotated[int, Field(ge=0, le=64)] = Field(
        default=1, description="Processes beside this one that papers are made in; 0: in this one."
    )
    max_concurrent_calls: Annotated[int, Field(ge=1)] = Field(
        default=40, description="Calls under way at a time in one process."
    )
    max_waiting_calls: Annotated[int, Field(ge=0)] = Field(
        default=1000, description="Calls that may wait for one of those places; the next is answered 503."
    )
    call_wait_seconds: Annotated[float, Field(gt=0)] = Field(
        default=20, description="How long a call waits for its place before it is answered 503."
    )
    max_body_bytes_held: Annotated[int, Field(ge=1)] = Field(
        default=64 * 1024 * 1024, description="Bytes of request bodies held at a time in one process."
    )
    arrival_seconds: Annotated[float, Field(gt=0)] = Field(
        default=20, description="How long a request's head may take, a pause in its body, a pause in reading."
    )
    body_seconds: Annotated[float, Field(gt=0)] = Field(
        default=120, description="How long a request's whole body may take."
    )
    keep_alive_seconds: Annotated[int, Field(ge=1)] = Field(
        default=75, description="How long an idle connection is kept."
    )
    drain_seconds: Annotated[float, Field(ge=0)] = Field(
        default=20, description="How long a stop waits for work under way."
    )
    webhook_allow_private: bool = Field(
        default=False, description="Webhooks may go to private networks, over plain HTTP and to any port."
    )
    stop_notice_seconds: Annotated[float, Field(ge=0)] = Field(
        default=0, description="How long /readyz says no before a stop begins, for a load balancer to notice."
    )
    retention_years: int = Field(
        default=5,
        description="Years that records are kept before entrygo retention may delete them; at least 5.",
    )
    classify_llm_url: str | None = Field(
        default=None,
        description="A server with /v1/chat/completions that looks over proposals of codes; none where it is empty.",
    )
    classify_llm_model: str = Field(default="default", description="The model it is asked for.")
    classify_llm_key_file: Path | None = Field(
        default=None, description="File with the key it wants, if any."
    )
    classify_llm_timeout_s: Annotated[float, Field(gt=0, le=120)] = Field(
        default=20, description="How long one question to it may take, in seconds."
    )
    classify_llm_send: Literal["description", "candidates"] = Field(
        default="description",
        description="What it is told of the goods: description, materials and category, or the name alone.",
    )
    oidc_issuer: str | None = Field(
        default=None,
        description="OpenID provider of single sign-on, such as https://id.example; none where it is empty.",
    )
    oidc_client_id: str = Field(default="", description="What this server is called there.")
    oidc_client_secret: str = Field(default="", description="Its secret there.")
    console: Literal["on", "off"] = Field(
        default="on",
        description="Whether there are pages for people to sign in to; the API works without them.",
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING, ERROR.")
    log_format: Literal["text", "json"] = Field(
        default="text", description="text, or json: an object a line."
    )
    metrics: Literal["off", "loopback", "open"] = Field(
        default="loopback", description="Whom /metrics answers: nobody, this machine, everybody."
    )
    metrics_token: Annotated[str, Field(min_length=16)] | None = Field(
        default=None, description="Opens /metrics to whoever shows it as a bearer."
    )

    @field_validator(
        "secret_key",
        "smtp_url",
        "inbox_url",
        "classify_llm_url",
        "classify_llm_key_file",
        "s3_endpoint",
        "oidc_issuer",
        "metrics_token",
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return value or None

    @field_validator("secret_key")
    @classmethod
    def _nobody_guesses(cls, value: SecretStr | None) -> SecretStr | None:
        keys = [] if value is None else value.get_secret_value().split(",")
        if any(len(key.strip()) < 24 for key in keys):
            raise ValueError("A key has 24 characters or more, of chance: openssl rand -base64 32")
        return value

    @field_validator("retention_years")
    @classmethod
    def _as_long_as_the_law_asks(cls, value: int) -> int:
        if value < 5:
            raise ValueError(
                "Records are kept for five years from the date of entry (19 CFR 163.4): 5 is the least."
            )
        return value

    @property
    def secret_keys(self) -> Sequence[str]:
        """The keys of ``secret_key``, the sealing one first; none where it is not set."""
        given = "" if self.secret_key is None else self.secret_key.get_secret_value()
        return [key.strip() for key in given.split(",") if key.strip()]

    @property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.home.absolute() / 'entrygo.db'}"

    @property
    def artifacts(self) -> str:
        """The artifacts URL in force."""
        return self.artifacts_url or f"file://{self.home.absolute() / 'artifacts'}"


def faults_of(error: ValidationError) -> Sequence[str]:
    """Each bad setting by its variable's name; the value may be a secret and is not shown."""
    return [f"{PREFIX}{'.'.join(map(str, each['loc'])).upper()}: {each['msg']}" for each in error.errors()]


def given_names() -> frozenset[str]:
    """The names of the ``ENTRYGO_*`` variables that are set, without those of the client."""
    return frozenset(name for name in os.environ if name.startswith(PREFIX)) - CLIENT_VARIABLES


def variable(name: str) -> str:
    """A variable that another program defines; empty where it is not set."""
    return os.environ.get(name, "")


def set_variable(name: str, value: str) -> None:
    """Set a variable for a library or the processes that this one starts."""
    os.environ[name] = value


def child_environment(more: Mapping[str, str]) -> Mapping[str, str]:
    """This process's environment with more variables, for a program that it starts."""
    return os.environ | more
