"""Costumed bodies without a head, rendered offline with Blender's bpy 4.5. Nothing here is imported at run time.

World axes: x right, y away from the camera, z up; metres. The person faces -y. A signed-distance body is polygonised,
the garment is an offset of it that is grown and relaxed by a short cloth simulation (real folds), and trim is lofted or
projected onto the simulated cloth.
"""
