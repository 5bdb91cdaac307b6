// Writes the notices of every library that a build really contains, as the licences ask for it: each target its own list, the
// page's with all of them, for Settings, About.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Notice = { readonly name: string; readonly version: string; readonly licence: string; readonly text: string }

const FILE = 'licences.json'

type Context = { emitFile: (file: { type: 'asset'; fileName: string; source: string }) => void }
type Bundle = Readonly<Record<string, { readonly type: string; readonly moduleIds?: readonly string[] }>>

/**
 * @param others folders of targets built before, whose lists are taken over
 * @param outside packages that are shipped beside the bundle
 */
export function licencesPlugin({ others = [], outside = [] }: { readonly others?: readonly string[]; readonly outside?: readonly string[] } = {}) {
  return {
    name: 'licences',
    generateBundle(this: Context, _options: unknown, bundle: Bundle) {
      const folders = new Set(outside.map((name) => join('node_modules', name)))
      for (const chunk of Object.values(bundle))
        for (const id of chunk.moduleIds ?? []) {
          const folder = packageOf(id)
          if (folder) folders.add(folder)
        }
      const notices = [...[...folders].map(noticeOf), ...others.flatMap((folder) => read(join(folder, FILE)))]
      const unique = [...new Map(notices.map((n) => [`${n.name}@${n.version}`, n])).values()].sort((a, b) => a.name.localeCompare(b.name))
      this.emitFile({ type: 'asset', fileName: FILE, source: JSON.stringify(unique) })
    },
  }
}

/** The folder of the package a module belongs to: the innermost, for packages may bring their own. */
const packageOf = (id: string): string | null => /^(?:\0)?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1] ?? null

function noticeOf(folder: string): Notice {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((f) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(f) && !/\.(js|ts)$/.test(f))
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type ?? 'unknown'),
    text: file ? readFileSync(join(folder, file), 'utf8').trim() : '',
  }
}

const read = (path: string): Notice[] => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [])
