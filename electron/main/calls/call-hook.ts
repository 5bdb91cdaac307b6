import { spawn } from 'node:child_process'
import { type CallHook, hookKind } from '../../../shared/domain/call-hook.ts'
import type { CallEvent } from './call-events.ts'

export type CallHookOptions = {
  readonly hook: () => CallHook
  readonly allowed: () => boolean
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly log: (text: string) => void
  readonly run?: typeof spawn
}

/** ms until a program is ended, or a request given up. */
const LIMIT = { program: 30_000, address: 5000 }
/** Programs and requests at a time: more are left out, for calls may come faster than a program ends. */
const MOST = 4

/**
 * Runs the user's program, or sends a request to the user's address, at the steps of calls that the user chose. A program gets the event as JSON
 * on its standard input and its parts as environment variables, and never through a shell; an address gets it as the body of
 * a POST. Never throws: what fails is logged.
 */
export function createCallHook({ hook, allowed, fetch, log, run = spawn }: CallHookOptions): (event: CallEvent) => void {
  let running = 0
  const started = (what: Promise<unknown>): void => {
    running += 1
    void what.catch((e: unknown) => log(`call hook: ${e instanceof Error ? e.message : 'failed'}`)).finally(() => (running -= 1))
  }
  const runProgram = (path: string, event: CallEvent): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = run(path, [], {
        shell: false,
        stdio: ['pipe', 'ignore', 'ignore'],
        windowsHide: true,
        timeout: LIMIT.program,
        env: environmentOf(event),
      })
      child.once('error', reject)
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the program ended with ${code ?? 'a signal'}`))))
      child.stdin?.on('error', () => {})
      child.stdin?.end(`${JSON.stringify(event)}\n`)
    })
  const request = async (url: string, event: CallEvent): Promise<void> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(LIMIT.address),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`the address answered ${response.status}`)
  }
  return (event) => {
    const { target, events } = hook()
    const kind = hookKind(target)
    if (kind === null || !allowed() || !events.some((one) => one === event.event)) return
    if (running >= MOST) return log('call hook: left out, earlier ones still run')
    started(kind === 'program' ? runProgram(target.trim(), event) : request(target.trim(), event))
  }
}

/** The event's parts as `DIALDESK_NUMBER` and so on, besides this process's own environment. */
const environmentOf = (event: CallEvent): NodeJS.ProcessEnv => ({
  ...process.env,
  ...Object.fromEntries(
    Object.entries(event).map(([name, value]) => [
      `DIALDESK_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`,
      String(value ?? '').replaceAll('\0', ''),
    ]),
  ),
})
