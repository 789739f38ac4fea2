"""What a file gives away about how it was made: impossible times, programs that make or feed films, missing pictures."""

from __future__ import annotations

import re

import numpy as np

from walkon.media.origin import Origin

LONGEST_GAP = 0.5  # seconds without a picture that a busy phone may have; the rules refuse longer ones anyway
SOUND_ALONE = 0.5  # seconds that sound may go on after the last picture; recorders stop both within some tenths

# Programs that feed films to a camera, put other faces on, or edit and convert films. Recorders' own libraries
# (Lavf, Lavc, mp4 muxers of browsers and phones) are no sign and are not here.
PROGRAMS = (
    *("obs", "obs studio", "obs-studio", "obs virtual camera", "manycam", "snap camera", "snapcamera", "v4l2loopback"),
    *(
        "xsplit",
        "splitcam",
        "e2esoft",
        "vcam",
        "youcam",
        "webcamoid",
        "akvcam",
        "altercam",
        "mmhmm",
        "vmix",
        "wirecast",
    ),
    *("streamlabs", "ndi tools", "sparkocam", "fakewebcam", "virtual camera", "virtual webcam", "dummy video device"),
    *("deepfacelive", "deepfacelab", "faceswap", "facefusion", "roop", "deep-live-cam", "reface", "liveportrait"),
    *(
        "adobe premiere",
        "premiere pro",
        "after effects",
        "adobe media encoder",
        "final cut",
        "imovie",
        "davinci resolve",
    ),
    *("vegas pro", "sony vegas", "avid media composer", "capcut", "jianying", "filmora", "camtasia"),
    *("kdenlive", "shotcut", "openshot", "olive editor", "blender", "handbrake", "avidemux", "virtualdub", "mencoder"),
    *("mlt", "kinemaster", "inshot", "vllo", "powerdirector", "movie maker", "lightworks", "losslesscut", "clipchamp"),
)
_NAMED = re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, PROGRAMS)) + r")(?![a-z])", re.IGNORECASE)


def names_a_film_maker(origin: Origin) -> bool:
    """Whether the file names a program that feeds films to a camera, or makes or edits films."""
    return any(_NAMED.search(name) for name in origin.names)


def mistimed_share(origin: Origin) -> float:
    """Share of pictures whose time is impossible: shown at another's moment, stored out of order, or missing in a gap.

    Of a gap longer than `LONGEST_GAP`, as many pictures count as it lacks. An even clock is no sign: encoders make it.
    """
    count = len(origin.times)
    if count < 2:
        return 0.0
    gaps = np.diff(np.sort(origin.times))
    known = gaps[gaps > 0]
    if not len(known):
        return 1.0
    at_once = int((gaps <= 0).sum())
    unordered = int((np.diff(origin.decoding) < 0).sum())
    holes = known[known > LONGEST_GAP]
    missing = float((holes / np.median(known) - 1).sum()) if len(holes) else 0.0
    return min(1.0, (max(at_once, unordered) + missing) / (count + missing))


def unseen_share(origin: Origin) -> float:
    """Share of the file's length in which sound runs and the last picture stands; 0 where it may be a muxer's habit."""
    if origin.sound_end is None or len(origin.times) < 2:
        return 0.0
    ordered = np.sort(origin.times)
    alone = origin.sound_end - float(ordered[-1])
    length = origin.sound_end - float(ordered[0])
    return alone / length if length > 0 and alone > SOUND_ALONE else 0.0
