import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../until.ts'

export type PeerProcess = {
  readonly folder: string
  readonly pid: number
  readonly log: () => string
  readonly exited: Promise<number | null>
  readonly stop: () => Promise<void>
}

/** A temporary folder for a peer's files; removed when the peer stops. */
export const peerFolder = (name: string): string => mkdtempSync(join(tmpdir(), `${name}-`))

/** Where a peer is reached: an address of this computer, or one in another network namespace. */
export type Place = { readonly host: string; readonly namespace: string | null }
export const here: Place = { host: '127.0.0.1', namespace: null }

/** Starts a foreign peer in a process group of its own, without core dumps; its output goes to a file. */
export function startPeer(folder: string, program: string, args: readonly string[], { namespace }: Place = here): PeerProcess {
  const path = join(folder, 'output.log')
  const file = openSync(path, 'w')
  const command = [...(namespace === null ? [] : ['ip', 'netns', 'exec', namespace]), program, ...args]
  const child: ChildProcess = spawn('sh', ['-c', 'ulimit -c 0; exec "$@"', 'sh', ...command], {
    cwd: folder,
    stdio: ['ignore', file, file],
    detached: true,
  })
  closeSync(file)
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid) process.kill(-child.pid, name)
    } catch {
      // it has ended
    }
  }
  return {
    folder,
    pid: child.pid ?? 0,
    log: () => readFileSync(path, 'utf8'),
    exited,
    async stop() {
      signal('SIGTERM')
      const timer = setTimeout(() => signal('SIGKILL'), 1000)
      await exited
      clearTimeout(timer)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Ports that this worker alone hands out: below those that the kernel and the app's RTP choose from, a range for each of
 * Playwright's workers and each of its runs beside one another (DIALDESK_TEST_RANGE, set by scripts/test.ts).
 */
const RANGE = 800
const firstPort = 10_240 + RANGE * (Number(process.env['DIALDESK_TEST_RANGE'] ?? 0) * 4 + Number(process.env['TEST_PARALLEL_INDEX'] ?? 0))
let nextPort = 0

/** `count` ports of 127.0.0.1 in a row, free for UDP and TCP; none is handed out twice before the range is through. */
export async function freePorts(count: number): Promise<number> {
  for (let i = 0; i < RANGE; i++) {
    if (nextPort + count > RANGE) nextPort = 0
    const first = firstPort + nextPort
    nextPort += count
    const free = await Promise.all(Array.from({ length: count }, (_, k) => isFree(first + k)))
    if (free.every(Boolean)) return first
  }
  throw new Error('no free ports')
}

const isFree = async (port: number): Promise<boolean> => (await bindsTcp(port)) && (await bindsUdp(port))

const bindsTcp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

const bindsUdp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => {
      socket.close()
      resolve(false)
    })
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)))
  })

/** Waits until a TCP port answers; gives up after `limit` ms with the peer's own words. */
export async function portOpen(port: number, peer: PeerProcess, { host }: Place = here, limit = 25_000): Promise<void> {
  const answers = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, host, () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
  await until(answers, { limit, failure: () => `the peer does not answer on port ${port}\n${peer.log().slice(-2000)}` })
}
