"""Walkon: consenting people, face and voice, in generated films."""

import os

__version__ = "0.1.0"

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # onnxruntime would send usage data out, and write an id to the disk
