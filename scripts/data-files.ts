import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const END = '.data.js'

/**
 * Puts large JSON into files of its own, which the page fetches: data is not parsed and compiled as a script first. The texts of each
 * language, and the numbering plans of all countries.
 */
export function dataFiles(): Plugin {
  return {
    name: 'data-files',
    enforce: 'pre',
    apply: 'build',
    resolveId: {
      filter: { id: /(?:[\\/](?:en|de)\.json|metadata\.min\.json\.js)$/ },
      async handler(source, importer, options) {
        const found = await this.resolve(source, importer, { ...options, skipSelf: true })
        return found && `\0${found.id.replace(/(\.json)\.js$/, '$1')}${END}`
      },
    },
    load: {
      filter: { id: /\.data\.js$/ },
      handler(id) {
        const path = id.slice('\0'.length, -END.length)
        const name = path.split(/[\\/]/).at(-1) ?? 'data.json'
        const file = this.emitFile({ type: 'asset', name, source: JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))) })
        return { code: `export default await (await fetch(import.meta.ROLLUP_FILE_URL_${file})).json()`, moduleType: 'js' }
      },
    },
  }
}
