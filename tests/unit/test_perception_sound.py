"""Speech, voice prints and the quality of sound."""

from __future__ import annotations

import io
import pickle
from collections import OrderedDict
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from walkon.media.sound import Sound
from walkon.perception import voice_print as voices
from walkon.perception.errors import ModelMissing
from walkon.perception.model_file import model_file
from walkon.perception.sound_quality import LOUDNESS_FLOOR, peak_crowding, sound_quality
from walkon.perception.speech_activity import RATE, at_16k, speech_spans, spoken
from walkon.perception.voice_print import print_of_speech, voice_print, voice_similarity
from walkon.perception.weight_file import MAGIC, VERSION, read_weights

GOLDEN_PLACES, GOLDEN_VALUES = [188, 120, 159, 168], [0.20474, 0.19277, 0.19171, 0.18661]
NOISE = np.random.default_rng(5).normal(0, 1, 6 * RATE).astype(np.float32)


def sound_of(samples: Any, rate: int = RATE) -> Sound:
    return Sound(samples=np.asarray(samples, np.float32), rate=rate)


def recorded(path: Path, start: float = 0, end: float = 8) -> Sound:
    with av.open(path) as box:
        pieces = [frame.to_ndarray() for frame in box.decode(audio=0)]
        rate = box.streams.audio[0].rate
    samples = np.concatenate(pieces, axis=1)[0].astype(np.float32) / 32768
    return sound_of(samples[round(start * rate) : round(end * rate)], rate)


def test_noise_and_silence_are_no_speech() -> None:
    tone = np.sin(np.arange(3 * RATE) * 2 * np.pi * 440 / RATE)
    for samples in (0 * NOISE, 0.05 * NOISE, 0.2 * tone, NOISE[:100], NOISE[:0]):
        assert speech_spans(sound_of(samples)) == ()


def test_silence_is_measured_without_a_warning() -> None:
    quality = sound_quality(0 * NOISE, ())
    assert (quality.loudness, quality.snr, quality.clipping) == (LOUDNESS_FLOOR, None, None)
    assert sound_quality(NOISE[:10], ()).loudness == LOUDNESS_FLOOR


def test_loudness_follows_the_standard() -> None:
    """A full-scale 997 Hz sine is -3.01 LUFS (ITU-R BS.1770-4, annex 1)."""
    sine = np.sin(np.arange(5 * RATE) * 2 * np.pi * 997 / RATE).astype(np.float32)
    assert sound_quality(sine, ()).loudness == pytest.approx(-3.01, abs=0.15)
    assert sound_quality(sine / np.float32(10), ()).loudness == pytest.approx(-23.01, abs=0.15)


def test_background_is_read_in_decibels() -> None:
    for snr in (10, 20, 30):
        samples = NOISE * np.float32(0.2 * 10 ** (-snr / 20))
        samples[RATE : 3 * RATE] += 0.2 * NOISE[: 2 * RATE]
        measured = sound_quality(samples, ((1.0, 3.0),)).snr
        assert measured is not None and measured == pytest.approx(snr, abs=2.0)


def test_overload_crowds_the_peaks() -> None:
    clean = NOISE * 0.1
    assert peak_crowding(clean) < 0.008 < peak_crowding(np.clip(clean, -0.15, 0.15))
    assert peak_crowding(clean[:0]) == 0.0


def test_any_rate_and_two_channels_become_16_khz_mono() -> None:
    both = sound_of(np.stack([NOISE, NOISE], axis=1), 48_000)
    assert at_16k(both).shape == (2 * RATE,)


def test_voice_print_of_fixed_noise_is_what_pytorch_gives() -> None:
    """Golden numbers: the same mel frames through torch.nn.LSTM with the same weights differ by less than 1e-6."""
    found = print_of_speech(NOISE[: 3 * RATE] * 0.1)
    assert found.shape == (256,) and found.dtype == np.float32
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-5)
    assert (found >= 0).all()
    strongest = np.argsort(-found)[:4]
    assert strongest.tolist() == GOLDEN_PLACES
    assert found[strongest] == pytest.approx(GOLDEN_VALUES, abs=2e-4)


