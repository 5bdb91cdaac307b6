import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { type Command, LONGEST_NUMBER } from './launch-options.ts'

export const commandSchema: z.ZodType<Command> = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('call'), number: z.string().min(1).max(LONGEST_NUMBER) }),
  z.strictObject({ name: z.literal('answer') }),
  z.strictObject({ name: z.literal('hangup') }),
  z.strictObject({ name: z.literal('mute'), on: z.boolean().nullable() }),
  z.strictObject({ name: z.literal('dnd'), on: z.boolean() }),
  z.strictObject({ name: z.literal('status'), json: z.boolean() }),
  z.strictObject({ name: z.literal('events') }),
])
const requestSchema = z.strictObject({ token: z.string().max(100), command: commandSchema })
const replySchema = z.object({ exit: z.number().int().min(0).max(255), out: z.string().max(100_000) })
export type Reply = z.infer<typeof replySchema>

/** Characters of one request. */
const LONGEST_REQUEST = 4096
/** ms without a byte after which a connection is closed. */
const SILENCE_LIMIT = 5000
const MOST_CONNECTIONS = 8
/** Bytes that wait for a reader of events. */
const MOST_UNREAD = 1_000_000

/**
 * Where the running app of this user-data folder listens: a Unix socket in the user's runtime folder, a named pipe on
 * Windows. A sender must also know the token, a file only the user can read: a pipe's access list
 * cannot be chosen.
 */
export function commandPath(userData: string, platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string {
  const name = createHash('sha256').update(userData).digest('hex').slice(0, 16)
  if (platform === 'win32') return `\\\\.\\pipe\\dialdesk-${name}`
  const runtime = env['XDG_RUNTIME_DIR']
  // the whole path must fit into 104 bytes (macOS) or 108 (Linux)
  return runtime && platform === 'linux'
    ? join(runtime, 'dialdesk', `${name}.sock`)
    : join(tmpdir(), `dialdesk-${process.getuid?.() ?? 0}`, `${name}.sock`)
}

const tokenPath = (userData: string): string => join(userData, 'command-token')

/** Follows the calls; @returns the unsubscribe function. */
export type Subscribe = (run: (event: object) => void) => () => void

/** Listens for commands of this user; `run` answers each. After its reply to `events`, what `subscribe` reports is sent, a line each. */
export function listenForCommands(
  userData: string,
  run: (command: Command) => Promise<Reply>,
  log: Pick<Log, 'warn'>,
  subscribe: Subscribe = () => () => {},
): { readonly close: () => void } | null {
  const path = commandPath(userData, process.platform, process.env)
  const token = randomBytes(32).toString('base64url')
  try {
    writeFileSync(tokenPath(userData), token, { mode: 0o600 })
    chmodSync(tokenPath(userData), 0o600)
    if (process.platform !== 'win32') prepareFolder(dirname(path))
    // only the holder of the single-instance lock gets here: an existing socket is left over
    if (process.platform !== 'win32') rmSync(path, { force: true })
  } catch (e) {
    log.warn(`no command socket: ${e instanceof Error ? e.message : 'failed'}`)
    return null
  }
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    void serve(socket, token, run, subscribe)
  })
  server.maxConnections = MOST_CONNECTIONS
  server.on('error', (e) => log.warn(`command socket: ${e.message}`))
  server.listen(path, () => process.platform !== 'win32' && chmodSync(path, 0o600))
  server.unref()
  return {
    close() {
      server.close()
      // those that follow events
      for (const socket of open) socket.end()
    },
  }
}

/** The folder is ours alone before the socket is in it. */
function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(folder)
  if (uid !== process.getuid?.() || !lstatSync(folder).isDirectory()) throw new Error('its folder belongs to another user')
  if (mode & 0o077) chmodSync(folder, 0o700)
}

async function serve(socket: Socket, token: string, run: (command: Command) => Promise<Reply>, subscribe: Subscribe): Promise<void> {
  socket.on('error', () => {})
  socket.setTimeout(SILENCE_LIMIT, () => socket.destroy())
  const text = await readLine(socket, LONGEST_REQUEST)
  const request = requestSchema.safeParse(text === null ? null : json(text))
  // a stranger does not learn what was wrong
  if (!request.success || !same(request.data.token, token)) return void socket.destroy()
  const { command } = request.data
  const reply = await run(command)
  const line = `${JSON.stringify(reply)}\n`
  if (command.name !== 'events' || reply.exit !== 0) return void socket.end(line)
  socket.setTimeout(0)
  socket.write(line)
  const unsubscribe = subscribe((event) => {
    // one that does not read is not waited for
    if (socket.writableLength > MOST_UNREAD) socket.destroy()
    else socket.write(`${JSON.stringify(event)}\n`)
  })
  socket.once('close', unsubscribe)
}

/**
 * Sends a command to the running app; null when none answers.
 *
 * @param onLine gets what follows the reply to `events`, line by line; the result comes when the connection ends
 */
export async function sendCommand(userData: string, command: Command, onLine?: (line: string) => void): Promise<Reply | null> {
  let token: string
  try {
    token = readFileSync(tokenPath(userData), 'utf8')
  } catch {
    return null
  }
  const socket = connect(commandPath(userData, process.platform, process.env))
  socket.setTimeout(2 * SILENCE_LIMIT, () => socket.destroy())
  socket.on('error', () => {})
  socket.write(`${JSON.stringify({ token, command })}\n`)
  const lines = onLine && followLines(socket, onLine)
  const line = await (lines?.first ?? readLine(socket, 1_000_000))
  const reply = replySchema.safeParse(line === null ? null : json(line))
  if (lines && reply.success && reply.data.exit === 0) {
    socket.setTimeout(0)
    await lines.end
  }
  socket.destroy()
  return reply.success ? reply.data : null
}

/** The first line of a connection, and what follows it. */
function followLines(socket: Socket, onLine: (line: string) => void): { readonly first: Promise<string | null>; readonly end: Promise<void> } {
  const first = Promise.withResolvers<string | null>()
  const end = Promise.withResolvers<void>()
  let text = ''
  let seen = 0
  socket.setEncoding('utf8').on('data', (piece: string) => {
    const lines = (text + piece).split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      if (seen++ === 0) first.resolve(line)
      else onLine(line)
    }
  })
  socket.once('close', () => {
    first.resolve(null)
    end.resolve()
  })
  return { first: first.promise, end: end.promise }
}

function readLine(socket: Socket, most: number): Promise<string | null> {
  return new Promise((resolve) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      const end = text.indexOf('\n')
      if (end !== -1) resolve(text.slice(0, end))
      else if (text.length > most) {
        socket.destroy()
        resolve(null)
      }
    })
    socket.once('close', () => resolve(null))
  })
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
