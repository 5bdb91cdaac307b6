import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from './until.ts'

/** A session bus of its own with a Secret Service in a state of its own; `env` is for the app. Linux only. */
export type Keyring = {
  readonly env: Record<string, string>
  /** Ends the service alone, as an update or a crash of it does, and starts it in a state; the bus stays. */
  readonly restart: (state: KeyringState) => Promise<void>
  readonly close: () => Promise<void>
}
export type KeyringState = 'unlocked' | 'locked' | 'no-service'

const busConfig = (
  socket: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=${socket}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`

export async function startKeyring(state: KeyringState): Promise<Keyring> {
  const folder = mkdtempSync(join(tmpdir(), 'keyring-'))
  const socket = join(folder, 'bus')
  const env = {
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`,
    // nobody may be prompted
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
  }
  for (const path of [env.XDG_DATA_HOME, env.XDG_RUNTIME_DIR, env.XDG_CACHE_HOME]) mkdirSync(path, { mode: 0o700 })
  writeFileSync(join(folder, 'bus.conf'), busConfig(socket))
  const launch = (program: string, args: string[]): ChildProcess =>
    spawn(program, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'ignore'] })
  // no service folder is configured: nothing is started by being asked for
  const bus = launch('dbus-daemon', [`--config-file=${join(folder, 'bus.conf')}`, '--nofork', '--print-address'])
  await new Promise<void>((resolve) => bus.stdout?.once('data', () => resolve()))
  let service: ChildProcess | null = null
  const start = async (wanted: KeyringState): Promise<void> => {
    if (wanted === 'no-service') return
    const unlock = wanted === 'unlocked'
    service = launch('gnome-keyring-daemon', ['--foreground', '--components=secrets', ...(unlock ? ['--unlock'] : [])])
    service.stdin?.end(unlock ? '\n' : '')
    await owned(env.DBUS_SESSION_BUS_ADDRESS, 'org.freedesktop.secrets')
  }
  const stop = async (child: ChildProcess | null): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  await start(state)
  return {
    env,
    async restart(next) {
      await stop(service)
      service = null
      await start(next)
    },
    async close() {
      await stop(service)
      await stop(bus)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Asks the bus until somebody owns the name. */
export async function owned(address: string, name: string): Promise<void> {
  const isOwned = async (): Promise<boolean> => {
    const child = spawn(
      'dbus-send',
      [`--bus=${address}`, '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.GetNameOwner', `string:${name}`],
      { stdio: 'ignore' },
    )
    return (await new Promise<number | null>((resolve) => child.once('exit', resolve))) === 0
  }
  await until(isOwned, { failure: () => `nobody owns ${name}` })
}
