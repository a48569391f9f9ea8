"""The application that serve.py runs in each of its workers."""

from fastapi import FastAPI, HTTPException

from search_engine import K, dense, hybrid, lexical, passages, queries

MODES = {"bm25": lexical, "dense": dense, "hybrid": hybrid}
NUMBERS = {query: number for number, query in enumerate(queries)}

for mode in MODES.values():
    mode(0)  # numba compiles

app = FastAPI()


@app.get("/healthz")
def healthz():
    return {"status": "ok"}


@app.get("/api/search")
def search(q: str, mode: str = "hybrid", k: int = K):
    if q not in NUMBERS or mode not in MODES:
        raise HTTPException(404, "no such question or mode")
    found = MODES[mode](NUMBERS[q])[:k]
    hits = [{"rank": rank, "passage": number, "text": passages[number]} for rank, number in enumerate(found, 1)]
    return {"mode": mode, "hits": hits}
