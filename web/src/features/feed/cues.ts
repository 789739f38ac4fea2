/** Who says what, as a cue of the server's captions tells it. */
export interface Spoken {
  who: string | null
  words: string
}

export function spokenIn(cue: string): Spoken {
  const found = /^<v ([^>]+)>([\s\S]*)$/.exec(cue)
  const plain = (found?.[2] ?? cue).replace(/<[^>]*>/g, '')
  const words = plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return { who: found?.[1] ?? null, words }
}
