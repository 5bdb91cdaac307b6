import { chooseLanguage } from '../../../shared/domain/language.ts'
import { desktopStrings, fill } from '../strings.ts'
import type { Reply } from './command-socket.ts'
import { exitCodes, type LaunchOptions, readArguments } from './launch-options.ts'

/**
 * Runs a command of the command line against the running app and returns its reply. `write` gets what is printed before that. Null: start the app (no
 * command, or `call` while none runs, which starts it).
 */
export async function runFromCommandLine(
  intent: LaunchOptions['intent'],
  userData: string,
  systemLanguages: readonly string[],
  write: (text: string) => void,
): Promise<Reply | null> {
  const t = desktopStrings(chooseLanguage('system', systemLanguages)).cli
  if (intent.kind === 'usage') return { exit: exitCodes.usage, out: t.usage }
  if (intent.kind !== 'command') return null
  // a start that opens a window does not read it yet
  const { sendCommand } = await import('./command-socket.ts')
  const events = intent.command.name === 'events'
  const reply = await sendCommand(userData, intent.command, events ? (line) => write(`${line}\n`) : undefined)
  if (reply || intent.command.name === 'call') return reply
  const json = intent.command.name === 'status' && intent.command.json
  return { exit: exitCodes.notRunning, out: json ? '{"running":false}\n' : `${fill(t.notRunning, { app: 'Dialdesk' })}\n` }
}

/** Launch options of a second start. It sends its arguments as data, because Chromium reorders the command line it passes on. */
export function secondLaunch(data: unknown, argv: readonly string[]): LaunchOptions {
  const args = typeof data === 'object' && data !== null && 'args' in data ? data.args : null
  return readArguments(Array.isArray(args) && args.every((a) => typeof a === 'string') ? args : argv.slice(1))
}
