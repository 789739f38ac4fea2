"""From a take to a puppet, and from a performance to drawn heads. Pixels of the person stay the person's.

`build.build` makes a `Puppet` from an observation; an `Actor` performs it: its `draw` returns one `Head` a frame.
The person's real, calm motion is replayed; mouths come from captured mouths, blinks from captured blinks.
"""