def test_a_voice_print_needs_sound() -> None:
    with pytest.raises(ValueError, match="needs sound"):
        voice_print(sound_of([]))
    assert voice_print(sound_of(NOISE[:4000])).shape == (256,), "without speech everything counts"


@pytest.mark.shared_data
def test_real_speech_is_found_and_its_pauses_left_out(shared_data: Path) -> None:
    sound = recorded(shared_data / "voices" / "1998_heldout.wav")
    padded = sound_of(np.concatenate([np.zeros(2 * RATE), sound.samples, np.zeros(2 * RATE)]))
    spans = speech_spans(padded)
    assert spans and spans[0][0] > 1.8 and spans[-1][1] < 10.2
    assert all(a < b for a, b in spans) and all(b[0] >= a[1] for a, b in pairwise(spans))
    assert 4 < len(spoken(padded.samples, spans)) / RATE < 8.2
    quality = sound_quality(padded.samples, spans)
    assert quality.snr is not None and quality.snr > 15
    assert quality.clipping is not None and quality.clipping < 0.008


@pytest.mark.shared_data
def test_one_voice_is_near_itself_and_far_from_another(shared_data: Path) -> None:
    folder = shared_data / "voices"
    names = ("1998", "2609", "2033")
    held = {n: voice_print(recorded(folder / f"{n}_heldout.wav")) for n in names}
    for name in names:
        own = voice_print(recorded(folder / f"{name}_enrol.wav", 5, 15))
        assert voice_similarity(own, held[name]) > voices.SAME_PERSON
        assert max(voice_similarity(own, held[other]) for other in names if other != name) < 0.7


class _Harmful:
    def __reduce__(self) -> Any:
        return (print, ("this must never run",))


def weight_file(folder: Path, data: Any, storages: dict[str, Any] | None = None, version: int = VERSION) -> Path:
    """A file in the old layout, its tensors written with stand-ins for torch's names."""
    out = io.BytesIO()
    for part in (MAGIC, version, {"little_endian": True}, data, list(storages or {})):
        pickle.dump(part, out, protocol=2)
    for numbers in (storages or {}).values():
        array = np.asarray(numbers, "<f4")
        out.write(len(array).to_bytes(8, "little") + array.tobytes())
    path = folder / "weights.pt"
    path.write_bytes(out.getvalue())
    return path


def test_a_weight_file_cannot_run_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for harmful in (_Harmful(), {"model": {"w": _Harmful()}}, OrderedDict(model=[_Harmful()])):
        with pytest.raises(ModelMissing):
            read_weights(weight_file(tmp_path, harmful), "model", ["w"])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "data", [b"", b"not a pickle", b"\x80\x02.", b"PK\x03\x04" + bytes(40), pickle.dumps(MAGIC, 2) * 5, bytes(1000)]
)
def test_a_damaged_weight_file_is_said_to_be_damaged(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "weights.pt"
    path.write_bytes(data)
    with pytest.raises(ModelMissing) as missing:
        read_weights(path, "model", ["w"])
    assert missing.value.code == "model_missing" and "weights.pt" in missing.value.sentence("ko")


def test_another_version_or_name_is_refused(tmp_path: Path) -> None:
    for path in (
        weight_file(tmp_path, {"model": {}}, version=7),
        weight_file(tmp_path, {"model": {}}),
        tmp_path / "no",
    ):
        with pytest.raises(ModelMissing):
            read_weights(path, "model", ["w"])


def test_the_real_file_cut_short_is_refused(tmp_path: Path) -> None:
    whole = model_file("resemblyzer", "pretrained.pt").read_bytes()
    path = tmp_path / "pretrained.pt"
    for length in (100, 3000, 6000, 200_000):
        path.write_bytes(whole[:length])
        with pytest.raises(ModelMissing):
            read_weights(path, "model_state", ["linear.weight"])


def test_a_missing_package_is_named() -> None:
    with pytest.raises(ModelMissing) as missing:
        model_file("no_such_package_here", "a", "model.bin")
    assert "no_such_package_here" in missing.value.sentence("en")
    with pytest.raises(ModelMissing):
        model_file("numpy", "no_such_file.bin")
