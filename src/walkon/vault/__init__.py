"""Keys and sealed things. Nobody else touches keys.

HOME/keys/master.key       32 random bytes, readable by their owner only
HOME/cameos/ID/key         the cameo's own data key, wrapped under the master key
HOME/cameos/ID/record ...  sealed under the data key: who it is, likeness, voice
HOME/signing/              the signing identity, sealed under the master key
HOME/challenges.json       challenges that were issued and not spent; nothing personal
"""
