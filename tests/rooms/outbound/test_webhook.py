"""The way out to endpoints: signed, to the address that was checked, within its time; real receivers on loopback."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from standardwebhooks import Webhook, WebhookVerificationError

from entrygo.outbound.webhooks.sender import NOT_PUBLIC, HttpWebhooks
from entrygo.ports.webhooks import WebhookMessage
from tests.serving.broker_mailbox import free_port
from tests.serving.receiver import Receiver, receiving

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
OTHER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
BODY = '{"type":"export.executed","data":{"name":"Büroklammern"}}'.encode()


@pytest.fixture(scope="module")
def listening() -> Iterator[Receiver]:
    """A receiver of the module's own."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def receiver(listening: Receiver) -> Receiver:
    """It, with nothing received and ready to take."""
    listening.messages.clear()
    listening.answer = Receiver.answer
    return listening


def message(url: str, *secrets: str) -> WebhookMessage:
    """A message, now."""
    now = datetime.now(UTC)
    return WebhookMessage(url=url, identifier="whd_1", at=now, body=BODY, secrets=secrets or (SECRET,))


def private(**given: object) -> HttpWebhooks:
    """A sender that may send to loopback."""
    return HttpWebhooks(allow_private=True, **given)  # type: ignore[arg-type]  # its own arguments


def test_a_message_is_signed_as_the_receivers_library_verifies_it(receiver: Receiver) -> None:
    assert private().send(message(receiver.url)).status == 204
    (got,) = receiver.messages
    assert got.verified(SECRET) == got.document
    assert got.body == BODY
    assert got.id == "whd_1"
    assert got.headers["content-type"] == "application/json"
    assert got.headers["host"] == f"127.0.0.1:{receiver.port}"
    with pytest.raises(WebhookVerificationError):
        got.verified(OTHER)
    with pytest.raises(WebhookVerificationError):
        replace(got, body=got.body + b" ").verified(SECRET)


def test_a_rotation_s_two_secrets_each_verify(receiver: Receiver) -> None:
    private().send(message(receiver.url, SECRET, OTHER))
    (got,) = receiver.messages
    assert got.verified(SECRET) == got.verified(OTHER)
    assert len(got.headers["webhook-signature"].split(" ")) == 2


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(receiver: Receiver, status: int) -> None:
    receiver.answer = lambda _: (status, {"Location": receiver.url})
    reply = private().send(message(receiver.url))
    assert (reply.status, reply.words) == (status, f"The receiver answered {status}.")
    assert len(receiver.messages) == 1


def test_retry_after_is_read_in_both_its_forms(receiver: Receiver) -> None:
    receiver.answer = lambda _: (503, {"Retry-After": "120"})
    assert private().send(message(receiver.url)).retry_after_seconds == 120
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=600), usegmt=True)
    receiver.answer = lambda _: (429, {"Retry-After": at})
    assert 590 < (private().send(message(receiver.url)).retry_after_seconds or 0) <= 600
    receiver.answer = lambda _: (429, {"Retry-After": "soon"})
    assert private().send(message(receiver.url)).retry_after_seconds is None


def test_a_name_that_changes_its_mind_between_the_check_and_the_call_changes_nothing(
    receiver: Receiver,
) -> None:
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    sender = private(resolve=rebinding)
    assert sender.send(message(f"http://rebind.example:{receiver.port}{receiver.path}")).status == 204
    assert asked == ["rebind.example"], (
        "a name is asked once a message: the address checked is the one called"
    )
    assert receiver.messages[0].headers["host"] == f"rebind.example:{receiver.port}"
    assert sender.send(message(f"http://rebind.example:{receiver.port}{receiver.path}")).words == NOT_PUBLIC
    assert len(receiver.messages) == 1


def test_one_forbidden_address_among_several_forbids_the_name(receiver: Receiver) -> None:
    sender = HttpWebhooks(resolve=lambda *_: ["93.184.216.34", "127.0.0.1"])
    url = "https://several.example/hook"
    assert sender.fault(url) == NOT_PUBLIC
    assert sender.send(message(url)).words == NOT_PUBLIC


