"""The Python search engine behind FastAPI and uvicorn, as a team would serve it. Arguments: corpus folder, port, workers.

Answers GET /api/search?q=&mode=&k= for the questions of the corpus, whose vectors are known, and GET /healthz.
"""

import os
import sys

import uvicorn

if __name__ == "__main__":
    os.environ["CORPUS"] = sys.argv[1]
    uvicorn.run(
        "serve_app:app", host="127.0.0.1", port=int(sys.argv[2]), workers=int(sys.argv[3]), log_level="warning"
    )
