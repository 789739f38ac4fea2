import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { offlineShell } from './plugins/shell.ts'

const SERVER = process.env.WALKON_ADDRESS ?? 'http://localhost:8000'

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
  },
  css: { modules: { generateScopedName: '[name]__[local]' } },
  server: { proxy: { '/api': SERVER } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
})
