import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { owned } from './keyring.ts'

const NAME = 'org.kde.StatusNotifierWatcher'

/** Somebody who draws tray icons, as far as the session bus is concerned: its name is owned, and let go of again. Linux only. */
export async function startTrayHost(address: string): Promise<{ readonly stop: () => Promise<void> }> {
  const child: ChildProcess = spawn('dbus-test-tool', ['echo', `--name=${NAME}`], {
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address },
    stdio: 'ignore',
  })
  await owned(address, NAME)
  return {
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill()
      await once(child, 'exit')
    },
  }
}
