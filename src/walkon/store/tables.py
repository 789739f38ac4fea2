"""Every table. Migrations lead here; a test compares.

Times are UTC; sets and records are JSON; enumerated values lie as their text. Personal are: handles, what people wrote
(prompt, plan, message, note, restrictions, preferences), who is tied to whom, and, sealed, where somebody takes mail.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from walkon.domain.allowances import Resource
from walkon.domain.api_tokens import Scope
from walkon.domain.asking import Answer
from walkon.domain.cameo import Standing
from walkon.domain.capture import Language
from walkon.domain.ceremonies import CeremonyKind
from walkon.domain.elsewhere import Aim
from walkon.domain.grants import Audience, Kind, Purpose, Stage, Terms, Where
from walkon.domain.notices import Channel, Event
from walkon.domain.people import Office, Tie, Tier, Visibility
from walkon.domain.plan import Plan
from walkon.domain.production import Commenting, Descent, Remixing, State
from walkon.domain.sessions import Way
from walkon.domain.takes import TakeStage, TakeState
from walkon.domain.withdrawal import Remnant, Step, Taken
from walkon.ports.store import What
from walkon.store.columns import HandleText, Moment, Named, Names, Record, Texts

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_ID = String(32)


def _account(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, _ID, ForeignKey("accounts.id"), nullable=optional)


accounts = Table(
    "accounts",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("handle", HandleText, nullable=False, unique=True),
    Column("joined_at", Moment, nullable=False),
    Column("language", Named(Language), nullable=False),
    Column("minor", Boolean, nullable=False),
    Column("tier", Named(Tier), nullable=False),
    Column("office", Named(Office), nullable=False),
    Column("profile", Named(Visibility), nullable=False),
    Column("suspended_at", Moment),
    Column("left_at", Moment),
)

ties = Table(
    "ties",
    metadata,
    _account("mine"),
    _account("theirs"),
    Column("tie", Named(Tie), nullable=False),
    PrimaryKeyConstraint("mine", "tie", "theirs"),
    Index(None, "theirs", "tie", "mine"),
)

cameos = Table(
    "cameos",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("owner", _ID, ForeignKey("accounts.id"), nullable=False, unique=True),
    Column("standing", Named(Standing), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("shown_to", Named(Visibility), nullable=False),
    Column("suspended_at", Moment),
    Column("restrictions", Texts, nullable=False),
    Column("preferences", Texts, nullable=False),
)

FRIENDS, EVERYONE = "friends", "everyone"  # in `grants.grantee`, where no account's id can be

grants = Table(
    "grants",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("cameo", _ID, ForeignKey("cameos.id", ondelete="CASCADE"), nullable=False),
    Column("grantee", _ID, nullable=False),
    Column("terms", Record(Terms), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("ends_at", Moment),  # the earlier of expiry and revocation
    Index(None, "grantee", "cameo"),
    Index(None, "cameo", "given_at"),
)

uses = Table(
    "uses",
    metadata,
    Column("grant", _ID, ForeignKey("grants.id", ondelete="CASCADE"), nullable=False),
    Column("production", _ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("grant", "production"),
    Index(None, "production"),
)

requests = Table(
    "requests",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("cameo", _ID, ForeignKey("cameos.id", ondelete="CASCADE"), nullable=False),
    _account("owner"),
    _account("requester"),
    Column("terms", Record(Terms), nullable=False),
    Column("message", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("answer", Named(Answer)),
    Column("answered_at", Moment),
    Column("grant", _ID),
    Index(None, "owner", "asked_at", "id"),
    Index(None, "requester", "asked_at", "id"),
    Index(None, "cameo", "requester"),
)

productions = Table(
    "productions",
    metadata,
    Column("id", _ID, primary_key=True),
    _account("owner"),
    Column("prompt", Text, nullable=False),
    Column("purpose", Named(Purpose), nullable=False),
    Column("audience", Named(Audience), nullable=False),
    Column("engine", String(60), nullable=False),
    Column("where", Named(Where), nullable=False),
    Column("state", Named(State), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("plan", Record(Plan)),
    Column("kinds", Names(Kind), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("why", Texts, nullable=False),
    Column("descent", Named(Descent)),
    Column("remixing", Named(Remixing), nullable=False),
    Column("commenting", Named(Commenting), nullable=False),
    Index(None, "owner", "created_at", "id"),
    Index(None, "state", "changed_at", "id"),
)

appearances = Table(
    "appearances",
    metadata,
    Column("production", _ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),  # in the order of the roles
    Column("cameo", _ID, nullable=False),  # stays after the cameo is gone: the film was withdrawn because of it
    Column("shown", Boolean, nullable=False),  # or only asked: in a film that this one starts from
    PrimaryKeyConstraint("production", "place"),
    Index(None, "cameo", "production"),
)

descents = Table(
    "descents",
    metadata,
    Column("production", _ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("parent", _ID, ForeignKey("productions.id"), nullable=False),
    PrimaryKeyConstraint("production", "place"),
    Index(None, "parent"),
)

approvals = Table(
    "approvals",
    metadata,
    Column("production", _ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("cameo", _ID, nullable=False),
    Column("stage", Named(Stage), nullable=False),
    Column("yes", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("production", "cameo", "stage"),
)

wishes = Table(
    "wishes",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("production", _ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("cameo", _ID, nullable=False),
    Column("stage", Named(Stage)),
    Column("words", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "production"),
)

made = Table(
    "made",
    metadata,
    Column("production", _ID, ForeignKey("productions.id", ondelete="CASCADE"), nullable=False),
    Column("what", Named(What), nullable=False),
    Column("place", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("name", String(200), nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    PrimaryKeyConstraint("production", "what", "place"),
)

imprints = Table(
    "imprints",
    metadata,
    Column("mark", String(64), primary_key=True),
    Column("production", _ID, nullable=False),  # which may be gone
    Column("at", Moment, nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("due_at", Moment, nullable=False),
    Index(None, "due_at"),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("id", _ID, primary_key=True),
    _account("account"),
    Column("cameo", _ID, nullable=False),  # of which nothing else is left here
    Column("step", Named(Step), nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("taken", Record(Taken), nullable=False),
    Column("objects", Texts, nullable=False),
    Column("remnants", Record(tuple[Remnant, ...]), nullable=False),
    Column("key_destroyed_at", Moment),
    Column("erased_at", Moment),
    Column("proven_at", Moment),
    Column("receipt", Text),
    Index(None, "account"),
    Index(None, "step"),
)

attendances = Table(
    "attendances",
    metadata,
    Column("worker", String(100), primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Column("taken_at", Moment),
)

begun = Table(
    "begun",
    metadata,
    Column("job", String(100), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("upload", _ID, primary_key=True),
    _account("account"),
    Column("began_at", Moment, nullable=False),
    Index(None, "account"),
)

recordings = Table(
    "recordings",
    metadata,
    Column("id", _ID, primary_key=True),
    _account("account"),
    Column("device", _ID, nullable=False),
    Column("challenge", Text, nullable=False),  # told step by step, not before
    Column("upload", _ID, nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Column("began_at", Moment),
    Column("told", Record(tuple[float, ...]), nullable=False),
    Index(None, "account"),
)

takes = Table(
    "takes",
    metadata,
    Column("id", _ID, primary_key=True),
    _account("account"),
    Column("device", _ID, nullable=False),
    Column("challenge", Text, nullable=False),
    Column("upload", _ID, nullable=False),
    Column("state", Named(TakeState), nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("judged_at", Moment),
    Column("witnessed", Boolean, nullable=False),
    Column("lead", Double, nullable=False),
    Column("cameo", _ID),
    Column("reasons", Texts, nullable=False),
    Column("note", Text, nullable=False),
    Index(None, "account"),
)

processing = Table(
    "processing",
    metadata,
    Column("take", _ID, ForeignKey("takes.id", ondelete="CASCADE"), primary_key=True),
    Column("stage", Named(TakeStage), nullable=False),
    Column("share", Double, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    _account("account"),
    Column("id", Integer, nullable=False),  # counts up per account, and is given under a lock on its inbox
    Column("event", Named(Event), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", _ID),
    Column("production", _ID),
    Column("request", _ID),
    Column("cameo", _ID),
    Column("read_at", Moment),
    PrimaryKeyConstraint("account", "id"),
)

inboxes = Table(
    "inboxes",
    metadata,
    Column("account", _ID, ForeignKey("accounts.id"), primary_key=True),
    Column("last", Integer, nullable=False),  # the id of the latest notice; whoever reads by it misses none
)

notice_rules = Table(
    "notice_rules",
    metadata,
    _account("account"),
    Column("event", Named(Event), nullable=False),
    Column("channel", Named(Channel), nullable=False),
    Column("wanted", Boolean, nullable=False),
    PrimaryKeyConstraint("account", "event", "channel"),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", LargeBinary(1023), primary_key=True),
    _account("account"),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("transports", Texts, nullable=False),
    Column("name", String(60), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("backed_up", Boolean, nullable=False),
    Index(None, "account"),
)

ceremonies = Table(
    "ceremonies",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("kind", Named(CeremonyKind), nullable=False),
    Column("challenge", LargeBinary(32), nullable=False),
    Column("account", _ID),  # of a sign-up: not there yet
    Column("session", _ID),
    Column("expires_at", Moment, nullable=False),
    Column("spent_at", Moment),
    Index(None, "expires_at"),
)

_HASH = String(64)

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    Column("id", _ID, primary_key=True),
    _account("account"),
    Column("session", _ID, ForeignKey("sessions.id"), nullable=False),
    Column("digest", _HASH, nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("added_at", Moment, nullable=False),
    Index(None, "account"),
)

mail_addresses = Table(
    "mail_addresses",
    metadata,
    Column("account", _ID, ForeignKey("accounts.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("digest", _HASH),
    Column("tries_left", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("sent", Record(tuple[datetime, ...]), nullable=False),
    Column("confirmed_at", Moment),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", _ID, primary_key=True),
    _account("account"),
    Column("notice", Integer, nullable=False),
    Column("channel", Named(Channel), nullable=False),
    Column("push", _ID, ForeignKey("push_subscriptions.id", ondelete="CASCADE")),
    Column("filed_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("claim", _ID),
    Index(None, "due_at"),
    Index(None, "account"),
    Index(None, "push"),
)

how_far = Table(
    "how_far",
    metadata,
    Column("production", _ID, ForeignKey("productions.id", ondelete="CASCADE"), primary_key=True),
    Column("attempt", Integer, nullable=False),
    Column("stage", String(40), nullable=False),
    Column("within", Double, nullable=False),
    Column("share", Double, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Column("picture", LargeBinary),
    Column("picture_at", Moment),
)

visits = Table(
    "visits",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("digest", _HASH, nullable=False, unique=True),
    Column("aim", Named(Aim), nullable=False),
    Column("back", String(200), nullable=False),
    Column("device", String(60), nullable=False),
    Column("account", _ID),
    Column("session", _ID),
    Column("began_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("spent_at", Moment),
    Column("person", _HASH),
    Column("used_at", Moment),
    Index(None, "expires_at"),
)

elsewhere = Table(
    "elsewhere",
    metadata,
    Column("id", _ID, primary_key=True),
    _account("account"),
    Column("person", _HASH, nullable=False, unique=True),
    Column("tied_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "account"),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("digest", _HASH, primary_key=True),
    _account("account"),
    Column("drawn_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("ended_at", Moment),
    Index(None, "account"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", _ID, primary_key=True),
    _account("account"),
    Column("digest", _HASH, nullable=False, unique=True),
    Column("device", String(60), nullable=False),
    Column("way", Named(Way), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("revoked_at", Moment),
    Index(None, "account"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", _ID, primary_key=True),
    _account("account"),
    Column("digest", _HASH, nullable=False, unique=True),
    Column("name", String(60), nullable=False),
    Column("scopes", Names(Scope), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    Index(None, "account"),
)

invites = Table(
    "invites",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("digest", _HASH, nullable=False, unique=True),
    _account("made_by"),
    Column("made_at", Moment, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "made_by"),
)

usages = Table(
    "usages",
    metadata,
    Column("subject", _ID, nullable=False),
    Column("what", Named(Resource), nullable=False),
    _account("account"),
    Column("amount", Double, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "what"),
    Index(None, "account", "at"),
    Index(None, "at"),
)

kept_answers = Table(
    "kept_answers",
    metadata,
    _account("account"),
    Column("digest", _HASH, nullable=False),
    Column("fingerprint", _HASH, nullable=False),
    Column("at", Moment, nullable=False),
    Column("sealed", LargeBinary),
    PrimaryKeyConstraint("account", "digest"),
    Index(None, "at"),
)
