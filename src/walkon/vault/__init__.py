"""Keys and sealed things. Nobody else touches keys.

HOME/keys/master.key       32 random bytes, readable by their owner only (or the system's key ring holds them)
HOME/cameos/ID/key         the cameo's own data key, wrapped under the master key
HOME/cameos/ID/record ...  sealed under the data key: who it is, likeness, voice
HOME/signing/identity      the signing keys and certificates, sealed under a key wrapped under the master key
HOME/signing/root.pem      the public root certificate
HOME/challenges.json       challenges that were issued and not spent; nothing personal
HOME/uploads/ID/...        takes while they arrive, sealed under a key of their own (see `uploads`)
HOME/blobs/NAME.sealed     films, stills and takes, unless they are kept in a bucket; their wrapped keys are the caller's
HOME/lock                  whoever changes something holds it
"""
