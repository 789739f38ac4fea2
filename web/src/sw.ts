/// <reference lib="webworker" />
import { createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { takePushes } from './push'

declare const self: ServiceWorkerGlobalScope
declare const __SHELL__: { url: string; revision: string | null }[]

// What opens the app without a connection. Nothing that belongs to a person is ever kept here.
precacheAndRoute(__SHELL__, { cleanURLs: false, directoryIndex: '' })
registerRoute(new NavigationRoute(createHandlerBoundToURL('/'), { denylist: [/^\/api\//] }))

self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))

takePushes()
