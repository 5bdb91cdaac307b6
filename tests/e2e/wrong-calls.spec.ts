import type { CallEntry } from '../../shared/contract/contract.ts'
import { ipc } from '../../shared/contract/ipc.ts'
import type { App } from '../support/app.ts'
import { dial, expectState, leaveCalls } from '../support/phone-screen.ts'
import { expect, type Page, test } from '../support/test.ts'
import { withPhone } from '../support/with-app.ts'

// What main does with calls that no page of ours makes. Each call of the contract by its schema: tests/unit/electron/main/ipc.
let app: App
let page: Page
withPhone({ certificate: 'refuse' }, (started) => {
  ;({ app, page } = started)
})

const callsOf = (): [channel: string, args: CallEntry['args']][] =>
  Object.entries(ipc).flatMap(([domain, entries]) =>
    Object.entries(entries as Record<string, { kind: string }>).flatMap(([name, entry]): [string, CallEntry['args']][] =>
      entry.kind === 'call' ? [[`${domain}.${name}`, (entry as CallEntry).args]] : [],
    ),
  )

test('two thousand wrong calls and a flood of large ones: each is refused, main holds no more memory, and calls go on', async () => {
  const wrong = [
    null,
    0,
    -1,
    1e308,
    '',
    '__proto__',
    '../../etc/passwd',
    'x'.repeat(5000),
    [],
    [[]],
    {},
    { id: {} },
    { confirmed: true },
    { callId: null },
    { lineId: 'x'.repeat(500) },
    { number: ['1'] },
    true,
  ]
  const garbage = callsOf().map(([channel, args]): [string, unknown[]] => [channel, wrong.filter((one) => !args.safeParse(one).success)])
  const held = (): Promise<number> =>
    app.electron.evaluate(() => {
      process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
      process.getBuiltinModule('node:vm').runInNewContext('gc')()
      return process.memoryUsage().heapUsed / 2 ** 20
    })
  const send = (what: [string, unknown[]][]): Promise<string[]> =>
    page.evaluate(async (all) => {
      const bridge = window.dialdesk as unknown as Record<
        string,
        Record<string, (args: unknown) => Promise<{ ok: boolean; error?: { code: string } }>>
      >
      const asked = all.flatMap(([channel, values]) => {
        const [domain = '', name = ''] = channel.split('.')
        return values.map((value) => bridge[domain]?.[name]?.(value))
      })
      return (await Promise.all(asked)).map((outcome) => (outcome?.ok === false ? (outcome.error?.code ?? '') : 'taken'))
    }, what)
  // the incoming window's calls are not the page's, whatever their arguments
  const isIncoming = ([channel]: [string, unknown[]]): boolean => channel.startsWith('incoming.')
  expect(new Set(await send(garbage.filter(isIncoming)))).toEqual(new Set(['not-allowed']))
  expect(new Set(await send(garbage.filter((one) => !isIncoming(one))))).toEqual(new Set(['invalid-argument']))
  const before = await held()
  const large = await page.evaluate(async () => {
    const codes = new Set<string>()
    const text = 'x'.repeat(2 ** 21)
    for (let i = 0; i < 50; i++) {
      const outcome = await window.dialdesk.rates.check({ number: text })
      codes.add(outcome.ok ? 'taken' : outcome.error.code)
    }
    return [...codes]
  })
  expect(large).toEqual(['invalid-argument'])
  expect(await held()).toBeLessThan(before * 1.1 + 2)
  await dial(page, '10001')
  await expectState(page, 'Connected')
  await leaveCalls(page)
})
