"""From one speaker's cepstra to another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from walkon.voice.alignment import in_context, nearest, path
from walkon.voice.colour import bands, cepstra
from walkon.voice.mixture import Mixture, fitted
from walkon.voice.world import Analysis, Array, joined

GAUSSIANS = 8
RIDGE = 30.0  # keeps a regression near zero where there is little data
AUDIBLE, SPOKEN = 38.0, 35.0  # dB under the loudest frames: what counts for statistics, and for pairs
WIDEN, WIDEST = 0.8, 2.2  # how far the flattening of averages is undone, and the most it may be
ROUNDS = 3  # of warping and fitting
SAID = 4  # times a pair of known words counts as much as a pair found by likeness
SEED = 20_16


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """`mean` and `deviation` (25,) of one speaker's cepstra."""

    mean: Array
    deviation: Array

    def standardised(self, frames: Array) -> Array:
        return (frames - self.mean) / self.deviation


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Standardised cepstra (N, 25) of a synthetic speaker and of a person that belong together."""

    source: Array
    target: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Cepstra of the source to cepstra of the target.

    `weights` (8, 26, 25) are one affine map per Gaussian of the standardised source frames, blended by the mixture's
    shares; the result is widened around `centre` (25,) by `widen` (25,), because averages are flatter than speech.
    """

    source: Scale
    mixture: Mixture
    weights: Array
    centre: Array
    widen: Array

    def __call__(self, frames: Array) -> Array:
        """(T, 25) to (T, 25)."""
        flat = _regressed(self.source.standardised(frames), self.mixture, self.weights)
        return (flat - self.centre) * self.widen + self.centre


def scale(analysis: Analysis) -> Scale:
    """Over the audible frames."""
    frames = cepstra(bands(analysis))[analysis.active(AUDIBLE)]
    return Scale(mean=frames.mean(axis=0), deviation=frames.std(axis=0) + 1e-6)


def pairs_by_likeness(source: Analysis, target: Analysis) -> Pairs:
    """Every spoken frame of each beside the likest of the other; what was said need not be known.

    After D. Erro, A. Moreno, A. Bonafonte, "INCA algorithm for training voice conversion systems from nonparallel
    corpora", IEEE TASLP 18(5), 2010, with one round: more of them lost clarity without coming closer.
    """
    s, t = (scale(speech).standardised(cepstra(bands(speech)))[speech.active(SPOKEN)] for speech in (source, target))
    of_target, of_source = nearest(in_context(t), in_context(s))
    return Pairs(source=np.concatenate([s[of_target], s]), target=np.concatenate([t, t[of_source]]))


def pairs_by_words(source: Sequence[Analysis], target: Sequence[Analysis], heard_as: Scale) -> Pairs:
    """Frames of the same moment in the same words, warped in time; recordings in the same order.

    `heard_as` is the scale the mapping will use for the source; the target is standardised by its own.
    """
    s_scale, t_scale = scale(joined(source)), scale(joined(target))
    affine = np.eye(len(s_scale.mean) + 1)[:, :-1]
    for _ in range(ROUNDS):
        xs, ys = [], []
        for s, t in zip(source, target, strict=True):
            s_frames = s_scale.standardised(cepstra(bands(s)))
            t_frames = t_scale.standardised(cepstra(bands(t)))
            together = path(in_context(t_frames), in_context(_with_one(s_frames) @ affine))
            total, count = np.zeros_like(t_frames), np.zeros(len(t_frames))
            np.add.at(total, together[:, 0], s_frames[together[:, 1]])
            np.add.at(count, together[:, 0], 1)
            keep = t.active(SPOKEN)
            xs.append((total / count[:, None])[keep])
            ys.append(t_frames[keep])
        x, y = np.concatenate(xs), np.concatenate(ys)
        affine = _ridge(_with_one(x), y, 20.0)
    return Pairs(source=heard_as.standardised(x * s_scale.deviation + s_scale.mean), target=y)


def fitted_mapping(source: Scale, target: Scale, by_likeness: Pairs, by_words: Pairs | None) -> Mapping:
    """A mapping from pairs; pairs of known words count more."""
    x, y = by_likeness.source, by_likeness.target
    if by_words is not None:
        x = np.concatenate([x, *[by_words.source] * SAID])
        y = np.concatenate([y, *[by_words.target] * SAID])
    y = y * target.deviation + target.mean
    mixture = fitted(x, GAUSSIANS, SEED)
    share, inputs = mixture.shares(x), _with_one(x)
    everywhere = _ridge(inputs, y, RIDGE)
    rest = y - inputs @ everywhere
    weights = np.stack([everywhere + _ridge(inputs, rest, 4 * RIDGE, share[:, k]) for k in range(GAUSSIANS)])
    flat = _regressed(x, mixture, weights)
    ratio = np.clip(y.std(axis=0) / (flat.std(axis=0) + 1e-9), 1, WIDEST)
    return Mapping(
        source=source, mixture=mixture, weights=weights, centre=flat.mean(axis=0), widen=1 + WIDEN * (ratio - 1)
    )


def _regressed(frames: Array, mixture: Mixture, weights: Array) -> Array:
    share, inputs = mixture.shares(frames), _with_one(frames)
    return np.asarray(sum(share[:, k : k + 1] * (inputs @ weights[k]) for k in range(len(weights))))


def _with_one(frames: Array) -> Array:
    return np.hstack([frames, np.ones((len(frames), 1))])


def _ridge(x: Array, y: Array, strength: float, share: Array | None = None) -> Array:
    """Affine map (D + 1, 25) with least squared error, each row counting by its `share`."""
    weighted = x if share is None else x * share[:, None]
    return np.asarray(np.linalg.solve(weighted.T @ x + strength * np.eye(x.shape[1]), weighted.T @ y))
