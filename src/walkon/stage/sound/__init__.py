"""What a place sounds like, and music made for one film: composed and played here, from nothing but numbers.

`composing.compose` writes a `Score`, `playing.play` plays it, `ambience` is the air of the place, `events` what happens
in it, `acoustics` the room people speak in. Equal arguments give equal samples.
"""
