import { once } from 'node:events'
import WebSocket from 'ws'
import { until } from './until.ts'

/** Node's inspector listens here when a process is asked for it by signal. */
const INSPECTOR = 9229
const LIMIT = 5000

/**
 * What a Node process still holds after its garbage was collected, MiB. Resident memory says little in a few minutes: it
 * holds what nobody needs any more. Linux, and a host whose child processes are Node.
 */
export async function heldMemory(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR1')
  const listed = (): Promise<string | undefined> =>
    fetch(`http://127.0.0.1:${INSPECTOR}/json/list`)
      .then((r) => r.json() as Promise<{ webSocketDebuggerUrl: string }[]>)
      .then(
        ([first]) => first?.webSocketDebuggerUrl,
        () => undefined,
      )
  const address = await until(listed, { limit: LIMIT, failure: () => `process ${pid} opens no inspector` })
  const socket = new WebSocket(address)
  await once(socket, 'open')
  const ask = async (id: number, method: string): Promise<{ usedSize?: number }> => {
    socket.send(JSON.stringify({ id, method }))
    for (;;) {
      const [data] = await once(socket, 'message')
      const message = JSON.parse(String(data)) as { id?: number; result?: { usedSize?: number } }
      if (message.id === id) return message.result ?? {}
    }
  }
  await ask(1, 'HeapProfiler.collectGarbage')
  const { usedSize = 0 } = await ask(2, 'Runtime.getHeapUsage')
  socket.close()
  return usedSize / 2 ** 20
}
