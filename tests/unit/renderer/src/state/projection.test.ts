import { afterEach, expect, it } from 'vitest'
import { chooseLine, followMain, projection } from '../../../../../renderer/src/state/projection.ts'
import type { IpcClient, StateChange } from '../../../../../shared/contract/ipc.ts'
import type { Outcome } from '../../../../../shared/domain/failure.ts'
import { stateOf } from '../../../../support/state.ts'

type Sent = { readonly sequence: number; readonly change: StateChange }
const state = stateOf()
const { lines } = state
let send: (message: Sent) => void = () => {}
const app = {
  snapshot: async () => ({ ok: true, value: { sequence: 0, state } }),
  changed(run: (message: Sent) => void) {
    send = run
    return () => {}
  },
} as unknown as IpcClient['app']
/** Main, which answers when it is told to. */
function main() {
  const answers: ((outcome: Outcome<undefined>) => void)[] = []
  const client = { lines: { setDefault: () => new Promise((answer) => answers.push(answer)) } } as unknown as Pick<IpcClient, 'lines'>
  return { client, answers }
}
const current = () => projection.getState().state?.lines.defaultLineId
const refused: Outcome<undefined> = { ok: false, error: { code: 'internal', message: '', retryable: true } }

afterEach(() => projection.setState({ state: null }))

it('a line is the current one as soon as it is chosen, whatever main sends before it knows', async () => {
  await followMain({ app })
  const { client, answers } = main()
  const done = chooseLine(client, 'sip_2')
  expect(current()).toBe('sip_2')
  // a registration that changed, with the line of before
  send({ sequence: 1, change: { slice: 'lines', value: { ...lines } } })
  expect(current()).toBe('sip_2')
  send({ sequence: 2, change: { slice: 'lines', value: { ...lines, defaultLineId: 'sip_2' } } })
  answers[0]?.({ ok: true, value: undefined })
  await done
  expect(current()).toBe('sip_2')
  // from the tray
  send({ sequence: 3, change: { slice: 'lines', value: { ...lines, defaultLineId: 'sip_1' } } })
  expect(current()).toBe('sip_1')
})

it('a line that main refuses is not kept', async () => {
  await followMain({ app })
  const { client, answers } = main()
  const done = chooseLine(client, 'sip_2')
  answers[0]?.(refused)
  expect(await done).toBe(refused)
  expect(current()).toBe('sip_1')
})

it('of two lines chosen one after the other the last one counts', async () => {
  await followMain({ app })
  const { client, answers } = main()
  const first = chooseLine(client, 'sip_2')
  const second = chooseLine(client, 'sip_1')
  answers[0]?.({ ok: true, value: undefined })
  await first
  send({ sequence: 1, change: { slice: 'lines', value: { ...lines, defaultLineId: 'sip_2' } } })
  expect(current()).toBe('sip_1')
  answers[1]?.({ ok: true, value: undefined })
  await second
  expect(current()).toBe('sip_1')
})
