"""The only place that ties ports to rooms."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property

from walkon.actions.create_cameo import Maker
from walkon.actions.make_film import Studio
from walkon.actions.verify_take import Checker
from walkon.domain.attempts import Limits
from walkon.domain.capture import Challenge
from walkon.domain.choices import Offered
from walkon.domain.policies import Policy, policy_called
from walkon.domain.provenance import Claims
from walkon.domain.refusal import Reason
from walkon.perception.observation import Observation
from walkon.planner.planner import Offer
from walkon.ports.making import BuiltVoice, Recording
from walkon.ports.world import Progress
from walkon.settings import Settings
from walkon.vault.cameos import LocalVault
from walkon.vault.challenges import AttemptFile, ChallengeFile
from walkon.vault.keys import KeyFile, KeyRing, MasterKey
from walkon.vault.signing import SigningRoom


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class House:
    """One home with everything in it; rooms that load models are entered only when needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = SystemClock()

    @cached_property
    def master_key(self) -> MasterKey:
        home = self.settings.home
        return KeyRing(home) if self.settings.key_ring else KeyFile(home / "keys" / "master.key")

    @cached_property
    def vault(self) -> LocalVault:
        return LocalVault(self.settings.home, self.master_key)

    @cached_property
    def challenges(self) -> ChallengeFile:
        return ChallengeFile(self.settings.home)

    @cached_property
    def signing(self) -> SigningRoom:
        return SigningRoom(self.settings.home, self.vault.keys, self.clock.now)

    @cached_property
    def attempts(self) -> AttemptFile:
        return AttemptFile(self.settings.home)

    @property
    def policy(self) -> Policy:
        return policy_called(self.settings.policy)

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """What the embedded stage can draw, for the planner."""
        from walkon.stage import catalogue  # noqa: PLC0415

        return {
            str(setting.id): Offer(hours=frozenset(setting.hours), weathers=frozenset(setting.weathers))
            for setting in catalogue.load().settings.values()
        }

    @cached_property
    def offered(self) -> Offered:
        """What can be chosen for a film, with names."""
        from walkon.bootstrap.offering import offered  # noqa: PLC0415

        return offered()

    def checker(self, policy: Policy | None = None) -> Checker[Observation]:
        """The rooms that look at a take; which words were said is heard where the policy asks for it."""
        hears_words = Reason.OTHER_WORDS in (policy or self.policy).take.demands
        return Checker(
            perceive=self._perceive_words if hears_words else self._perceive,
            evidence=lambda seen: seen.evidence,
            face=lambda seen: seen.face_template(),
            speaker=lambda seen: seen.speaker_template(),
            vault=self.vault,
            challenges=self.challenges,
            attempts=self.attempts,
            limits=Limits(),
            clock=self.clock,
        )

    def maker(self, policy: Policy | None = None) -> Maker[Observation]:
        """The rooms a new cameo passes through; `policy` where it is not the home's."""
        from walkon.likeness.build import build as build_likeness  # noqa: PLC0415

        return Maker(
            checker=self.checker(policy),
            likeness=lambda seen, progress: build_likeness(seen, progress).to_bytes(),
            voice=self._voice,
        )

    @staticmethod
    def _perceive(take: Recording, challenge: Challenge | None, progress: Progress) -> Observation:
        from walkon.media.decode import open_clip  # noqa: PLC0415
        from walkon.perception.observe import observe  # noqa: PLC0415

        return observe(open_clip(take), challenge, progress)

    @staticmethod
    def _perceive_words(take: Recording, challenge: Challenge | None, progress: Progress) -> Observation:
        from walkon.media.decode import open_clip  # noqa: PLC0415
        from walkon.perception.observe import observe  # noqa: PLC0415
        from walkon.perception.phrase import ByComparison  # noqa: PLC0415
        from walkon.voice.espeak import Espeak  # noqa: PLC0415
        from walkon.voice.readers import readers  # noqa: PLC0415

        with Espeak() as espeak:
            return observe(open_clip(take), challenge, progress, ByComparison(speakers=readers(espeak)))

    @staticmethod
    def _voice(seen: Observation, challenge: Challenge | None, progress: Progress) -> BuiltVoice | None:
        from walkon.voice.espeak import Espeak  # noqa: PLC0415
        from walkon.voice.learning import build_voice, recording  # noqa: PLC0415

        if seen.sound is None:
            return None
        with Espeak() as espeak:
            return build_voice(recording(seen.sound, seen.speech, challenge), espeak, progress)

    def studio(self) -> Studio:
        """The rooms a film passes through."""
        from walkon.engines.stage import StageEngine  # noqa: PLC0415
        from walkon.media.files import write_whole  # noqa: PLC0415
        from walkon.voice.provider import provider  # noqa: PLC0415

        return Studio(
            vault=self.vault,
            engine=StageEngine(provider(self.settings.voice)),
            sign=self.sign,
            deliver=write_whole,
            clock=self.clock,
        )

    def sign(self, film: bytes, claims: Claims) -> bytes:
        from walkon.media.credentials import sign_film  # noqa: PLC0415

        return sign_film(film, claims, self.signing.identity())
