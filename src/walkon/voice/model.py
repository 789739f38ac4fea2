"""A person's voice as numbers, sealed in their cameo: how to move one synthetic speaker towards them.

Container: a NumPy archive without pickled objects; `format` names the version. Nothing of the recording is kept.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.ndimage import gaussian_filter1d

from walkon.voice.colour import BANDS, ORDER, bands, bands_of, cepstra, spread_over_bins, warped
from walkon.voice.errors import VoiceDamaged
from walkon.voice.espeak import EspeakVoice
from walkon.voice.mapping import GAUSSIANS, Mapping, Scale
from walkon.voice.mixture import Mixture
from walkon.voice.world import Analysis, Array

FORMAT = 1
STRENGTH = 0.6  # of the way to the mapped colour; more comes closer and is understood less
STEEPEST = (0.7, 1.6)  # how much flatter or livelier the melody may become
LARGEST = 4_000_000  # bytes
_SHAPES = {
    "source_mean": (ORDER,),
    "source_deviation": (ORDER,),
    "mixture_weights": (GAUSSIANS,),
    "mixture_means": (GAUSSIANS, ORDER),
    "mixture_variances": (GAUSSIANS, ORDER),
    "weights": (GAUSSIANS, ORDER + 1, ORDER),
    "centre": (ORDER,),
    "widen": (ORDER,),
    "tilt": (BANDS,),
}


_DAMAGE = (
    ValueError,
    KeyError,
    TypeError,
    OSError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)
"""What reading a container raises whose bytes are not what they were; `RuntimeError`: it claims to be encrypted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Melody:
    """Mean and deviation of the natural logarithm of pitch, Hz."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceModel:
    """`speaker` is who reads the lines, `warp` the ratio of resonances, `tilt` (40,) what the long-term spectrum lacks."""

    speaker: EspeakVoice
    warp: float
    source: Melody
    target: Melody
    mapping: Mapping
    tilt: Array

    def to_bytes(self) -> bytes:
        mixture = self.mapping.mixture
        arrays = {
            "source_mean": self.mapping.source.mean,
            "source_deviation": self.mapping.source.deviation,
            "mixture_weights": mixture.weights,
            "mixture_means": mixture.means,
            "mixture_variances": mixture.variances,
            "weights": self.mapping.weights,
            "centre": self.mapping.centre,
            "widen": self.mapping.widen,
            "tilt": self.tilt,
        }
        head = {
            "format": FORMAT,
            "speaker": [self.speaker.variant, self.speaker.pitch, self.speaker.melody, self.speaker.pace],
            "warp": self.warp,
            "source": [self.source.mean, self.source.deviation],
            "target": [self.target.mean, self.target.deviation],
        }
        out = io.BytesIO()
        text = np.frombuffer(json.dumps(head).encode(), np.uint8)
        stored: dict[str, Any] = {name: value.astype(np.float32) for name, value in arrays.items()}
        np.savez(out, head=text, **stored)
        return out.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> VoiceModel:
        """Raises `VoiceDamaged` for anything `to_bytes` would not have written."""
        if len(data) > LARGEST:
            raise VoiceDamaged
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as archive:
                head = json.loads(bytes(archive["head"]).decode())
                arrays = {name: np.asarray(archive[name], np.float64) for name in _SHAPES}
            return cls._read(head, arrays)
        except _DAMAGE as error:
            raise VoiceDamaged from error

    @classmethod
    def _read(cls, head: dict[str, Any], arrays: dict[str, Array]) -> VoiceModel:
        if head["format"] != FORMAT or any(arrays[name].shape != shape for name, shape in _SHAPES.items()):
            raise ValueError("another format")
        if not all(np.isfinite(a).all() for a in arrays.values()):
            raise ValueError("not a number")
        variant, pitch, melody, pace = head["speaker"]
        source, target = (Melody(mean=float(m), deviation=float(d)) for m, d in (head["source"], head["target"]))
        mixture = Mixture(
            weights=arrays["mixture_weights"], means=arrays["mixture_means"], variances=arrays["mixture_variances"]
        )
        return cls(
            speaker=EspeakVoice(variant=str(variant), pitch=int(pitch), melody=int(melody), pace=float(pace)),
            warp=float(head["warp"]),
            source=source,
            target=target,
            mapping=Mapping(
                source=Scale(mean=arrays["source_mean"], deviation=arrays["source_deviation"]),
                mixture=mixture,
                weights=arrays["weights"],
                centre=arrays["centre"],
                widen=arrays["widen"],
            ),
            tilt=arrays["tilt"],
        )

    def converted(self, speech: Analysis) -> Analysis:
        """The synthetic speaker's speech, moved towards the person; timing stays."""
        near = warped(speech, self.warp)
        return self.tilted(self.coloured(self.sung(near)))

    def sung(self, speech: Analysis) -> Analysis:
        """With the person's mean pitch, and their liveliness as far as it stays natural."""
        ratio = float(np.clip(self.target.deviation / max(self.source.deviation, 1e-3), *STEEPEST))
        voiced = speech.voiced
        moved = np.zeros_like(speech.pitch)
        moved[voiced] = np.exp((np.log(speech.pitch[voiced]) - self.source.mean) * ratio + self.target.mean)
        return Analysis(rate=speech.rate, pitch=moved, envelope=speech.envelope, breath=speech.breath)

    def coloured(self, speech: Analysis) -> Analysis:
        """With the mapped colour added as a difference, so that the fine structure of what is said stays."""
        before = cepstra(bands(speech))
        difference = gaussian_filter1d(self.mapping(before) - before, 1.0, axis=0)
        difference[:, 0] = 0
        return _filtered(speech, STRENGTH * bands_of(difference))

    def tilted(self, speech: Analysis) -> Analysis:
        return _filtered(speech, self.tilt[None])


def _filtered(speech: Analysis, change: Array) -> Analysis:
    """`change` (T or 1, 40) is added to the logarithm of power in each band."""
    gain = np.exp(spread_over_bins(change, speech.rate))
    return Analysis(rate=speech.rate, pitch=speech.pitch, envelope=speech.envelope * gain, breath=speech.breath)


def long_term_change(speech: Array, wanted: Array) -> Array:
    """(40,) what to add to one long-term spectrum to come to another, smooth and at most 1.5 nepers."""
    return np.asarray(np.clip(gaussian_filter1d(wanted - speech, 1.5, mode="nearest"), -1.5, 1.5))
