"""BM25 by bm25s (numba), HNSW by hnswlib and their fusion by rank, over the folder that CORPUS names.

One thread, vectors of questions known. Every passage is searched: there is no filter by groups.
"""

import os

import bm25s
import hnswlib
import numpy as np
import Stemmer

from search_corpus import language, lines, terms, vectors

K, DEPTH, CONSTANT = 10, 200, 10

folder = os.environ["CORPUS"]
passages, queries = lines(folder, "passages.txt"), lines(folder, "queries.txt")
stem = Stemmer.Stemmer("english")

vocabulary = {}
ids = [[vocabulary.setdefault(term, len(vocabulary)) for term in terms(text, stem)] for text in passages]
bm25 = bm25s.BM25(k1=0.9, b=0.4, backend="numba")
bm25.index(bm25s.tokenization.Tokenized(ids=ids, vocab=vocabulary), show_progress=False)

graphs = {}
for name in ("en", "zh"):
    rows = vectors(folder, name, "passages")
    graph = hnswlib.Index(space="ip", dim=rows.shape[1])
    graph.init_index(max_elements=len(rows), M=16, ef_construction=100)
    numbers = np.array(lines(folder, f"{name}-passages.txt"), dtype=np.int64)
    graph.add_items(rows, numbers, num_threads=1)
    graph.set_num_threads(1)
    graph.set_ef(DEPTH)
    graphs[name] = graph
known = {name: vectors(folder, name, "queries") for name in graphs}


def lexical(number):
    query = [[vocabulary[term] for term in terms(queries[number], stem) if term in vocabulary]]
    if not query[0]:
        return []
    found = bm25.retrieve(query, k=DEPTH, show_progress=False, n_threads=1, return_as="documents")
    return found[0].tolist()


def dense(number):
    own = language(queries[number])
    lists = []
    for name in graphs:
        found, _ = graphs[name].knn_query(known[name][number], k=DEPTH, num_threads=1)
        lists.append((found[0].tolist(), 1 if name == own else 0.1))
    return fuse(lists)


def fuse(lists):
    scores = {}
    for found, weight in lists:
        for rank, passage in enumerate(found, start=1):
            scores[passage] = scores.get(passage, 0) + weight / (CONSTANT + rank)
    return sorted(scores, key=scores.get, reverse=True)


def hybrid(number):
    own = language(queries[number])
    lists = [(lexical(number), 1)]
    for name in graphs:
        found, _ = graphs[name].knn_query(known[name][number], k=DEPTH, num_threads=1)
        lists.append((found[0].tolist(), 1 if name == own else 0.1))
    return fuse(lists)
