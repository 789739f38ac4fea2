/** What is over: nothing of it is kept, and no answer changes it. */
export const ENDED: ReadonlySet<string> = new Set(['withdrawn', 'refused', 'failed', 'cancelled', 'expired'])

/** What others see, or saw until a moment ago. */
export const SHOWN: ReadonlySet<string> = new Set(['released', 'hidden'])
