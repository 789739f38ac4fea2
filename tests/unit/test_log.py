"""What lines tell, and what they never do."""

from __future__ import annotations

import json
import logging
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telling import told
from walkon.domain.errors import BadHandle, WalkonError
from walkon.operating import log

SECRET = "mina-kept-this-to-herself"  # noqa: S105


def raised(error: Exception) -> Exception:
    secret = SECRET  # noqa: F841  what tracebacks with locals would show
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_line_has_the_keys_that_are_known_and_no_others() -> None:
    with told() as lines:
        log.logger("walkon.test").info("made", route="/people/{handle}", status=200, handle="mina", prompt=SECRET)
    [line] = lines.all
    assert {key: line[key] for key in ("event", "level", "logger", "route", "status")} == {
        "event": "made",
        "level": "info",
        "logger": "walkon.test",
        "route": "/people/{handle}",
        "status": 200,
    }
    assert set(line) == {"event", "level", "logger", "route", "status", "timestamp"}


@pytest.mark.parametrize("event", [f"made {SECRET}", "made %s", "Made", "", "@mina", "민아"])
def test_an_event_is_one_word_of_our_own(event: str) -> None:
    with told() as lines:
        log.logger("walkon.test").info(event, "x") if "%" in event else log.logger("walkon.test").info(event)
    assert [line["event"] for line in lines.all] == ["unnamed"]


@given(st.dictionaries(st.text(max_size=12), st.one_of(st.text(), st.binary(), st.lists(st.text()), st.integers())))
def test_whatever_it_is_given_a_line_stays_in_its_form(values: dict[str, object]) -> None:
    kept = log.only_known(None, "info", dict(values))
    assert set(kept) <= log.KEYS | {"event"}
    said = json.dumps(kept, ensure_ascii=False)
    assert said.isascii() and " " not in said.replace('": ', "").replace('", "', "").replace(", ", "")


def test_an_exception_is_told_without_its_words() -> None:
    with told() as lines:
        log.logger("walkon.test").error("failed", exc_info=raised(ValueError(SECRET)))
        log.logger("walkon.test").error("failed", exc_info=raised(BadHandle(handle=SECRET)))
        try:
            json.loads(SECRET)
        except ValueError:
            log.logger("walkon.test").exception("failed")
    assert SECRET not in lines.text
    assert [line["error"] for line in lines.all] == [
        "builtins.ValueError",
        "walkon.domain.errors.BadHandle",
        "json.decoder.JSONDecodeError",
    ]
    assert [line.get("code") for line in lines.all] == [None, "bad_handle", None]


def test_only_frames_of_our_own_are_told() -> None:
    try:
        log.logger("walkon")  # ours
        WalkonError.sentence(None, "en")  # type: ignore[arg-type]
    except AttributeError as error:
        frames = log.about(error)["frames"]
    assert [frame.partition(":")[0] for frame in frames] == ["domain/errors.py"]


def test_foreign_lines_say_where_and_not_what() -> None:
    with told() as lines:
        logging.getLogger("somewhere").warning("a letter to %s", SECRET)
        logging.getLogger("alembic.runtime.migration").info(SECRET)
        logging.getLogger("uvicorn.error").error("Exception in ASGI application\n", exc_info=raised(ValueError(SECRET)))
        logging.getLogger("uvicorn.error").error("lifespan", exc_info=raised(KeyError(SECRET)))
        logging.getLogger("quiet").info("not even this")
    assert SECRET not in lines.text
    assert [(line["event"], line["logger"]) for line in lines.all] == [
        ("foreign", "somewhere"),
        ("foreign", "alembic.runtime.migration"),
        ("foreign", "uvicorn.error"),
    ]
    assert lines.all[0]["where"].startswith("test_log:test_foreign_lines_say_where_and_not_what:")
    assert lines.all[2]["error"] == "builtins.KeyError"


def test_a_thread_that_dies_is_told_without_its_words() -> None:
    def dies() -> None:
        raise ValueError(SECRET)

    with told() as lines:
        thread = threading.Thread(target=dies)
        thread.start()
        thread.join()
    assert [line["event"] for line in lines.all] == ["thread_died"]
    assert SECRET not in lines.text


def test_for_people() -> None:
    with told(log.Style.CONSOLE) as lines:
        log.logger("walkon.test").info("serving", port=8000, handle="mina")
    assert "serving" in lines.text and "port=8000" in lines.text and "mina" not in lines.text


def test_nothing_is_told_before_it_is_configured(capfd: pytest.CaptureFixture[str]) -> None:
    log.logger("walkon.test").info("made")
    assert capfd.readouterr() == ("", "")
