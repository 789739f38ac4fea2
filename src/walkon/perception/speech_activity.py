"""When somebody speaks.

Network: silero-vad (MIT), its ONNX file run with onnxruntime; the package's own Python wants torch and is not imported.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from walkon.media.resample import resampled
from walkon.media.sound import Sound
from walkon.perception.model_file import model_file

RATE = 16_000
WINDOW, CONTEXT = 512, 64  # samples; fixed by the 16 kHz network, which also wants the end of the window before
BEGINS, ENDS = 0.5, 0.35  # probabilities: silero-vad's own defaults
SHORTEST_SPEECH, SHORTEST_PAUSE, PADDING = 0.1, 0.1, 0.03  # seconds; a spoken digit lasts 0.2 and more

Samples = npt.NDArray[np.float32]
"""(N,) float32 mono, 16 kHz, full scale 1."""
Spans = tuple[tuple[float, float], ...]
"""Start and end in seconds, ordered, not overlapping."""


def speech_spans(sound: Sound) -> Spans:
    """Where in `sound` somebody speaks. Raises `ModelMissing`."""
    samples = at_16k(sound)
    return _spans(speech_probability(samples), len(samples) / RATE)


def speech_probability(samples: Samples) -> npt.NDArray[np.float32]:
    """Probability of speech per 32 ms window, (ceil(N / 512),)."""
    network = _network()
    rate = np.array(RATE, np.int64)
    state, context = np.zeros((2, 1, 128), np.float32), np.zeros(CONTEXT, np.float32)
    windows = np.pad(samples, (0, -len(samples) % WINDOW)).reshape(-1, WINDOW)
    found = np.empty(len(windows), np.float32)
    for index, window in enumerate(windows):
        block = np.concatenate([context, window])[None]
        probability, state = network.run(None, {"input": block, "state": state, "sr": rate})
        found[index], context = probability[0, 0], window[-CONTEXT:]
    return found


def spoken(samples: Samples, spans: Spans) -> Samples:
    """Only what lies within the spans, joined."""
    parts = [samples[round(start * RATE) : round(end * RATE)] for start, end in spans]
    return np.concatenate(parts) if parts else samples[:0]


def at_16k(sound: Sound) -> Samples:
    """Mono samples at 16 kHz."""
    same = resampled(sound, RATE).samples
    return same.mean(axis=1, dtype=np.float32) if same.ndim == 2 else same


@cache
def _network() -> Any:
    import onnxruntime  # noqa: PLC0415  loads slowly and is not always needed

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path = model_file("silero_vad", "data", "silero_vad.onnx")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _spans(probability: npt.NDArray[np.float32], seconds: float) -> Spans:
    """Windows joined to spans: one begins above `BEGINS` and goes on until it stays below `ENDS`."""
    step = WINDOW / RATE
    raw: list[list[float]] = []
    speaking = False
    for index, value in enumerate(probability):
        speaking = value >= BEGINS or (speaking and value >= ENDS)
        if not speaking:
            continue
        start, end = index * step, (index + 1) * step
        if raw and start - raw[-1][1] < SHORTEST_PAUSE:
            raw[-1][1] = end
        else:
            raw.append([start, end])
    spans: list[tuple[float, float]] = []
    for start, end in raw:
        if end - start < SHORTEST_SPEECH:
            continue
        begin = max(start - PADDING, spans[-1][1] if spans else 0.0)
        spans.append((begin, min(end + PADDING, seconds)))
    return tuple(spans)
