/**
 * When the server's clock of a recording began, on the clock of this device.
 *
 * An answer that says “so much has elapsed” was made between when it was asked for and when it came, so each gives a lower
 * and an upper bound. The tightest of both are kept, and the middle between them is believed.
 */
export class ServerClock {
  private earliest = Number.NEGATIVE_INFINITY
  private latest = Number.POSITIVE_INFINITY

  /** @param asked, @param answered milliseconds on this device's clock. @param elapsed seconds, as the server said. */
  heard(asked: number, answered: number, elapsed: number): void {
    this.earliest = Math.max(this.earliest, asked - 1000 * elapsed)
    this.latest = Math.min(this.latest, answered - 1000 * elapsed)
  }

  /** Milliseconds on this device's clock; null before anything was heard. */
  get began(): number | null {
    return Number.isFinite(this.earliest) ? (this.earliest + this.latest) / 2 : null
  }
}
