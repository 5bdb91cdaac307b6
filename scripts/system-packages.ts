import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** What needs packages; `debian-packages.txt` says which. */
export type PackageGroup = 'host' | 'display' | 'keyring' | 'desktop' | 'peers' | 'screen-reader' | 'capture' | 'references'

/** The packages of a group, in the order of the list. */
export function packagesOf(group: PackageGroup): readonly string[] {
  const sections = readFileSync(new URL('debian-packages.txt', import.meta.url), 'utf8').split(/^(?=\[)/m)
  const lines = sections.find((section) => section.startsWith(`[${group}]`))?.split('\n') ?? []
  return lines.slice(1).filter((line) => line !== '')
}

/**
 * Makes sure that the packages of the groups are installed. On Debian as root it installs what is missing; on another Linux it
 * prints what is needed and goes on; on Windows and macOS it does nothing.
 *
 * @throws on Debian without root, with the list of what is missing
 */
export function ensurePackages(groups: readonly PackageGroup[]): void {
  if (process.platform !== 'linux') return
  const wanted = groups.flatMap(packagesOf)
  if (!isDebian()) {
    console.log(`This is not a Debian system. Needed, by their names in Debian: ${wanted.join(' ')}`)
    return
  }
  const missing = wanted.filter((name) => !isInstalled(name))
  if (!missing.length) return
  if (process.getuid?.() !== 0)
    throw new Error(`Missing: ${missing.join(' ')}. Install them as root: apt-get install --no-install-recommends ${missing.join(' ')}`)
  console.log(`Installing ${missing.join(' ')}`)
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
  execFileSync('apt-get', ['update', '-qq'], options)
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options)
}

const isDebian = (): boolean =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8')) && existsSync('/usr/bin/apt-get')
const isInstalled = (name: string): boolean =>
  /^install ok installed/.test(spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' }).stdout ?? '')
