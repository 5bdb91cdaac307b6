import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { secondGiven } from '../../../electron/main/desktop/command-line.ts'
import { commandPath, listenForCommands, sendCommand } from '../../../electron/main/desktop/command-socket.ts'
import { type Command, readArguments, userArguments } from '../../../electron/main/desktop/commands.ts'

describe('arguments', () => {
  const wish = (...args: string[]) => readArguments(args).wish
  it.each<[string[], Command]>([
    [['call', '+49', '30', '1234'], { name: 'call', number: '+49 30 1234' }],
    [['answer'], { name: 'answer' }],
    [['hangup'], { name: 'hangup' }],
    [['mute'], { name: 'mute', on: null }],
    [['mute', 'off'], { name: 'mute', on: false }],
    [['dnd', 'on'], { name: 'dnd', on: true }],
    [['status'], { name: 'status', json: false }],
    [['status', '--json'], { name: 'status', json: true }],
    [['--user-data-dir=/x', 'status', '--json'], { name: 'status', json: true }],
  ])('%j is a command', (args, command) => expect(readArguments(args).wish).toEqual({ kind: 'command', command }))
  it.each([[['call']], [['dnd']], [['dnd', 'maybe']], [['mute', 'on', 'x']], [['answer', 'now']], [['anser']], [['--help']]])(
    '%j is answered with the usage',
    (args) => expect(readArguments(args).wish).toEqual({ kind: 'usage' }),
  )
  it('a link is a link wherever it stands, and never a command', () => {
    expect(wish('--', 'tel:+49301234')).toEqual({ kind: 'link', url: 'tel:+49301234' })
    expect(wish('tel:hangup')).toEqual({ kind: 'link', url: 'tel:hangup' })
    expect(wish('--', 'hangup')).toEqual({ kind: 'none' })
    expect(wish('--', 'call', '110')).toEqual({ kind: 'none' })
    expect(wish('--', '--hidden', 'tel:1')).toEqual({ kind: 'link', url: 'tel:1' })
    expect(readArguments(['--', '--hidden']).hidden).toBe(false)
  })
  it('what desktops start programs with is no command', () => {
    expect(wish()).toEqual({ kind: 'none' })
    expect(wish('/home/user/file')).toEqual({ kind: 'none' })
    expect(wish('-psn_0_12345')).toEqual({ kind: 'none' })
    expect(readArguments(['--hidden'])).toEqual({ hidden: true, wish: { kind: 'none' } })
  })
  it('whatever stands behind -- reaches no option and no command', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('hangup', 'call', '--hidden', 'dnd', 'on', '--json'))), (rest) => {
        const given = readArguments(['--', ...rest])
        expect(given.hidden).toBe(false)
        expect(['none', 'link']).toContain(given.wish.kind)
      }),
    )
  })
  it('are what follows the program, in development what follows the app', () => {
    expect(userArguments(['/opt/Dialdesk/dialdesk', 'status'], false, '/x')).toEqual(['status'])
    expect(userArguments(['/e/electron', '-r', 'rec', '/app', '--user-data-dir=/u', 'status'], true, '/app')).toEqual([
      '--user-data-dir=/u',
      'status',
    ])
    expect(secondGiven({ args: ['--', 'tel:1'] }, ['x', 'y']).wish).toEqual({ kind: 'link', url: 'tel:1' })
    expect(secondGiven({ args: [1] }, ['x', '--', 'tel:2']).wish).toEqual({ kind: 'link', url: 'tel:2' })
  })
})

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

  it('answers who knows the token, and is closed to others on this computer', async () => {
    const userData = folder()
    start(userData)
    expect(await sendCommand(userData, { name: 'answer' })).toEqual({ exit: 0, out: 'answer\n' })
    if (process.platform === 'win32') return
    const path = commandPath(userData, process.platform, process.env)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
    expect(statSync(join(userData, 'command-token')).mode & 0o777).toBe(0o600)
  })
  it('says nothing to who does not know it, or sends what is no command', async () => {
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
  it('nobody answers where no app runs; what an app that died left behind is in nobody’s way', async () => {
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
