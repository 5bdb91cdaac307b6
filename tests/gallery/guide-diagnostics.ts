// A self-check that went well, and the messages before it.
import type { DiagnosticStep, SipTraceMessage } from '../../shared/domain/diagnostics.ts'
import { NOW } from './guide-words.ts'

export function checks(lines: readonly (readonly [id: string, label: string])[]): DiagnosticStep[] {
  const step = (
    group: DiagnosticStep['group'],
    check: DiagnosticStep['check'],
    result: string,
    ms: number | null,
    part: Partial<DiagnosticStep> = {},
  ) => ({ group, check, lineId: null, state: 'ok', result, details: {}, ms, ...part }) as const
  return [
    step('account', 'provider', 'ok', 84),
    step('account', 'sign-in', 'ok', 131),
    step('account', 'clock', 'ok', null),
    ...lines
      .slice(0, 1)
      .flatMap(([lineId, line]) => [
        step('lines', 'dns', 'ok', 12, { lineId, details: { line, host: 'sip.provider.example', count: 2 } }),
        step('lines', 'transport', 'ok', 31, { lineId, details: { line, status: 200 } }),
        step('lines', 'registration', 'registered', null, { lineId, details: { line, server: 'sip.provider.example:5060', transport: 'UDP' } }),
        step('lines', 'nat', 'cone', 27, { lineId, details: { line, address: '203.0.113.24:5060' } }),
      ]),
  ]
}

export function trace(): SipTraceMessage[] {
  const message = (ago: number, way: 'in' | 'out', first: string): SipTraceMessage => ({
    at: NOW - ago,
    lineId: 'sip_1',
    way,
    transport: 'udp',
    peer: '203.0.113.10:5060',
    text: `${first}\r\nVia: SIP/2.0/UDP 192.0.2.20:5060\r\n\r\n`,
  })
  return [
    message(61_000, 'out', 'REGISTER sip:sip.provider.example SIP/2.0'),
    message(60_900, 'in', 'SIP/2.0 401 Unauthorized'),
    message(60_800, 'out', 'REGISTER sip:sip.provider.example SIP/2.0'),
    message(60_700, 'in', 'SIP/2.0 200 OK'),
    message(30_000, 'out', 'OPTIONS sip:sip.provider.example SIP/2.0'),
    message(29_900, 'in', 'SIP/2.0 200 OK'),
  ]
}
