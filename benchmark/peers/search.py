"""Asks the Python search engine one question after the other, in one process, and prints what that took as JSON.

Arguments: corpus folder.
"""

import json
import os
import sys
import time

import numpy as np

os.environ["CORPUS"] = sys.argv[1]
from search_engine import K, dense, hybrid, lexical, passages, queries  # noqa: E402  reads CORPUS

WARM_UP = 1

result = {}
for mode in (lexical, dense, hybrid):
    for _ in range(WARM_UP):
        for number in range(len(queries)):
            mode(number)
    millis, busy = [], []
    cpu = time.process_time()
    for number in range(len(queries)):
        started, before = time.perf_counter(), time.thread_time()
        for passage in mode(number)[:K]:
            passages[passage]
        millis.append((time.perf_counter() - started) * 1e3)
        busy.append((time.thread_time() - before) * 1e3)
    cpu = time.process_time() - cpu
    name = {"lexical": "bm25"}.get(mode.__name__, mode.__name__)
    result[name] = {
        "p50": float(np.quantile(millis, 0.5)),
        "p99": float(np.quantile(millis, 0.99)),
        "busy50": float(np.quantile(busy, 0.5)),
        "busy99": float(np.quantile(busy, 0.99)),
        "queriesPerCpuSecond": len(queries) / cpu,
    }
print(json.dumps(result))
