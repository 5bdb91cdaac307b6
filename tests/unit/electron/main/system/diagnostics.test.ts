import { expect, it } from 'vitest'
import { createDiagnostics } from '../../../../../electron/main/system/diagnostics.ts'
import type { DiagnosticStep } from '../../../../../shared/domain/diagnostics.ts'
import type { Line } from '../../../../../shared/domain/line.ts'

const diagnostics = () =>
  createDiagnostics({
    lines: () => [],
    setup: () => null,
    probeProvider: async () => {},
    readAccount: async () => {},
    clockOffset: () => null,
    addressesOf: async () => [],
    pingLine: async () => ({ ms: 1, status: 200 }),
    probeNat: async () => ({ kind: 'open', address: '', ms: 1 }),
    onStep: () => {},
  })

it('the trace is bounded in characters, and keeps the newest messages', () => {
  const { keep, trace } = diagnostics()
  for (let at = 0; at < 300; at++) keep({ at, lineId: 'one', way: 'in', transport: 'udp', peer: '192.0.2.1:5060', text: 'x'.repeat(60_000) })
  const kept = trace(false)
  expect(kept.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(2_000_000)
  expect(kept.at(-1)?.at).toBe(299)
  expect(kept.length).toBe(33)
})

it('the self-check continues after a failed step, and reports it', async () => {
  const steps: DiagnosticStep[] = []
  const line = (id: string, state: Line['registration']['state']) =>
    ({ id, label: id, enabled: state !== 'off', registration: { state, transport: 'udp', server: 'h:1' } }) as unknown as Line
  const diagnostics = createDiagnostics({
    lines: () => [line('one', 'registered'), line('two', 'refused'), line('three', 'off')],
    setup: (id) => ({ host: id === 'two' ? 'gone.example' : '10.0.0.1', literal: id !== 'two' }),
    probeProvider: () => Promise.reject(new Error('no')),
    readAccount: async () => {},
    clockOffset: () => -48_000,
    addressesOf: async () => [],
    pingLine: async (id) => {
      if (id === 'two') throw new Error('no answer')
      return { ms: 12, status: 200 }
    },
    probeNat: async (id) => (id === 'one' ? { kind: 'symmetric', address: '1.2.3.4:5', ms: 3 } : { kind: 'no-server', address: '', ms: 0 }),
    onStep: (s) => steps.push(s),
  })
  await diagnostics.run()
  expect(steps.map((s) => `${s.check} ${s.lineId ?? '-'} ${s.state} ${s.result}`)).toEqual([
    'provider - failed failed',
    'sign-in - ok ok',
    'clock - attention ahead',
    'transport one ok ok',
    'registration one ok registered',
    'nat one attention symmetric',
    'dns two failed failed',
    'transport two failed failed',
    'registration two failed refused',
    'nat two skipped no-server',
    'registration three skipped off',
  ])
  for (let i = 0; i < 500; i++)
    diagnostics.keep({ at: i, lineId: 'one', way: 'out', transport: 'udp', peer: '192.168.7.31:5060', text: 'INVITE sip:0301234567@h SIP/2.0' })
  expect(diagnostics.trace(false)).toHaveLength(400)
  expect(diagnostics.trace(true)[0]).toMatchObject({ at: 100, peer: '192.x.x.x:5060' })
  expect(diagnostics.trace(true)[0]?.text).not.toContain('0301234567')
})
