import { isCallLink } from '../../../shared/domain/link.ts'

/** Commands of the command line and of the command socket, whose schema is in `command-socket.ts`: what a start begins with does without schemas. */
export type Command =
  | { readonly name: 'call'; readonly number: string }
  | { readonly name: 'answer' }
  | { readonly name: 'hangup' }
  /** null: the other of the two. */
  | { readonly name: 'mute'; readonly on: boolean | null }
  | { readonly name: 'dnd'; readonly on: boolean }
  | { readonly name: 'status'; readonly json: boolean }
  /** Goes on until the sender closes the connection. */
  | { readonly name: 'events' }

/** Characters of a number that is to be called. */
export const LONGEST_NUMBER = 200

/** Exit codes: done, refused or failed, not understood, no running instance. */
export const exitCodes = { done: 0, failed: 1, usage: 2, notRunning: 3 } as const

export type LaunchOptions = {
  /** Start in the tray, without a window. */
  readonly hidden: boolean
  readonly intent:
    | { readonly kind: 'none' }
    | { readonly kind: 'link'; readonly url: string }
    | { readonly kind: 'command'; readonly command: Command }
    | { readonly kind: 'usage' }
}

/** The user's own arguments: without the program, and in development without what starts the app. */
export function userArguments(argv: readonly string[], development: boolean, appPath: string): string[] {
  const after = development ? argv.findIndex((a, i) => i > 0 && (a === appPath || a === '.')) : 0
  return argv.slice(after + 1)
}

/**
 * Reads the arguments. A link is never read as a command, and what follows `--` is never read as anything but a link: the
 * system's registration puts `--` before it, so that a web page cannot reach an option.
 */
export function readArguments(args: readonly string[]): LaunchOptions {
  const end = args.indexOf('--')
  const before = end === -1 ? args : args.slice(0, end)
  const words = before.filter((a) => !a.startsWith('-'))
  const options = before.filter((a) => a.startsWith('-'))
  const hidden = options.includes('--hidden')
  const link = (end === -1 ? words : args.slice(end + 1)).find(isCallLink)
  if (link !== undefined) return { hidden, intent: { kind: 'link', url: link } }
  const [first] = words
  if (end !== -1 || (first === undefined && !options.includes('--help'))) return { hidden, intent: { kind: 'none' } }
  // some desktops start programs with a path; a command is a plain word
  if (first !== undefined && !/^[a-z]{2,20}$/.test(first)) return { hidden, intent: { kind: 'none' } }
  const command = readCommand(words, options)
  return { hidden, intent: command ? { kind: 'command', command } : { kind: 'usage' } }
}

function readCommand([name, ...rest]: readonly string[], options: readonly string[]): Command | null {
  const on = rest[0] === 'on' ? true : rest[0] === 'off' ? false : null
  switch (name) {
    case 'call': {
      // a number may be written with spaces and without quotes
      const number = rest.join(' ')
      return number !== '' && number.length <= LONGEST_NUMBER ? { name, number } : null
    }
    case 'answer':
    case 'hangup':
      return rest.length ? null : { name }
    case 'mute':
      return rest.length > 1 || (rest.length === 1 && on === null) ? null : { name, on }
    case 'dnd':
      return rest.length === 1 && on !== null ? { name, on } : null
    case 'status':
      return rest.length ? null : { name, json: options.includes('--json') }
    case 'events':
      // there is one format; it is named so that another may follow
      return rest.length || !options.includes('--json') ? null : { name }
    default:
      return null
  }
}
