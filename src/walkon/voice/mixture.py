"""A mixture of Gaussians with diagonal covariances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walkon.voice.world import Array

FLOOR = 0.05  # least variance, of data with variance 1
ROUNDS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """K Gaussians in D dimensions: `weights` (K,), `means` (K, D), `variances` (K, D)."""

    weights: Array
    means: Array
    variances: Array

    def shares(self, frames: Array) -> Array:
        """(T, K) probability that each row of (T, D) came from each Gaussian."""
        precision = 1 / self.variances
        squared = (frames**2) @ precision.T - 2 * frames @ (self.means * precision).T
        squared += (self.means**2 * precision).sum(axis=1)
        log = np.log(self.weights) - 0.5 * (np.log(self.variances).sum(axis=1) + squared)
        share = np.exp(log - log.max(axis=1, keepdims=True))
        return np.asarray(share / share.sum(axis=1, keepdims=True))


def fitted(frames: Array, count: int, seed: int) -> Mixture:
    """`count` Gaussians for the rows of (T, D), by expectation maximisation from frames drawn with `seed`."""
    chosen = np.random.default_rng(seed).choice(len(frames), count, replace=False)
    mixture = Mixture(
        weights=np.full(count, 1 / count),
        means=frames[np.sort(chosen)],
        variances=np.tile(frames.var(axis=0) + FLOOR, (count, 1)),
    )
    for _ in range(ROUNDS):
        share = mixture.shares(frames)
        amount = share.sum(axis=0) + 1e-6
        means = share.T @ frames / amount[:, None]
        spread = np.maximum(share.T @ frames**2 / amount[:, None] - means**2, 0)
        mixture = Mixture(weights=amount / amount.sum(), means=means, variances=spread + FLOOR)
    return mixture
