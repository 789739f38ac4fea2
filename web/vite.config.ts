import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { offlineShell } from './plugins/shell.ts'

const SERVER = process.env.WALKON_ADDRESS ?? 'http://localhost:8000'

/** What every screen stands on, and seldom changes: a new release does not make anybody fetch it again. */
const GROUND =
  /node_modules.(react|react-dom|scheduler|i18next|react-i18next|use-sync-external-store|@tanstack.(router-core|react-router|history|store|react-store|query-core|react-query))\//

/** Small things that many screens share come in one file: a request costs more than they weigh. */
const PARTS = /lucide-react|src.(design.(Avatar|Button|Chip|Page|Portrait|Spinner|States|texts)|i18n|api)/

export default defineConfig({
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ['en-US', 'ko-KR'] }), enforce: 'pre' },
    offlineShell('src/sw.ts'),
  ],
  build: {
    outDir: '../src/walkon/pages',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // nothing in data: addresses, which the page's policy does not allow
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'ground', test: GROUND, priority: 2 },
            { name: 'parts', test: PARTS, minShareCount: 4, priority: 1 },
          ],
        },
      },
    },
  },
  css: { modules: { generateScopedName: '[name]__[local]' } },
  server: { proxy: { '/api': SERVER } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
})
