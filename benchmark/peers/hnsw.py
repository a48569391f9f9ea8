"""Builds HNSW graphs by hnswlib over a corpus and prints what that cost, and their recall, as JSON.

Arguments: corpus folder, M, ef_construction, candidates of a search.
"""

import json
import os
import sys
import tempfile
import time

import hnswlib
import numpy as np

from search_corpus import language, lines, vectors

folder, m, ef_construction, ef = sys.argv[1], *map(int, sys.argv[2:5])
cpu = size = 0
recalls = []
for name in ("en", "zh"):
    rows = vectors(folder, name, "passages")
    queries = vectors(folder, name, "queries")
    started = time.process_time()
    index = hnswlib.Index(space="ip", dim=rows.shape[1])
    index.init_index(max_elements=len(rows), M=m, ef_construction=ef_construction)
    index.add_items(rows, num_threads=1)
    with tempfile.TemporaryDirectory() as temporary:
        path = os.path.join(temporary, "index")
        index.save_index(path)
        cpu += time.process_time() - started
        size += os.path.getsize(path)
    index.set_ef(ef)  # only questions in the language of the encoder are asked: others are far from everything
    own = [language(query) == name for query in lines(folder, "queries.txt")]
    queries = queries[own]
    found, _ = index.knn_query(queries, k=10, num_threads=1)
    for query, row in zip(queries, found):
        right = np.argpartition(-(rows @ query), 10)[:10]
        recalls.append(len(set(right) & set(row)) / 10)
print(json.dumps({"cpuSeconds": cpu, "bytes": size, "recall": float(np.mean(recalls))}))