def test_the_next_address_is_tried_where_the_first_takes_no_connection(receiver: Receiver) -> None:
    sender = private(resolve=lambda *_: ["127.0.0.9", "127.0.0.1"])
    assert sender.send(message(f"http://two.example:{receiver.port}{receiver.path}")).status == 204


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",
    ],
)
def test_loopback_and_metadata_are_refused_however_they_are_written(host: str) -> None:
    sender = HttpWebhooks()
    assert sender.fault(f"https://{host}/hook") == NOT_PUBLIC
    assert sender.send(message(f"https://{host}/hook")).words == NOT_PUBLIC


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://93.184.216.34/hook", "begins with https://"),
        ("ftp://93.184.216.34/hook", "begins with https://"),
        ("file:///etc/passwd", "begins with https://"),
        ("https:///hook", "begins with https://"),
        ("hook", "begins with https://"),
        ("https://user:pass@93.184.216.34/", "no user name"),
        ("https://user@93.184.216.34/", "no user name"),
        ("https://93.184.216.34/#part", "no #fragment"),
        ("https://93.184.216.34:25/", "port 443 or 8443"),
        ("https://93.184.216.34:6379/", "port 443 or 8443"),
        ("https://93.184.216.34/a b", "Not a URL"),
        ("https://93.184.216.34\\@127.0.0.1/", "Not a URL"),
        ("https://93.184.216.34/\r\nX: y", "Not a URL"),
        ("https://[::1/", "Not a URL"),
        ("https://0177.0.0.1/", "Not a URL"),
        ("https://93.184.216.34/" + "a" * 2_000, "Not a URL"),
    ],
)
def test_a_url_that_is_no_webhooks_is_refused_in_words(url: str, said: str) -> None:
    assert said in (HttpWebhooks().fault(url) or "")
    assert said in (HttpWebhooks().send(message(url)).words or "")


def test_a_public_url_is_no_fault_and_a_name_nobody_knows_may_be_known_tomorrow() -> None:
    for url in ("https://93.184.216.34/hook", "https://93.184.216.34:8443/?a=b", "https://hooks.invalid/x"):
        assert HttpWebhooks().fault(url) is None
    assert (
        HttpWebhooks().send(message("https://hooks.invalid/x")).words == "The host's name does not resolve."
    )


def test_nobody_listening_is_an_answer_in_words() -> None:
    reply = private().send(message(f"http://127.0.0.1:{free_port()}/"))
    assert reply.status is None
    assert "connection failed" in (reply.words or "")


@contextmanager
def talking(*said: bytes, pause: float) -> Iterator[int]:
    """A server that says these parts with a pause after each, and then nothing; its port."""
    done = threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def talk() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                for part in said:
                    connection.sendall(part)
                    if done.wait(pause):
                        return
                done.wait(60)

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        done.set()
        thread.join(60)


def test_a_receiver_that_drips_its_answer_is_left_when_the_whole_time_is_over() -> None:
    drops = [bytes([letter]) for letter in b"HTTP/1.1 200 OK and a very long reason that never ends"]
    with talking(*drops, pause=0.1) as port:
        begun = time.monotonic()
        reply = private(timeout_seconds=0.5).send(message(f"http://127.0.0.1:{port}/"))
        assert time.monotonic() - begun < 30
    assert (reply.status, reply.words) == (None, "No answer within 0.5 seconds.")


def test_of_an_answer_whose_body_never_ends_the_status_counts() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    with talking(head, b"x" * 10, pause=0) as port:
        assert private(timeout_seconds=0.5).send(message(f"http://127.0.0.1:{port}/")).status == 200


def test_a_body_is_read_no_further_than_a_little() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n"
    with talking(head, b"x" * 200_000, pause=0) as port:
        begun = time.monotonic()
        assert private(timeout_seconds=50).send(message(f"http://127.0.0.1:{port}/")).status == 200
        assert time.monotonic() - begun < 30


def test_what_is_no_http_is_an_answer_in_words() -> None:
    with talking(b"220 mail.example ESMTP\r\n\r\n", pause=0) as port:
        assert "connection failed" in (private().send(message(f"http://127.0.0.1:{port}/")).words or "")


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's TLS for a name, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    names: list[x509.GeneralName] = [x509.DNSName(name), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names[:1]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cafile=str(path))


def test_tls_is_held_to_the_name_of_the_url_though_the_address_is_called(tmp_path: Path) -> None:
    server, trusting = certificate(tmp_path, "hooks.example")
    with receiving(server) as receiver:
        sender = private(tls=trusting, resolve=lambda *_: ["127.0.0.1"])
        assert sender.send(message(f"https://hooks.example:{receiver.port}{receiver.path}")).status == 204
        assert receiver.messages[0].headers["host"] == f"hooks.example:{receiver.port}"
        other = sender.send(message(f"https://others.example:{receiver.port}{receiver.path}"))
        unknown = private(resolve=lambda *_: ["127.0.0.1"]).send(
            message(f"https://hooks.example:{receiver.port}{receiver.path}")
        )
    assert other.status is unknown.status is None
    assert "certificate" in (other.words or "")
    assert "certificate" in (unknown.words or "")
    assert len(receiver.messages) == 1


def test_the_reference_vector_of_the_specification_is_met() -> None:
    secret, identifier, at = (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
    )
    signed = Webhook(secret).sign(identifier, datetime.fromtimestamp(at, UTC), '{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
