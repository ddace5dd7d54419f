"""A sentence encoder of two layers with seeded weights, in the files that a real one has."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WIDTH, INNER, HEADS, LAYERS = 16, 32, 4, 2
WORDS = (
    "[PAD]", "[CLS]", "[SEP]", "[UNK]", "men", "women", "cotton", "leather", "polyester", "wallet", "handbag", "mug",
    "ceramic", "bottle", "vacuum", "shirt", "shoe", "golf", "sandal", "plastic", "soap", "dish", "steel", "kettle",
    "of", "and", "other", "with",
)  # fmt: skip


def weights(seed: int = 7) -> dict[str, np.ndarray]:
    """Weights under the names that published models of the family use."""
    random = np.random.default_rng(seed)
    sizes = {"embeddings.word_embeddings": (len(WORDS), WIDTH), "embeddings.position_embeddings": (32, WIDTH),
             "embeddings.token_type_embeddings": (2, WIDTH)}  # fmt: skip
    held = {f"{name}.weight": random.normal(size=size) for name, size in sizes.items()}
    names = ["embeddings"]
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        names += [f"{at}.attention.output", f"{at}.output"]
        wide = {"intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER)}
        square = (
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
        )
        for part, size in {**wide, **dict.fromkeys(square, (WIDTH, WIDTH))}.items():
            held[f"{at}.{part}.weight"] = random.normal(size=size) / 4
            held[f"{at}.{part}.bias"] = random.normal(size=size[0]) / 10
    for name in names:
        held[f"{name}.LayerNorm.weight"] = 1 + random.normal(size=WIDTH) / 10
        held[f"{name}.LayerNorm.bias"] = random.normal(size=WIDTH) / 10
    return {name: array.astype(np.float32) for name, array in held.items()}


def written(folder: Path, seed: int = 7) -> Path:
    """The encoder's three files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(weights(seed), folder / "model.safetensors")
    layers = {"num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "layer_norm_eps": 1e-12}
    (folder / "config.json").write_text(json.dumps(layers))
    tokens = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokens.normalizer = normalizers.Lowercase()
    tokens.pre_tokenizer = pre_tokenizers.Whitespace()
    tokens.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    tokens.save(str(folder / "tokenizer.json"))
    return folder
