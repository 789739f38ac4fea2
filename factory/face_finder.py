"""Writes the face finder's weights as the web app reads them: `python factory/face_finder.py OUT.bin`.

Run it where the `mediapipe` wheel is installed. Its short range face detector (BlazeFace, Apache-2.0, half precision) is
reordered, not changed: for every layer of `web/src/features/capture/face/network.ts` in order, the kernel, then the bias,
little-endian float16. Kernels: first layer (24, 5, 5, 3); depthwise (3, 3, C); pointwise (outputs, inputs).
"""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

import numpy as np
from mediapipe.tasks.metadata import schema_py_generated as tflite

BLOCKS = 16
HEADS = ("classificator_8", "regressor_8", "classificator_16", "regressor_16")


def main() -> None:
    data = (
        resources.files("mediapipe").joinpath("modules/face_detection/face_detection_short_range.tflite").read_bytes()
    )
    model = tflite.Model.GetRootAsModel(data, 0)
    tensors = dict(_halves(model))
    layers = ["conv2d"]
    for block in range(BLOCKS):
        suffix = f"_{block}" if block else ""
        layers += [f"depthwise_conv2d{suffix}", f"conv2d_{block + 1}"]
    parts = [tensors[f"{layer}/{part}"] for layer in (*layers, *HEADS) for part in ("Kernel", "Bias")]
    Path(sys.argv[1]).write_bytes(b"".join(part.astype("<f2").tobytes() for part in parts))


def _halves(model: tflite.Model) -> list[tuple[str, np.ndarray]]:
    graph, found = model.Subgraphs(0), []
    for number in range(graph.TensorsLength()):
        tensor = graph.Tensors(number)
        held = model.Buffers(tensor.Buffer())
        if tensor.Type() == tflite.TensorType.FLOAT16 and held.DataLength():
            shape = tensor.ShapeAsNumpy()
            found.append((tensor.Name().decode(), held.DataAsNumpy().view(np.float16).reshape(shape)))
    return found


if __name__ == "__main__":
    main()
