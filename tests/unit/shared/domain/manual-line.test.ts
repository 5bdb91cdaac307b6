import { expect, it } from 'vitest'
import { type ManualLine, manualLineSchema, manualPolicy, wrongTexts } from '../../../../shared/domain/manual-line.ts'

const line: ManualLine = {
  name: '',
  userName: 'alice',
  server: 'sip.example.com:5070',
  domain: '',
  transport: 'tcp',
  outboundProxy: '',
  stun: '',
  turn: '',
  turnUser: '',
}

it('does what a record of the provider with these values does', () => {
  expect(manualPolicy('manual-1', line)).toMatchObject({
    ...{ id: 'manual-1', userName: 'alice', domain: 'sip.example.com', server: { host: 'sip.example.com', port: 5070 } },
    ...{ transports: ['tcp'], outboundProxy: false, stun: null, dialling: { prefix: '', escapePlus: false, forbidSelfCall: false } },
  })
  expect(
    manualPolicy('manual-1', { ...line, domain: 'example.com', transport: 'tls', outboundProxy: 'edge.example.com', stun: '[2001:db8::1]:3478' }),
  ).toMatchObject({
    ...{ domain: 'example.com', server: { host: 'edge.example.com', port: null }, transports: ['tls'], outboundProxy: true },
    stun: { host: '2001:db8::1', port: 3478 },
  })
})

it.each([
  [{ userName: ' ' }, 'userName'],
  [{ server: '' }, 'server'],
  [{ server: 'two words' }, 'server'],
  [{ server: 'sip.example.com:99999' }, 'server'],
  [{ stun: 'a b' }, 'stun'],
  [{ outboundProxy: 'http://x/' }, 'outboundProxy'],
  [{ turn: 'a b' }, 'turn'],
  [{ name: 'n'.repeat(101) }, 'name'],
  [{ turnUser: 'u'.repeat(201) }, 'turnUser'],
])('%j is refused, by the form and by main', (part, field) => {
  expect(wrongTexts({ ...line, ...part })).toEqual([field])
  const { error } = manualLineSchema.safeParse({ ...line, ...part })
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field])
})

it('spaces around a text are not part of it', () => {
  const typed = { ...line, userName: ' alice ', server: ' sip.example.com ', domain: ' ' }
  expect(wrongTexts(typed)).toEqual([])
  expect(manualLineSchema.parse(typed)).toMatchObject({ userName: 'alice', server: 'sip.example.com', domain: '' })
})
