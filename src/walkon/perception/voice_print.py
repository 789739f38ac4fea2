"""What makes a voice told from another: 256 numbers of unit length, compared by cosine.

Network: Resemblyzer's pretrained speaker encoder (Apache-2.0), after L. Wan et al., "Generalized End-to-End Loss for
Speaker Verification", ICASSP 2018: 40 mel bands of power, 25 ms windows every 10 ms, slices of 1.6 s, three LSTM layers
of 256, a linear layer, ReLU, unit length. Its weight file is read and run with numpy; prints equal PyTorch's.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from walkon.media.sound import Sound
from walkon.perception.model_file import model_file
from walkon.perception.speech_activity import RATE, Samples, Spans, at_16k, speech_spans, spoken
from walkon.perception.weight_file import Weights, read_weights

LAYERS, HIDDEN, MELS = 3, 256, 40
WINDOW, HOP = 400, 160  # samples: 25 and 10 ms
SLICE, STEP = 160, 77  # frames; 1.3 slices per second
LEAST_FILLED = 0.75  # share of the last slice that must be sound for it to count
LOUDNESS_DBFS = -30.0
SAME_PERSON = 0.78  # an enrolled voice against one utterance: 2 of 50 true ones refused, 0 of 900 others passed
SHORTEST = 1.0  # seconds of speech; below, a print says nothing

VoicePrint = npt.NDArray[np.float32]
"""(256,) float32, unit length, not negative."""
Mel = npt.NDArray[np.float32]


def voice_print(sound: Sound, speech: Spans | None = None) -> VoicePrint:
    """The print of whoever speaks in `sound`, (256,); `speech` are its spans of speech where they are known already.

    All sound counts where no speech is found. Raises `ModelMissing`, and ValueError for sound without any sample.
    """
    samples = at_16k(sound)
    found = spoken(samples, speech_spans(sound) if speech is None else speech)
    return print_of_speech(found if len(found) else samples)


def voice_similarity(a: npt.NDArray[np.floating[Any]], b: npt.NDArray[np.floating[Any]]) -> float:
    """Cosine of two prints, 0 to 1: one person reaches about .9, two people about .55."""
    first, second = np.asarray(a, np.float64), np.asarray(b, np.float64)
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second)))


def print_of_speech(speech: Samples) -> VoicePrint:
    """The print of samples without pauses: the mean over overlapping slices."""
    if len(speech) == 0:
        raise ValueError("a voice print needs sound")
    level = 10 * np.log10(np.mean(speech.astype(np.float64) ** 2) + 1e-12)
    speech = speech * np.float32(10 ** (max(0.0, LOUDNESS_DBFS - level) / 20))
    frames = -(-(len(speech) + 1) // HOP)
    starts = np.arange(0, max(1, frames - SLICE + STEP + 1), STEP)
    if len(starts) > 1 and len(speech) - starts[-1] * HOP < LEAST_FILLED * SLICE * HOP:
        starts = starts[:-1]
    missing = (starts[-1] + SLICE) * HOP - len(speech)
    mel = _mel_power(np.pad(speech, (0, max(0, missing))))
    mean = _encoded(np.stack([mel[start : start + SLICE] for start in starts])).mean(axis=0)
    unit: VoicePrint = (mean / np.linalg.norm(mean)).astype(np.float32)
    return unit


def _mel_power(samples: Samples) -> Mel:
    """(T, 40) power per mel band; frame t is centred on sample 160 t."""
    padded = np.pad(samples, WINDOW // 2)
    window = np.hanning(WINDOW + 1)[:-1]
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP] * window
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    return (power @ _mel_bank().T).astype(np.float32)


@cache
def _mel_bank() -> Mel:
    """(40, 201) triangles of equal area from 0 to 8 kHz: even steps below 1 kHz, logarithmic above (Slaney 1998)."""
    log_step = np.log(6.4) / 27
    mel = np.linspace(0, 15 + np.log(RATE / 2 / 1000) / log_step, MELS + 2)
    hz = np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(log_step * (mel - 15)))
    bins = np.fft.rfftfreq(WINDOW, 1 / RATE)
    rising = (bins - hz[:-2, None]) / (hz[1:-1] - hz[:-2])[:, None]
    falling = (hz[2:, None] - bins) / (hz[2:] - hz[1:-1])[:, None]
    triangles: Mel = np.maximum(0, np.minimum(rising, falling)) * (2 / (hz[2:] - hz[:-2]))[:, None]
    return triangles.astype(np.float32)


@cache
def _weights() -> Weights:
    kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    names = [f"lstm.{kind}_l{layer}" for layer in range(LAYERS) for kind in kinds]
    path = model_file("resemblyzer", "pretrained.pt")
    return read_weights(path, "model_state", [*names, "linear.weight", "linear.bias"])


def _encoded(slices: Mel) -> VoicePrint:
    """Unit prints (B, 256) of mel slices (B, 160, 40)."""
    weights = _weights()
    sequence = slices
    for layer in range(LAYERS):
        sequence = _lstm(
            sequence,
            weights[f"lstm.weight_ih_l{layer}"],
            weights[f"lstm.weight_hh_l{layer}"],
            weights[f"lstm.bias_ih_l{layer}"] + weights[f"lstm.bias_hh_l{layer}"],
        )
    raw = np.maximum(0, sequence[:, -1] @ weights["linear.weight"].T + weights["linear.bias"])
    unit: VoicePrint = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    return unit


def _lstm(sequence: Mel, into: Mel, back: Mel, bias: Mel) -> Mel:
    """One layer over time, (B, T, n) to (B, T, 256); gates in PyTorch's order: input, forget, cell, output."""
    driven = sequence @ into.T + bias
    back = np.ascontiguousarray(back.T)
    hidden = cell = np.zeros((len(sequence), HIDDEN), np.float32)
    outputs = np.empty((*sequence.shape[:2], HIDDEN), np.float32)
    for t in range(sequence.shape[1]):
        gates = driven[:, t] + hidden @ back
        enter, forget, leave = (_sigmoid(gates[:, HIDDEN * k : HIDDEN * (k + 1)]) for k in (0, 1, 3))
        cell = forget * cell + enter * np.tanh(gates[:, 2 * HIDDEN : 3 * HIDDEN])
        hidden = leave * np.tanh(cell)
        outputs[:, t] = hidden
    return outputs


def _sigmoid(x: Mel) -> Mel:
    half: Mel = 0.5 * np.tanh(0.5 * x) + 0.5
    return half
