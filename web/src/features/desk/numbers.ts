const DIGITS = 3

/** Everything that was measured as rows: the names of what stands inside of something begin with its name. */
export function numbersOf(numbers: Record<string, unknown>, before = ''): [string, string][] {
  return Object.entries(numbers).flatMap(([name, value]): [string, string][] => {
    const whole = before + name
    if (Array.isArray(value)) {
      const plain = value.every(one => typeof one !== 'object' || one === null)
      if (plain) return [[whole, value.map(shown).join(', ')]]
      return value.flatMap((one, place) =>
        numbersOf(one as Record<string, unknown>, `${whole} ${place + 1} `),
      )
    }
    if (typeof value === 'object' && value !== null)
      return numbersOf(value as Record<string, unknown>, `${whole} `)
    return [[whole, shown(value)]]
  })
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(DIGITS)))
  return value === null || value === undefined ? '–' : String(value)
}
