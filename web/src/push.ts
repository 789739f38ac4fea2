/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope

interface Told {
  title: string
  body: string
  link: string
  language: string
}

/** What a push says: what happened in a few words, and where to look. Anything else says only that there is news. */
export function told(text: string | undefined, origin: string): Told {
  const plain: Told = { title: 'Walkon', body: '', link: `${origin}/inbox`, language: 'en' }
  try {
    const found: unknown = JSON.parse(text ?? '')
    if (typeof found !== 'object' || found === null) return plain
    const given = found as Partial<Record<keyof Told, unknown>>
    const word = (value: unknown, other: string) => (typeof value === 'string' ? value : other)
    return {
      title: word(given.title, plain.title),
      body: word(given.body, plain.body),
      link: here(word(given.link, plain.link), origin),
      language: word(given.language, plain.language),
    }
  } catch {
    return plain
  }
}

/** An address of these pages; a link that leads elsewhere leads to the inbox instead. */
export function here(link: string, origin: string): string {
  try {
    const address = new URL(link, origin)
    return address.origin === origin ? address.href : `${origin}/inbox`
  } catch {
    return `${origin}/inbox`
  }
}

async function opened(link: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const [first] = windows
  if (first === undefined) {
    await self.clients.openWindow(link)
    return
  }
  await first.focus()
  await first.navigate(link).catch(() => self.clients.openWindow(link))
}

/** Shows pushes, and opens the page that one leads to. */
export function takePushes(): void {
  self.addEventListener('push', event => {
    const { title, body, link, language } = told(event.data?.text(), self.location.origin)
    const badge = '/icon.svg'
    const shown = { body, lang: language, icon: badge, badge, tag: 'walkon', renotify: true, data: { link } }
    event.waitUntil(self.registration.showNotification(title, shown))
  })
  self.addEventListener('notificationclick', event => {
    event.notification.close()
    const link: unknown = event.notification.data?.link
    event.waitUntil(opened(here(typeof link === 'string' ? link : '', self.location.origin)))
  })
}
