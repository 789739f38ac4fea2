"""A server's rooms, tied together: what serves and what works see the same home and the same database."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url

from walkon import __version__
from walkon.actions import consent_of, send_take, workshop
from walkon.actions.begin import beginning
from walkon.actions.bury import Burying
from walkon.actions.finish_withdrawal import Finishing
from walkon.actions.propose_video import Shape
from walkon.actions.send_take import Screening
from walkon.actions.withdraw_me import Eraser
from walkon.actions.workshop import Workshop
from walkon.bootstrap import House
from walkon.bootstrap.listening import Listening
from walkon.bootstrap.reaching import reach_of
from walkon.domain.allowances import DEFAULT, Allowances, BadPlans, parse
from walkon.domain.descents import Model
from walkon.domain.engines import EMBEDDED, Engines
from walkon.domain.grants import Where
from walkon.domain.ids import CameoId, Handle
from walkon.domain.plan import Plan
from walkon.domain.policies import policy_called
from walkon.domain.restrictions import preference
from walkon.domain.review import Hearing, Sighting, review
from walkon.engines.listed import Listed, listed
from walkon.operating.around import WatchedBlobs, WatchedEngine, WatchedStore, WatchedUploads, at_work
from walkon.operating.condition import Looking
from walkon.operating.figures import Figures
from walkon.operating.spans import span
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.planner.preferences import prefer
from walkon.ports.jobs import Job, Jobs, Look
from walkon.ports.making import Engine as RenderEngine
from walkon.ports.reaching import Reach
from walkon.ports.waking import Waking
from walkon.settings import Settings
from walkon.store import schema
from walkon.store.database import SqlStore, Told, count_retries, open_database
from walkon.store.waking import waking_for
from walkon.vault import disk
from walkon.vault.blobs import blobs_at, local_blobs
from walkon.vault.derived import AnswerSeal, SignedLinks, SignedShares
from walkon.vault.graves import Graves
from walkon.vault.media import SealedMedia
from walkon.vault.receipts import ReceiptSigner
from walkon.vault.small import SmallSeals
from walkon.vault.uploads import Uploads

if TYPE_CHECKING:
    from dbos import DBOSClient

    from walkon.elsewhere.provider import OpenIdProvider
    from walkon.engines.stage import StageEngine
    from walkon.passkeys.webauthn import WebAuthnPasskeys
    from walkon.perception.observation import Observation
    from walkon.studio.worker import Post

STAGE = EMBEDDED


class Server:
    """One server, as one process of it sees it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.house = House(settings)

    @cached_property
    def engine(self) -> Engine:
        """The database; the home is made where SQLite lies in it."""
        disk.private_folder(self.settings.home)
        url = make_url(self.settings.database_url)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        return open_database(url.render_as_string(hide_password=False))

    @cached_property
    def queue_client(self) -> DBOSClient:
        from dbos import DBOSClient  # noqa: PLC0415

        return DBOSClient(system_database_url=self.queue_url)

    @property
    def queue_url(self) -> str:
        """The same database as the job engine is told it."""
        url = make_url(self.settings.database_url)
        plain = url.set(drivername=url.drivername.partition("+")[0])
        return plain.render_as_string(hide_password=False)

    @cached_property
    def figures(self) -> Figures:
        """What this process counts; consent is counted from here on."""
        figures = Figures(process=True)
        consent_of.listen(figures.decided)
        return figures

    @cached_property
    def store(self) -> WatchedStore:
        count_retries(self.engine, self.figures.came_second)
        return WatchedStore(SqlStore(self.engine, self._jobs, self._woken, self.reach.offered), self.figures)

    @cached_property
    def reach(self) -> Reach:
        """The ways to people that the settings name. Raises `BadSmtp`, `BadPushContact`."""
        return reach_of(self.settings, self.house)

    @cached_property
    def waking(self) -> Waking:
        return waking_for(self.engine)

    def _woken(self, told: Told) -> None:
        self.waking.told([account for account, _ in told])

    def _jobs(self, connection: Connection) -> Jobs:
        from walkon.studio.queue import Queue  # noqa: PLC0415

        return Queue(self.queue_client, connection, self.allowances)

    @cached_property
    def allowances(self) -> Allowances:
        """What each tier may use. Raises `BadPlans`."""
        if self.settings.plans is None:
            return DEFAULT
        try:
            return parse(self.settings.plans.read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            raise BadPlans(where="it cannot be read") from None

    @cached_property
    def blobs(self) -> WatchedBlobs:
        place = self.settings.blobs
        return WatchedBlobs(local_blobs(self.settings.home / "blobs") if place is None else blobs_at(place))

    @cached_property
    def media(self) -> SealedMedia:
        return SealedMedia(self.blobs, self.house.vault.keys)

    @cached_property
    def passkeys(self) -> WebAuthnPasskeys:
        """Raises `AddressUnfit` where passkeys cannot work at this server's address."""
        from walkon.passkeys.webauthn import WebAuthnPasskeys  # noqa: PLC0415

        domain = urlsplit(self.settings.address).hostname or ""
        return WebAuthnPasskeys(domain=domain, origin=self.settings.address)

    @cached_property
    def elsewhere(self) -> OpenIdProvider | None:
        """Where people may sign in besides. Raises `ElsewhereUnfit`."""
        from walkon.bootstrap.elsewhere import provider  # noqa: PLC0415

        return provider(self.settings, self.house.vault.keys)

    def prepare(self) -> None:
        """Bring the database to this version, the job engine's tables included."""
        from walkon.studio.worker import prepare  # noqa: PLC0415

        schema.migrate(self.engine)
        prepare(self.queue_url)

    def plan(
        self,
        prompt: str,
        cast: Sequence[Handle],
        preferences: Mapping[Handle, Sequence[str]],
        shape: Shape,
        *,
        seed: int,
        like: Model | None = None,
    ) -> Plan:
        """What the embedded stage can draw of a prompt, with what its people always want to wear."""
        self.house.offered.require(shape.chosen)
        wishes = Wishes(
            seed=seed,
            seconds=shape.seconds,
            width=shape.width,
            height=shape.height,
            like=like,
            chosen=shape.chosen,
            before=shape.before,
        )
        made = planner.plan(prompt, cast, wishes, self.house.offers)
        return prefer(made, {handle: tuple(map(preference, texts)) for handle, texts in preferences.items()})

    @cached_property
    def answers(self) -> AnswerSeal:
        return AnswerSeal(self.house.vault.keys)

    @cached_property
    def links(self) -> SignedLinks:
        return SignedLinks(self.house.vault.keys)

    @cached_property
    def shares(self) -> SignedShares:
        return SignedShares(self.house.vault.keys)

    @cached_property
    def small_seals(self) -> SmallSeals:
        return SmallSeals(self.house.vault.keys)

    @cached_property
    def uploads(self) -> WatchedUploads:
        return WatchedUploads(Uploads(self.settings.home, self.house.vault.keys, self.house.clock), self.figures)

    @cached_property
    def eraser(self) -> Burying:
        return Burying(
            eraser=Eraser(media=self.media, vault=self.house.vault, uploads=self.uploads),
            graves=self.graves,
            now=self.house.clock.now,
        )

    @cached_property
    def graves(self) -> Graves:
        return Graves(self.settings.graves or self.settings.home / "graves")

    @cached_property
    def finishing(self) -> Finishing:
        """What takes withdrawals to their receipts."""
        return Finishing(
            store=self.store,
            eraser=self.eraser,
            sign=ReceiptSigner(self.house.signing.identity, self.house.clock.now),
            clock=self.house.clock,
            server=self.settings.address,
        )

    def portrait(self, cameo: CameoId) -> bytes:
        """One picture of a person, from the likeness that is sealed here. Raises `NothingSealed`, `LikenessDamaged`."""
        from walkon.likeness.portrait import portrait  # noqa: PLC0415

        return portrait(self.house.vault.open(cameo, "likeness"))

    @cached_property
    def hear(self) -> Listening:
        """What listens to lines that people read themselves."""
        return Listening(self.house.vault)

    def screening(self) -> Screening[Observation]:
        """What looks at recordings that were sent."""
        policy = policy_called(self.settings.server_policy)
        return Screening(
            store=self.store,
            uploads=self.uploads,
            maker=lambda: self.house.maker(policy),
            vault=self.house.vault,
            policy=policy,
            now=self.house.clock.now,
        )

    def do(self, job: Job | Look) -> None:
        """One piece of work; given up where worker after worker died over it."""
        with beginning(self.store, job.key, self.house.clock.now) as again:
            if again:
                at_work(self.figures, job, lambda: self._done(job))
            else:
                self.give_up(job)

    def _done(self, job: Job | Look) -> str:
        match job:
            case Job():
                return workshop.carry_out(self.workshop, job).value
            case Look():
                state = send_take.look_at(self.screening(), job.take)
                return "gone" if state is None else state.value

    def give_up(self, job: Job | Look) -> None:
        """After trouble that did not pass."""
        match job:
            case Job():
                workshop.give_up(self.workshop, job)
            case Look():
                send_take.give_up(self.screening(), job.take)

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """Distant engines. Raises `BadEngines`, `EngineInsecure`."""
        return () if self.settings.engines is None else listed(self.settings.engines)

    @cached_property
    def engines(self) -> Engines:
        """What films can be made on here. Raises what `listed` raises, and `BadEngineName`."""
        return Engines(engine.offered for engine in self.listed)

    @cached_property
    def workshop(self) -> Workshop:
        """What a worker has. Each film is drawn in a process of its own, so that it can be stopped at any moment."""
        from walkon.engines.distant import DistantEngine  # noqa: PLC0415
        from walkon.engines.process import ProcessEngine  # noqa: PLC0415

        stage = ProcessEngine(partial(stage_engine, self.settings.voice), name=STAGE, version=__version__)
        engines: dict[str, RenderEngine] = {
            STAGE: stage,
            **{engine.name: DistantEngine(engine) for engine in self.listed},
        }
        return Workshop(
            store=self.store,
            vault=self.house.vault,
            media=self.media,
            engines={name: WatchedEngine(engine, self.figures) for name, engine in engines.items()},
            hosted=frozenset(engine.name for engine in self.engines if engine.where is Where.HOSTED),
            review=self._review,
            sign=self.house.sign,
            clock=self.house.clock,
            monotonic=time.monotonic,
            desk=self.settings.desk,
            seals=self.small_seals,
        )

    def _review(self, film: bytes, plan: Plan, cast: Mapping[Handle, CameoId]) -> tuple[str, ...]:
        from walkon.perception.film_review import faces_in, voices_in  # noqa: PLC0415

        vault = self.house.vault

        def known(measure: Callable[[CameoId, bytes], float | None], template: bytes | None) -> dict[Handle, float]:
            """Of everybody in the cast whose own template is there."""
            found = {} if template is None else {who: measure(cameo, template) for who, cameo in cast.items()}
            return {who: value for who, value in found.items() if value is not None}

        with span("review"):
            sightings = [
                Sighting(shot=face.shot, picture=face.picture, distances=known(vault.face_distance, face.template))
                for face in faces_in(film, plan)
            ]
            hearings = [
                Hearing(start=voice.start, end=voice.end, likeness=known(vault.voice_likeness, voice.template))
                for voice in voices_in(film)
            ]
        return tuple(fault.value for fault in review(sightings, hearings, plan))

    @cached_property
    def condition(self) -> Looking:
        """How this server is, for whoever runs it."""
        from walkon.bootstrap.backups import backed_up_at, blob_folder  # noqa: PLC0415
        from walkon.studio.queue import TAKES, queue_of  # noqa: PLC0415

        settings, url, blobs = self.settings, self.engine.url, blob_folder(self.settings)
        places = {"home": settings.home} | ({} if blobs is None else {"films": blobs})
        if url.get_backend_name() == "sqlite" and url.database:
            places["database"] = Path(url.database).parent
        engines = [STAGE, *(engine.name for engine in self.listed)]
        return Looking(
            engine=self.engine,
            queues={queue_of(name): name for name in engines} | {TAKES: TAKES},
            places=places,
            films_in="folder" if blobs is not None else "bucket",
            keys_in="key ring" if settings.key_ring else "file",
            backed_up=lambda: backed_up_at(settings),
            now=self.house.clock.now,
        )

    def post(self, number: int) -> Post:
        """Where a worker of this computer works; `number` tells them apart and stays the same over restarts."""
        from walkon.studio.worker import Post  # noqa: PLC0415

        return Post(
            database=self.queue_url,
            name=f"{socket.gethostname()}-{number}",
            engines=[engine.name for engine in self.engines],
            in_all={engine.name: engine.offered.at_once for engine in self.listed},
        )

    def stand_in(self, worker: str) -> list[str]:
        """The command that takes over from a dead worker."""
        home = str(self.settings.home)
        return [sys.executable, "-m", "walkon.cli.main", "worker", "--stand-in-for", worker, "--home", home]

    def close(self) -> None:
        self.waking.close()
        self.engine.dispose()


def stage_engine(voice: str) -> StageEngine:
    """The embedded engine, made in its own process."""
    from walkon.engines.stage import StageEngine  # noqa: PLC0415
    from walkon.voice.provider import provider  # noqa: PLC0415

    return StageEngine(provider(voice))
