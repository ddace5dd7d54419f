"""Packed bytes: the same bytes again, and damage is never taken for anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.actor import Tenant
from entrygo.store.packed import is_packed, pack, pack_beside, unpack, unpack_beside
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import AT, export, plan_row

FORMS = st.tuples(*[st.binary(max_size=400)] * 4)


@given(FORMS)
def test_the_forms_of_a_plan_are_read_as_they_were_packed(forms: tuple[bytes, bytes, bytes, bytes]) -> None:
    assert unpack(pack(*forms)) == forms


@given(st.binary(max_size=2_000), st.none() | st.binary(max_size=2_000))
def test_an_answer_beside_another_is_read_as_it_was(body: bytes, other: bytes | None) -> None:
    assert is_packed(body) or unpack_beside(pack_beside(body, other), other) == body


def test_forms_that_lie_far_apart_are_kept_once_too() -> None:
    chance = bytes(n * n % 251 ^ (n >> 7) % 256 for n in range(3_000_000))
    packed = pack(chance, chance, chance, chance)
    assert unpack(packed) == (chance,) * 4
    assert len(packed) < 1.2 * len(pack(chance, b"", b"", b""))


def test_an_answer_that_repeats_another_takes_next_to_nothing() -> None:
    other = bytes(n * n % 251 for n in range(60_000))
    assert len(pack_beside(b"head" + other, other)) < 200


@pytest.mark.parametrize("at", [0, 9, 60, -1])
def test_a_damaged_plan_is_no_plan(at: int) -> None:
    packed = bytearray(pack(b"answer" * 30, b"document" * 30, b"snapshot", b"outcome"))
    packed[at] ^= 0x55
    with pytest.raises(ValueError, match="damaged"):
        unpack(bytes(packed))


def test_an_answer_beside_another_than_it_was_is_no_answer() -> None:
    other = bytes(n * n % 251 for n in range(60_000))
    kept = pack_beside(b"head" + other, other)
    with pytest.raises(ValueError, match="damaged"):
        unpack_beside(kept, other[::-1])


def test_a_packed_plan_and_its_answer_are_read_as_they_were_put(store: Store, tenant: Tenant) -> None:
    store.packing.begin()
    answer = b'{"exportId":"batch_1","entries":[' + b'{"line":"one of many"},' * 90 + b"]}"
    body = b'{"state":"BATCHED",' + answer[1:]
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant))
        uow.exports.add_plan("batch_1", kept := plan_row())
        uow.exports.pack_plan("batch_1", 1)
        for key in ("beside", "alone"):
            uow.replays.begin("plan", key, fingerprint="f" * 64, subject_id=None, at=AT, expires_at=None)
        uow.replays.finish("plan", "beside", status=200, body=body, beside="batch_1/1")
        uow.replays.finish("plan", "alone", status=200, body=body)
    with store.read(tenant) as uow:
        assert uow.exports.plan("batch_1", 1) == kept
        for key in ("beside", "alone"):
            found = uow.replays.get("plan", key)
            assert found is not None
            assert found.body == body
