"""The files of a sentence encoder, for classifiers built with one: read with the extra ``entrygo[encoder]``."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from entrygo.classify.edition import ClassifierError
from entrygo.classify.encoder import Encoder
from entrygo.classify.sensed import Encoding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entrygo.classify.ragged import Floats

_CONFIG, _WEIGHTS, _TOKENS = FILES = ("config.json", "model.safetensors", "tokenizer.json")
_MOST_TOKENS = 128


def open_encoder(folder: Path) -> Encoding:
    """The encoder of a folder with :data:`FILES`, as the model's publisher lays them out.

    ``ClassifierError`` where a file is missing, the extra is not installed, or the weights are of another architecture.
    """
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ClassifierError(f"there is no encoder in {folder}: it lacks {', '.join(missing)}")
    try:
        from safetensors.numpy import load
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ClassifierError("reading an encoder wants the extra: pip install 'entrygo[encoder]'") from error
    contents = [(folder / name).read_bytes() for name in FILES]
    config = json.loads(contents[0])
    encoder = Encoder(
        load(contents[1]),
        config["num_hidden_layers"],
        config["num_attention_heads"],
        config["layer_norm_eps"],
    )
    tokens = Tokenizer.from_str(contents[2].decode())
    tokens.no_padding()
    tokens.enable_truncation(_MOST_TOKENS)

    def embed(texts: "Sequence[str]") -> "Floats":
        return encoder.vectors([each.ids for each in tokens.encode_batch(list(texts))])

    return Encoding(hashlib.sha256(b"".join(contents)).hexdigest(), embed)


def keep_encoder(source: Path, target: Path) -> None:
    """Copies an encoder's files, so that a classifier does not depend on where they were."""
    if source.resolve() == target.resolve():
        return
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(source / name, target / name)
