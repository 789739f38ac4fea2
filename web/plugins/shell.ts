import { createHash } from 'node:crypto'
import type { Plugin, Rollup } from 'vite'
import { build } from 'vite'

const LEFT_OUT = /\.(woff2|map|wasm|tflite|binarypb|data)$/

/** Builds the service worker after the app, with the list of files that open it without a connection. */
export function offlineShell(entry: string): Plugin {
  let outDir = ''
  return {
    name: 'walkon-offline-shell',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir
    },
    async writeBundle(_options, bundle) {
      const files = shell(bundle)
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: { __SHELL__: JSON.stringify(files), 'process.env.NODE_ENV': '"production"' },
        build: {
          outDir,
          emptyOutDir: false,
          rollupOptions: { input: entry, output: { format: 'iife', entryFileNames: 'sw.js' } },
        },
      })
    },
  }
}

/** The page and what its first screens load; what is only rarely needed is fetched when it is. */
function shell(bundle: Rollup.OutputBundle): { url: string; revision: string | null }[] {
  const files = Object.values(bundle).filter(file => !LEFT_OUT.test(file.fileName))
  return files
    .map(file => ({
      url: `/${file.fileName === 'index.html' ? '' : file.fileName}`,
      revision: file.fileName.startsWith('assets/') ? null : digest(file),
    }))
    .sort((one, other) => one.url.localeCompare(other.url, 'en'))
}

function digest(file: Rollup.OutputAsset | Rollup.OutputChunk): string {
  return createHash('sha256')
    .update(file.type === 'chunk' ? file.code : file.source)
    .digest('hex')
    .slice(0, 16)
}
