import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { commandPath, listenForCommands, sendCommand } from '../../../../../electron/main/cli/command-socket.ts'
import type { Command } from '../../../../../electron/main/cli/launch-options.ts'

describe('the command socket', () => {
  const closing: (() => void)[] = []
  afterEach(() => closing.splice(0).forEach((close) => close()))
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), 'commands-'))
    closing.push(() => rmSync(made, { recursive: true, force: true }))
    return made
  }
  const warnings: string[] = []
  const start = (userData: string, run = async (c: Command) => ({ exit: 0, out: `${c.name}\n` })) => {
    const server = listenForCommands(userData, run, { warn: (text) => void warnings.push(text) })
    closing.push(() => server?.close())
    return server
  }
  const say = (userData: string, text: string): Promise<string> =>
    new Promise((resolve) => {
      let heard = ''
      const socket = connect(commandPath(userData, process.platform, process.env), () => socket.write(text))
      socket.on('data', (d) => (heard += d))
      socket.on('error', () => {})
      socket.on('close', () => resolve(heard))
    })

  it('answers a sender with the token, and is closed to other users', async () => {
    const userData = folder()
    start(userData)
    expect(await sendCommand(userData, { name: 'answer' })).toEqual({ exit: 0, out: 'answer\n' })
    if (process.platform === 'win32') return
    const path = commandPath(userData, process.platform, process.env)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
    expect(statSync(join(userData, 'command-token')).mode & 0o777).toBe(0o600)
  })
  it('closes the connection without a reply on a wrong token or an unknown command', async () => {
    const userData = folder()
    const ran: string[] = []
    start(userData, async (c) => {
      ran.push(c.name)
      return { exit: 0, out: '' }
    })
    const token = readFileSync(join(userData, 'command-token'), 'utf8')
    for (const text of [
      '{"token":"wrong","command":{"name":"hangup"}}\n',
      `{"token":"${token}","command":{"name":"quit"}}\n`,
      `{"token":"${token}","command":{"name":"hangup","extra":1}}\n`,
      `{"token":"${token}"}\n`,
      'hangup\n',
      `${'x'.repeat(5000)}\n`,
      'GET / HTTP/1.1\r\n\r\n',
    ])
      expect(await say(userData, text)).toBe('')
    expect(ran).toEqual([])
  })
  it('events are sent line by line until one side closes the connection', async () => {
    const userData = folder()
    const subscribers = new Set<(event: object) => void>()
    const server = listenForCommands(
      userData,
      async () => ({ exit: 0, out: '' }),
      { warn: () => {} },
      (run) => {
        subscribers.add(run)
        return () => subscribers.delete(run)
      },
    )
    closing.push(() => server?.close())
    const lines: string[] = []
    const token = readFileSync(join(userData, 'command-token'), 'utf8')
    const socket = connect(commandPath(userData, process.platform, process.env))
    socket.write(`${JSON.stringify({ token, command: { name: 'events' } })}\n`)
    socket.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n').filter(Boolean)))
    await vi.waitFor(() => expect(subscribers.size).toBe(1))
    for (const run of subscribers) run({ event: 'ring', name: 'A\nB' })
    for (const run of subscribers) run({ event: 'end' })
    await vi.waitFor(() => expect(lines).toEqual(['{"exit":0,"out":""}', '{"event":"ring","name":"A\\nB"}', '{"event":"end"}']))
    socket.destroy()
    await vi.waitFor(() => expect(subscribers.size).toBe(0))
    // and as the command line reads them
    const read: string[] = []
    const done = sendCommand(userData, { name: 'events' }, (line) => read.push(line))
    await vi.waitFor(() => expect(subscribers.size).toBe(1))
    for (const run of subscribers) run({ event: 'answer' })
    await vi.waitFor(() => expect(read).toEqual(['{"event":"answer"}']))
    server?.close()
    expect(await done).toEqual({ exit: 0, out: '' })
  })
  it('gives no answer where no app runs; what a dead app left behind does not block the next', async () => {
    const userData = folder()
    expect(await sendCommand(userData, { name: 'answer' })).toBeNull()
    start(userData)?.close()
    expect(await sendCommand(userData, { name: 'answer' })).toBeNull()
    start(userData)
    expect(await sendCommand(userData, { name: 'hangup' })).toEqual({ exit: 0, out: 'hangup\n' })
  })
  it.skipIf(process.platform === 'win32')('a folder others may write to is closed first', async () => {
    const runtime = folder()
    const before = process.env['XDG_RUNTIME_DIR']
    process.env['XDG_RUNTIME_DIR'] = runtime
    try {
      mkdirSync(join(runtime, 'dialdesk'))
      chmodSync(join(runtime, 'dialdesk'), 0o777)
      start(folder())
      expect(statSync(join(runtime, 'dialdesk')).mode & 0o777).toBe(process.platform === 'linux' ? 0o700 : 0o777)
    } finally {
      if (before === undefined) delete process.env['XDG_RUNTIME_DIR']
      else process.env['XDG_RUNTIME_DIR'] = before
    }
  })
  it('its path is short enough for a socket, whatever the folder is called', () => {
    const long = `/${'x'.repeat(300)}`
    expect(commandPath(long, 'linux', { XDG_RUNTIME_DIR: '/run/user/1000' }).length).toBeLessThan(104)
    expect(commandPath(long, 'win32', {})).toMatch(/^\\\\\.\\pipe\\dialdesk-[0-9a-f]{16}$/)
  })
})
