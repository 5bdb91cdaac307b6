import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'vite'
import type { drawFirstScreen, FirstScreen } from '../renderer/src/app/first-frames.tsx'

/** Each first screen, in each language; macOS has keys and words of its own. Named as main asks for them (electron/main/windows/first-frame.ts). */
const screens: readonly FirstScreen[] = (['shell', 'sign-in'] as const).flatMap((start) =>
  (['en', 'de'] as const).flatMap((language) => [false, true].map((mac) => ({ start, language, mac }))),
)

/**
 * Draws the first screens while the page is built, as files that main puts into the page's HTML: what the user is about to see is there, and can be
 * typed into, before any script has run.
 */
export function firstFrames(): Plugin {
  let root = ''
  return {
    name: 'first-frames',
    apply: 'build',
    configResolved(config) {
      root = config.root
    },
    async generateBundle(_options, bundle) {
      const styles = Object.values(bundle).flatMap((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? String(file.source) : []))
      const drawn = await withDrawing(root, async (draw) => {
        const all: { readonly screen: FirstScreen; readonly html: string }[] = []
        // one after the other: they share a store and a language
        for (const screen of screens) all.push({ screen, html: still(await draw(screen)) })
        return all
      })
      for (const { screen, html } of drawn) {
        const unknown = classesOf(html).filter((name) => name.includes('_') && !styles.some((css) => css.includes(name)))
        if (unknown.length) this.error(`first frame: no styles for ${unknown.join(', ')}`)
        const { start, language, mac } = screen
        this.emitFile({ type: 'asset', fileName: `frames/${start}-${language}${mac ? '-mac' : ''}.html`, source: html })
      }
    },
  }
}

/** The parts of the page that the first screens are made of; all others are loaded later, and not built here. */
const parts = /\/(?:sign-in\.tsx|later-styles\.ts|(?:en|de)\.json)$/

const othersLater: Plugin = {
  name: 'others-later',
  resolveId: {
    order: 'pre',
    handler: (source, _importer, { kind }) => (kind === 'dynamic-import' && !parts.test(source) ? { id: source, external: true } : null),
  },
}

/** Draws with the page's own components, built for Node in a folder that is gone afterwards. */
async function withDrawing<T>(root: string, run: (draw: typeof drawFirstScreen) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'dialdesk-frames-'))
  try {
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      plugins: [othersLater],
      ssr: { noExternal: true },
      build: { ssr: resolve(root, 'src/app/first-frames.tsx'), outDir: folder, rolldownOptions: { output: { entryFileNames: 'draw.mjs' } } },
    })
    return await run((await import(pathToFileURL(join(folder, 'draw.mjs')).href)).drawFirstScreen)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Fields can be typed into; everything else waits for the page's scripts. */
function still(html: string): string {
  const screen = html
    .replaceAll('type="submit"', 'type="button"')
    .replace(/<button(?![^>]* disabled)|<input(?=[^>]*(?: readOnly|type="(?:checkbox|radio)"))/g, (tag) => `${tag} inert`)
  return `<div class="first-frame">${screen}</div>`
}

const classesOf = (html: string): string[] => [...new Set([...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' ')))]
