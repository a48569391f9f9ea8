"""Encodes texts with a peer and prints one JSON object: what bench embed runs beside Millrace.

python embed.py BACKEND MODEL.onnx TOKENIZER.json POOLING THREADS BATCH TEXTS.json VECTORS.f32

BACKEND is onnxruntime (fp32), openvino-bf16 or openvino-fp32. Texts are sorted by length, batched and padded to the
longest of each batch. The clock is the processor time of the whole process around tokenizing and encoding; start, load
and a first pass over every tenth text are not counted.
"""

import json
import sys
import time

import numpy as np
from tokenizers import Tokenizer

MAX_TOKENS = 512


def onnxruntime_session(model, threads):
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # threads that wait do not spin: with spinning the processor time would count the waiting too
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    names = [each.name for each in session.get_inputs()]
    return ort.__version__, names, lambda feed: session.run(None, feed)[0]


def openvino_session(model, threads, precision):
    import openvino as ov

    core = ov.Core()
    compiled = core.compile_model(
        core.read_model(model),
        "CPU",
        {
            "INFERENCE_PRECISION_HINT": precision,
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": 1,
            "PERFORMANCE_HINT": "LATENCY",
        },
    )
    names = [each.get_any_name() for each in compiled.inputs]
    request = compiled.create_infer_request()
    return ov.__version__, names, lambda feed: request.infer(feed)[0]


def open_session(backend, model, threads):
    if backend == "onnxruntime":
        return onnxruntime_session(model, threads)
    if backend == "openvino-bf16":
        return openvino_session(model, threads, "bf16")
    if backend == "openvino-fp32":
        return openvino_session(model, threads, "f32")
    raise SystemExit(f"Cannot encode with {backend}: there is no such backend")


def pool(hidden, mask, pooling):
    if pooling == "cls":
        vectors = hidden[:, 0]
    else:
        weights = mask[:, :, None].astype(np.float32)
        vectors = (hidden * weights).sum(1) / weights.sum(1)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def encode(texts, tokenizer, names, run, pooling, batch_size):
    ids = [each.ids for each in tokenizer.encode_batch(texts)]
    order = sorted(range(len(ids)), key=lambda i: -len(ids[i]))
    vectors = np.zeros((len(ids), 0), np.float32)
    padded = 0
    for start in range(0, len(order), batch_size):
        batch = order[start : start + batch_size]
        width = len(ids[batch[0]])
        padded += width * len(batch)
        tokens = np.zeros((len(batch), width), np.int64)
        mask = np.zeros((len(batch), width), np.int64)
        for row, i in enumerate(batch):
            tokens[row, : len(ids[i])] = ids[i]
            mask[row, : len(ids[i])] = 1
        feed = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        pooled = pool(run({name: feed[name] for name in names}), mask, pooling)
        if vectors.shape[1] == 0:
            vectors = np.zeros((len(ids), pooled.shape[1]), np.float32)
        vectors[batch] = pooled
    return vectors, sum(map(len, ids)), padded


def main():
    backend, model, tokenizer_file, pooling, threads, batch_size, texts_file, vectors_file = sys.argv[1:]
    tokenizer = Tokenizer.from_file(tokenizer_file)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    with open(texts_file, encoding="utf-8") as file:
        texts = json.load(file)
    version, names, run = open_session(backend, model, int(threads))
    encode(texts[::10], tokenizer, names, run, pooling, int(batch_size))
    cpu, wall = time.process_time(), time.perf_counter()
    vectors, tokens, padded = encode(texts, tokenizer, names, run, pooling, int(batch_size))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    vectors.astype("<f4").tofile(vectors_file)
    print(
        json.dumps(
            {"tokens": tokens, "padded": padded, "cpuSeconds": cpu, "wallSeconds": wall, "how": version}
        )
    )


if __name__ == "__main__":
    main()
