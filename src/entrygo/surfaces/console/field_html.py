"""A field of a form as HTML: label, control, help and fault. Written here, as a template takes twice as long for it."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from entrygo.surfaces.console import vocabulary

REQUIRED = ' <span class="soft">(required)</span>'


def field_html(
    *,
    name: str,
    value: object,
    fault: str,
    kind: str,
    label: str,
    note: str,
    required: bool,
    options: Iterable[tuple[object, object]],
    autocomplete: str,
    type_: str,
    rows: int,
    at: str,
    sign: str,
) -> Markup:
    """The field. ``at`` begins its id, ``kind`` is ``text`` for several lines, ``sign`` stands before a fault."""
    said = vocabulary.field_named(name)
    note = note or str(said.get("help", ""))
    spot = escape(f"{at}-{name}")
    described = " ".join([f"{spot}-help"] * bool(note) + [f"{spot}-fault"] * bool(fault))
    about = f' id="{spot}" name="{escape(name)}"'
    about += f' aria-describedby="{described}"' if described else ""
    about += ' aria-invalid="true"' if fault else ""
    about += " required" if required else ""
    text = escape("" if value is None else value)
    if options:
        control = f"<select{about}>{_options(options, value)}</select>"
    elif kind == "text":
        control = f'<textarea{about} rows="{rows}">{text}</textarea>'
    else:
        example = f' placeholder="{escape(said["example"])}"' if "example" in said else ""
        control = f'<input{about} type="{escape(type_)}" value="{text}" autocomplete="{escape(autocomplete)}"{example}>'
    parts = [
        f'<div class="field"{" data-fault" if fault else ""}>',
        f'<label for="{spot}">{escape(label or said["label"])}{REQUIRED if required else ""}</label>',
        control,
        f'<p class="help" id="{spot}-help">{escape(note)}</p>' if note else "",
        f'<p class="fault" id="{spot}-fault">{escape(sign)} {escape(fault)}</p>' if fault else "",
        "</div>\n",
    ]
    return Markup("\n".join(part for part in parts if part))  # noqa: S704 - each part not ours is escaped above


def _options(options: Iterable[tuple[object, object]], chosen: object) -> str:
    return "".join(
        f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(shown)}</option>'
        for key, shown in options
    )
