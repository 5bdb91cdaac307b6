import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'

/** Somebody who draws tray icons, as far as the session bus is concerned: its name is owned, and let go of again. Linux only. */
export async function startTrayHost(address: string): Promise<{ readonly stop: () => Promise<void> }> {
  const child: ChildProcess = spawn('dbus-test-tool', ['echo', '--name=org.kde.StatusNotifierWatcher'], {
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address },
    stdio: 'ignore',
  })
  for (let i = 0; ; i++) {
    const args = [`--bus=${address}`, '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner']
    const { stdout } = await promisify(execFile)('dbus-send', [...args, 'string:org.kde.StatusNotifierWatcher'])
    if (/true/.test(stdout)) break
    if (i > 200) throw new Error('nobody owns the name')
  }
  return {
    stop: () =>
      new Promise((gone) => {
        child.once('exit', () => gone())
        child.kill()
      }),
  }
}
