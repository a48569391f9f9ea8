"""Reads the folder that io.millrace.benchmark.search.Corpus describes."""

import json
import re
from pathlib import Path

import numpy as np

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
RUNS = re.compile(f"[{CJK}]+|[^\\W_]+")


def lines(folder, name):
    return (Path(folder) / name).read_text(encoding="utf-8").split("\n")[:-1]


def cjk_share(text):
    """As io.millrace.embedding.index.Script: a character counts as much as a word."""
    cjk = len(re.findall(f"[{CJK}]", text))
    words = len(re.findall(f"[^\\W\\d_{CJK}]+", text))
    return cjk / (cjk + words) if cjk + words else 0.0


def language(query):
    return "zh" if cjk_share(query) >= 0.5 else "en"


def vectors(folder, name, what):
    encoders = json.loads((Path(folder) / "encoders.json").read_text())
    dimension = encoders["*" if name == "en" else name]["dimension"]
    return np.fromfile(Path(folder) / f"{name}-{what}.f32", dtype="<f4").reshape(-1, dimension)


def terms(text, stem):
    """English words in stems, Chinese as overlapping pairs of characters."""
    words = []
    found = []
    for run in RUNS.findall(text.lower()):
        if re.match(f"[{CJK}]", run):
            found.extend(run[i : i + 2] for i in range(max(1, len(run) - 1)))
        else:
            for part in re.split(f"([{CJK}]+)", run):
                if re.match(f"[{CJK}]", part):
                    found.extend(part[i : i + 2] for i in range(max(1, len(part) - 1)))
                elif part:
                    words.append(part)
    return found + stem.stemWords(words)
