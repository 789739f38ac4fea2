export type Colour = 'magenta' | 'azure' | 'green' | 'orange' | 'grey' | 'violet'

/** One thing to show; `at` and `seconds` are seconds on the challenge's clock. */
export type Cue = { number: number; at: number; seconds: number } & (
  | { kind: 'still' | 'smile' }
  | { kind: 'turn'; direction: 'left' | 'right' | 'up' | 'down'; degrees: number }
  | { kind: 'blink'; times: number }
  | { kind: 'say'; words: readonly string[] }
  | { kind: 'light'; left: Colour; right: Colour }
)

/** A cue as the server tells it. */
export interface Told {
  number: number
  at: number
  seconds: number
  kind: string
  details: Record<string, unknown>
}

const KINDS = new Set(['still', 'smile', 'turn', 'blink', 'say', 'light'])

/** Throws `RangeError` for a kind of cue that this version of the app does not know: it cannot be shown. */
export function cueOf({ number, at, seconds, kind, details }: Told): Cue {
  if (!KINDS.has(kind)) throw new RangeError('an unknown cue')
  return { number, at, seconds, kind, ...details } as Cue
}

/** Cues that are told but not shown yet, and when each was shown. */
export class CueSheet {
  private readonly coming: Cue[] = []
  readonly shown: number[] = []
  now: Cue | null = null

  /** The number of the last one that was told; -1 before. */
  get last(): number {
    return this.shown.length + this.coming.length - 1
  }

  told(cues: readonly Cue[]): void {
    for (const cue of cues) if (cue.number === this.last + 1) this.coming.push(cue)
  }

  /**
   * Shows what is due. A cue is told a little before its time, and shown at its time; one that comes late is shown at once.
   * Gives whether there is something new to draw.
   *
   * @param elapsed seconds on the challenge's clock. @param recorded seconds since the recording began.
   */
  advance(elapsed: number, recorded: number): boolean {
    let fresh = false
    while (this.coming[0] !== undefined && this.coming[0].at <= elapsed) {
      this.now = this.coming.shift() ?? null
      this.shown.push(recorded)
      fresh = true
    }
    return fresh
  }
}
