"""How the goods cross: the shipment's own answers, else the warehouse's."""

from entrygo.planning.rule import Case

MODES = frozenset({"truck", "ocean", "air"})


def port_of_entry(case: Case) -> tuple[str, str | None]:
    """The field the port comes from and the port; where there is none, the field to fill."""
    return _either("portOfEntry", case.shipment.port_of_entry, case.warehouse.port_of_entry)


def mode(case: Case) -> tuple[str, str | None]:
    """The field the mode of transport comes from and the mode; where there is none, the field to fill."""
    return _either("mode", case.shipment.mode, case.warehouse.mode)


def _either(name: str, shipment: str | None, warehouse: str | None) -> tuple[str, str | None]:
    if shipment and shipment.strip():
        return f"shipment.{name}", shipment.strip()
    return f"warehouse.{name}", (warehouse or "").strip() or None
