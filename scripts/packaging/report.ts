// The facts of a packed folder: what is in it, how large it is, what it may do.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import type { Platform } from './stub.ts'

export type FolderReport = {
  readonly platform: Platform
  readonly folder: string
  /** All files, and their bytes together. */
  readonly files: number
  readonly bytes: number
  /** The app itself, without Electron: files and bytes of the archive, and of what lies beside it. */
  readonly app: {
    readonly files: number
    readonly bytes: number
    readonly unpackedBytes: number
    readonly version: string
    readonly updates: unknown
  }
  /** Native addons, which cannot be loaded from inside the archive. */
  readonly addons: readonly string[]
  readonly fuses: Readonly<Record<string, 'on' | 'off' | 'inherited' | 'removed'>>
  /** What is wrong with it; empty when all is well. */
  readonly problems: readonly string[]
}

/** Electron's fuses as they must be in what ships (SECURITY.md). */
const wanted: Readonly<Record<string, 'on' | 'off'>> = {
  RunAsNode: 'off',
  EnableCookieEncryption: 'on',
  EnableNodeOptionsEnvironmentVariable: 'off',
  EnableNodeCliInspectArguments: 'off',
  EnableEmbeddedAsarIntegrityValidation: 'on',
  OnlyLoadAppFromAsar: 'on',
  LoadBrowserProcessSpecificV8Snapshot: 'off',
  GrantFileProtocolExtraPrivileges: 'off',
}
const needed = [
  'out/main/index.js',
  'out/main/phone.js',
  'out/main/contacts-worker.js',
  'out/main/database-worker.js',
  'out/main/keychain-worker.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/incoming.html',
  'out/renderer/licences.json',
  'resources/icon.png',
  'resources/tray/registered-dark.png',
  'package.json',
]
/** What has no business in a package: sources, tests, secrets, maps of the sources. */
const unwanted = /(^|\/)(tests?|\.git|\.env|src)(\/|$)|\.(ts|tsx|map|nsh|plist|svg|pem|key)$/

export async function inspectFolder(platform: Platform, folder: string): Promise<FolderReport> {
  const program = { linux: 'dialdesk', win: 'Dialdesk.exe', mac: 'Dialdesk.app' }[platform]
  const resources = join(folder, platform === 'mac' ? 'Dialdesk.app/Contents/Resources' : 'resources')
  const archive = join(resources, 'app.asar')
  const all = filesOf(folder)
  const packed = listPackage(archive, { isPack: false }).map((p) => p.split(sep).join('/').replace(/^\//, ''))
  const inside = packed.filter((p) => !packed.some((q) => q.startsWith(`${p}/`)))
  const unpacked = all.filter((f) => f.includes('app.asar.unpacked'))
  const addons = all.filter((f) => f.endsWith('.node')).map((f) => relative(resources, f).split(sep).join('/'))
  const wire = await getCurrentFuseWire(join(folder, program))
  const fuses = Object.fromEntries(
    Object.keys(wanted).map((name) => [name, stateOf(wire[FuseV1Options[name as keyof typeof FuseV1Options] as keyof typeof wire] as number)]),
  )
  const { version, dialdesk } = JSON.parse(extractFile(archive, 'package.json').toString())
  const system = { linux: 'linux', win: 'win32', mac: 'darwin' }[platform]
  const problems = [
    ...needed.filter((f) => !inside.includes(f)).map((f) => `missing: ${f}`),
    ...inside.filter((f) => unwanted.test(f) && !f.startsWith('node_modules/keytar/')).map((f) => `should not be packed: ${f}`),
    ...(addons.length === 1 && addons[0]?.includes(`/keytar/prebuilds/${system}-`) ? [] : [`addons: ${addons.join(', ') || 'none'}`]),
    ...Object.entries(wanted).flatMap(([name, state]) => (fuses[name] === state ? [] : [`fuse ${name} is ${fuses[name]}`])),
  ]
  return {
    platform,
    folder: basename(folder),
    files: all.length,
    bytes: sum(all),
    app: { files: inside.length, bytes: statSync(archive).size, unpackedBytes: sum(unpacked), version, updates: dialdesk?.updates ?? null },
    addons,
    fuses: fuses as FolderReport['fuses'],
    problems,
  }
}

/** @electron/fuses keeps the state's character code. */
function stateOf(code: number): 'on' | 'off' | 'inherited' | 'removed' {
  const states = { '0': 'off', '1': 'on', r: 'removed' } as const
  return states[String.fromCharCode(code) as keyof typeof states] ?? 'inherited'
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((e) => (e.isFile() ? [join(e.parentPath, e.name)] : []))
const sum = (files: readonly string[]): number => files.reduce((total, f) => total + statSync(f).size, 0)

export const readReport = (path = 'package-output/report.json'): { readonly folders: readonly FolderReport[] } =>
  JSON.parse(readFileSync(path, 'utf8'))
