import { type IpcClient, ipc } from '../../shared/contract/ipc.ts'
import { entryCost } from '../../shared/domain/call-matching.ts'
import type { Outcome } from '../../shared/domain/failure.ts'
import type { HistoryPage } from '../../shared/domain/history-query.ts'

/** What main would answer, by channel, or a function of what is asked; the contract's schemas hold it to the truth. */
export type Answers = Readonly<Record<string, unknown>>

/** `window.dialdesk` without a main process: calls are answered from a list, events never come. */
export function createBridge(given: Answers): IpcClient {
  const answers = withCosts(given)
  const bridge: Record<string, Record<string, unknown>> = {}
  for (const [domain, entries] of Object.entries(ipc))
    for (const [name, entry] of Object.entries(entries)) {
      const group = (bridge[domain] ??= {})
      const channel = `${domain}.${name}`
      group[name] =
        entry.kind === 'event'
          ? () => () => {}
          : async (args: unknown): Promise<Outcome<unknown>> => {
              // a screen that asked for something without an answer shows its waiting state
              if (!(channel in answers)) return entry.result.safeParse(undefined).success ? { ok: true, value: undefined } : new Promise(() => {})
              const known = answers[channel]
              const answer: unknown = typeof known === 'function' ? known(args) : known
              return isFailure(answer) ? { ok: false, error: answer.error } : { ok: true, value: entry.result.parse(answer) }
            }
    }
  return bridge as unknown as IpcClient
}

/** The answers with what the calls of the history cost, for the lists that show it beside them. */
export function withCosts(answers: Answers): Answers {
  const entries = (answers['history.query'] as HistoryPage | undefined)?.entries ?? []
  const costs = entries.flatMap(({ call, cdr }) => {
    const cost = entryCost({ cdr })
    return call && cost ? [{ callId: call.id, cost }] : []
  })
  return { 'callLog.costs': costs, ...answers }
}

const isFailure = (answer: unknown): answer is { readonly error: Extract<Outcome<never>, { ok: false }>['error'] } =>
  typeof answer === 'object' && answer !== null && 'error' in answer && Object.keys(answer).length === 1
