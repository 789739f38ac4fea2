import { api, body } from '../../api/client'

/** How it stands with pushes in this browser. */
export type PushState =
  | 'impossible' // this browser, or this address, cannot
  | 'blocked' // somebody said no to this browser's question
  | 'off'
  | 'on'

export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window))
    return 'impossible'
  const worker = await navigator.serviceWorker.getRegistration()
  if (!worker) return 'impossible'
  if (Notification.permission === 'denied') return 'blocked'
  return (await worker.pushManager.getSubscription()) ? 'on' : 'off'
}

/** This browser takes pushes from now on. Gives how it stands then: people can say no to the browser's question. */
export async function startPush(): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return pushState()
  const worker = await navigator.serviceWorker.ready
  const { key } = await body(api.GET('/api/v1/me/push-key'))
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  })
  const { endpoint, keys, expirationTime } = subscription.toJSON()
  try {
    await api.POST('/api/v1/me/push-subscriptions', {
      body: {
        endpoint: endpoint ?? '',
        keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' },
        expirationTime: expirationTime ?? null,
      },
    })
  } catch (error) {
    await subscription.unsubscribe()
    throw error
  }
  return 'on'
}

/** No pushes in this browser any more; `id` is how the server knows it, where it does. */
export async function stopPush(id: string | null): Promise<PushState> {
  const worker = await navigator.serviceWorker.getRegistration()
  await (await worker?.pushManager.getSubscription())?.unsubscribe()
  if (id !== null)
    await api.DELETE('/api/v1/me/push-subscriptions/{subscription}', {
      params: { path: { subscription: id } },
    })
  return pushState()
}
