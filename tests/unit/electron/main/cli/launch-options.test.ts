import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secondLaunch } from '../../../../../electron/main/cli/command-line.ts'
import { commandSchema } from '../../../../../electron/main/cli/command-socket.ts'
import { type Command, LONGEST_NUMBER, readArguments, userArguments } from '../../../../../electron/main/cli/launch-options.ts'

describe('arguments', () => {
  const intent = (...args: string[]) => readArguments(args).intent
  it.each<[string[], Command]>([
    [['call', '+49', '30', '1234'], { name: 'call', number: '+49 30 1234' }],
    [['answer'], { name: 'answer' }],
    [['hangup'], { name: 'hangup' }],
    [['mute'], { name: 'mute', on: null }],
    [['mute', 'off'], { name: 'mute', on: false }],
    [['dnd', 'on'], { name: 'dnd', on: true }],
    [['status'], { name: 'status', json: false }],
    [['status', '--json'], { name: 'status', json: true }],
    [['events', '--json'], { name: 'events' }],
    [['--user-data-dir=/x', 'status', '--json'], { name: 'status', json: true }],
  ])('%j is a command', (args, command) => expect(readArguments(args).intent).toEqual({ kind: 'command', command }))
  it.each([[['call']], [['dnd']], [['dnd', 'maybe']], [['mute', 'on', 'x']], [['answer', 'now']], [['anser']], [['--help']]])(
    '%j is answered with the usage',
    (args) => expect(readArguments(args).intent).toEqual({ kind: 'usage' }),
  )
  it('a number of any length that a phone could have is called', () => {
    expect(intent('call', '1'.repeat(LONGEST_NUMBER)).kind).toBe('command')
    expect(intent('call', '1'.repeat(LONGEST_NUMBER + 1)).kind).toBe('usage')
  })
  it('what is read as a command is one that the running app takes', () => {
    const words = ['call', 'answer', 'hangup', 'mute', 'dnd', 'status', 'events', 'on', 'off', '--json', '']
    let commands = 0
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string())), (args) => {
        const launch = readArguments(args)
        if (launch.intent.kind !== 'command') return
        commands++
        expect(commandSchema.parse(launch.intent.command)).toEqual(launch.intent.command)
      }),
      { numRuns: 1000 },
    )
    expect(commands).toBeGreaterThan(20)
  })
  it('a link is a link in any position, and never a command', () => {
    expect(intent('--', 'tel:+49301234')).toEqual({ kind: 'link', url: 'tel:+49301234' })
    expect(intent('tel:hangup')).toEqual({ kind: 'link', url: 'tel:hangup' })
    expect(intent('--', 'hangup')).toEqual({ kind: 'none' })
    expect(intent('--', 'call', '110')).toEqual({ kind: 'none' })
    expect(intent('--', '--hidden', 'tel:1')).toEqual({ kind: 'link', url: 'tel:1' })
    expect(readArguments(['--', '--hidden']).hidden).toBe(false)
  })
  it('what desktops start programs with is no command', () => {
    expect(intent()).toEqual({ kind: 'none' })
    expect(intent('/home/user/file')).toEqual({ kind: 'none' })
    expect(intent('-psn_0_12345')).toEqual({ kind: 'none' })
    expect(readArguments(['--hidden'])).toEqual({ hidden: true, intent: { kind: 'none' } })
  })
  it('whatever follows -- is neither an option nor a command', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('hangup', 'call', '--hidden', 'dnd', 'on', '--json'))), (rest) => {
        const launch = readArguments(['--', ...rest])
        expect(launch.hidden).toBe(false)
        expect(['none', 'link']).toContain(launch.intent.kind)
      }),
    )
  })
  it('are what follows the program, in development what follows the app', () => {
    expect(userArguments(['/opt/Dialdesk/dialdesk', 'status'], false, '/x')).toEqual(['status'])
    expect(userArguments(['/e/electron', '-r', 'rec', '/app', '--user-data-dir=/u', 'status'], true, '/app')).toEqual([
      '--user-data-dir=/u',
      'status',
    ])
    expect(secondLaunch({ args: ['--', 'tel:1'] }, ['x', 'y']).intent).toEqual({ kind: 'link', url: 'tel:1' })
    expect(secondLaunch({ args: [1] }, ['x', '--', 'tel:2']).intent).toEqual({ kind: 'link', url: 'tel:2' })
  })
})
