import { chooseLanguage } from '../../../shared/language.ts'
import { type Reply, sendCommand } from './command-socket.ts'
import { exitCodes, type Given, readArguments } from './commands.ts'
import { desktopStrings, fill } from './strings.ts'

/**
 * Answers a start that is a command, without becoming an app: what the running one says. Null: this start is the app's (no
 * command, or `call` while none runs, which starts it).
 */
export async function runFromCommandLine(wish: Given['wish'], userData: string, systemLanguages: readonly string[]): Promise<Reply | null> {
  const t = desktopStrings(chooseLanguage('system', systemLanguages)).cli
  if (wish.kind === 'usage') return { exit: exitCodes.usage, out: t.usage }
  if (wish.kind !== 'command') return null
  const reply = await sendCommand(userData, wish.command)
  if (reply || wish.command.name === 'call') return reply
  const json = wish.command.name === 'status' && wish.command.json
  return { exit: exitCodes.notRunning, out: json ? '{"running":false}\n' : `${fill(t.notRunning, { app: 'Dialdesk' })}\n` }
}

/** What a second start asked for: its own arguments, handed over whole, for Chromium reorders the command line it passes on. */
export function secondGiven(data: unknown, argv: readonly string[]): Given {
  const args = typeof data === 'object' && data !== null && 'args' in data ? data.args : null
  return readArguments(Array.isArray(args) && args.every((a) => typeof a === 'string') ? args : argv.slice(1))
}
