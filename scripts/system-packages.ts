import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** Debian packages, by what needs them. */
export const packages = {
  /** The stand-in host, and Chromium for it. */
  host: ['chromium', 'fonts-liberation', 'ca-certificates'],
  /** A display for the demo in the test run. */
  display: ['xvfb', 'xauth'],
  /** A real Secret Service on a private bus. */
  keyring: ['dbus', 'gnome-keyring', 'libsecret-1-0'],
  /** The tray's name on the bus, asked for by the app and owned by a test; checks of packages. */
  desktop: ['libglib2.0-bin', 'dbus-tests', 'desktop-file-utils', '7zip', 'nsis'],
  /** Foreign peers of the integration tests. */
  peers: [
    'kamailio',
    'kamailio-tls-modules',
    'kamailio-websocket-modules',
    'kamailio-extra-modules',
    'baresip-core',
    'sip-tester',
    'sipvicious',
    'coturn',
    'pulseaudio',
    'pulseaudio-utils',
    'openssl',
    // network namespaces with a NAT between them
    'iproute2',
    'iptables',
  ],
  /** The bench reads packet times from a capture. */
  capture: ['tshark'],
} as const

/**
 * Makes sure that the named packages are there. On Debian as root it installs what is missing; on another Linux it says what
 * to install and stops; on Windows and macOS nothing of this is needed.
 *
 * @throws with the list of what is missing
 */
export function ensurePackages(groups: ReadonlyArray<keyof typeof packages>): void {
  if (process.platform !== 'linux') return
  const wanted = groups.flatMap((g) => [...packages[g]])
  if (!isDebian()) {
    console.log(`This system is no Debian. Needed, under the names it gives them: ${wanted.join(' ')}`)
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
