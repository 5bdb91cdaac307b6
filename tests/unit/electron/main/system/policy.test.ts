import { expect, it } from 'vitest'
import { type PolicySources, policyPath, readPolicy } from '../../../../../electron/main/system/policy.ts'
import { managedFunctions, notManaged } from '../../../../../shared/domain/desktop.ts'
import { strictestSpending } from '../../../../../shared/domain/spending-settings.ts'

const sources = (part: Partial<PolicySources> & { readonly file?: string | Error | null }): PolicySources => ({
  platform: 'linux',
  env: {},
  readText: () => {
    if (part.file instanceof Error) throw part.file
    return part.file ?? null
  },
  run: () => {
    throw new Error('no such key')
  },
  exists: () => false,
  status: () => ({ uid: 0, mode: 0o100644 }),
  ...part,
})
/** What reg.exe says where the installer has protected the folder. */
const vouched = '\r\nHKEY_LOCAL_MACHINE\\Software\\Dialdesk\r\n    PolicyFolder    REG_SZ    protected\r\n\r\n'
const strictest = { ...notManaged, disabled: managedFunctions.filter((f) => f !== 'updates'), spending: strictestSpending }

it('nothing is managed where there is no policy', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) expect(readPolicy(sources({ platform }))).toEqual(notManaged)
})

it('a file sets address, brand, proxy and what is switched off; what it does not know is left alone', () => {
  const file = JSON.stringify({
    providerAddress: 'https://provider.example',
    brand: { name: 'Callwell', accent: { light: '#0A7A5A', dark: '#35C99A' } },
    disabled: ['cards', 'fly', 'callshop'],
    proxy: 'http://proxy.example:3128',
    later: 1,
  })
  expect(readPolicy(sources({ file }))).toEqual({
    providerAddress: 'https://provider.example',
    brand: { name: 'Callwell', accent: { light: '#0A7A5A', dark: '#35C99A' } },
    disabled: ['cards', 'callshop'],
    proxy: 'http://proxy.example:3128',
    spending: null,
  })
  expect(readPolicy(sources({ file: '{"brand":{"name":"Callwell"}}' })).brand).toEqual({ name: 'Callwell', accent: null })
  // a colour that is none costs the brand, not the rest
  expect(readPolicy(sources({ file: '{"brand":{"name":"C","accent":{"light":"red","dark":"red"}},"disabled":["sms"]}' }))).toEqual({
    ...notManaged,
    disabled: ['sms'],
  })
})

it.each([
  ['not json'],
  ['[1]'],
  ['{"disabled":"cards"}'],
  ['{"providerAddress":7}'],
  ['{"costs":{"askAbove":"much"}}'],
  ['{"costs":[]}'],
  ['{"costs":{"premium":"no"}}'],
  [new Error('EACCES')],
])('a policy that cannot be read is taken for the strictest: %s', (file) => expect(readPolicy(sources({ file }))).toEqual(strictest))

it('group policy in the registry counts over the file', () => {
  const output = [
    '',
    'HKEY_LOCAL_MACHINE\\Software\\Policies\\Dialdesk',
    '    ProviderAddress    REG_SZ    https://group.example',
    '    BrandName    REG_SZ    Callwell GmbH & Co',
    '    Disabled    REG_MULTI_SZ    topup\\0sms',
    '    Proxy    REG_SZ    direct',
    '    Other    REG_DWORD    0x1',
    '',
  ].join('\r\n')
  const asked: unknown[] = []
  const run: PolicySources['run'] = (...call) => {
    asked.push(call)
    return call[1].includes('PolicyFolder') ? vouched : output
  }
  expect(
    readPolicy(
      sources({ platform: 'win32', env: { SystemRoot: 'C:\\W' }, run, file: '{"providerAddress":"https://file.example","disabled":["cards"]}' }),
    ),
  ).toEqual({
    providerAddress: 'https://group.example',
    brand: { name: 'Callwell GmbH & Co', accent: null },
    disabled: ['topup', 'sms'],
    proxy: 'direct',
    spending: null,
  })
  expect(asked).toEqual([
    ['C:\\W\\System32\\reg.exe', ['query', 'HKLM\\Software\\Dialdesk', '/v', 'PolicyFolder']],
    ['C:\\W\\System32\\reg.exe', ['query', 'HKLM\\Software\\Policies\\Dialdesk']],
  ])
})

it('a file counts on Windows only where the installer has made its folder the administrators’', () => {
  const file = '{"proxy":"http://attacker.example:3128"}'
  const foreign: string[] = []
  const read = (run: PolicySources['run']) => readPolicy(sources({ platform: 'win32', run, file }), (path) => void foreign.push(path))
  const noKey = (): string => {
    throw new Error('no such key')
  }
  expect(read(noKey)).toEqual(notManaged)
  expect(read(() => vouched.replace('protected', 'other'))).toEqual(notManaged)
  expect(foreign).toEqual(Array(2).fill('C:\\ProgramData\\Dialdesk\\policy.json'))
  expect(read((_program, args) => (args.includes('PolicyFolder') ? vouched : noKey())).proxy).toBe('http://attacker.example:3128')
})

it.each([
  [1000, 0o100644, 0, 0o040755],
  [0, 0o100666, 0, 0o040755],
  [0, 0o100664, 0, 0o040755],
  [0, 0o100644, 1000, 0o040755],
  [0, 0o100644, 0, 0o040777],
])('a file that others can write is no policy: owner %i, mode %o, its folder %i, %o', (uid, mode, folderUid, folderMode) => {
  const status: PolicySources['status'] = (path) => (path.endsWith('.json') ? { uid, mode } : { uid: folderUid, mode: folderMode })
  for (const platform of ['linux', 'darwin'] as const)
    expect(readPolicy(sources({ platform, status, file: '{"proxy":"http://attacker.example:3128"}' }))).toEqual(notManaged)
})

it('a profile of the device management counts on macOS, and a broken one is the strictest', () => {
  const mac = (run: PolicySources['run']) => readPolicy(sources({ platform: 'darwin', exists: () => true, run }))
  expect(mac(() => '{"disabled":["links"],"PayloadUUID":"x"}').disabled).toEqual(['links'])
  expect(mac(() => 'broken')).toEqual(strictest)
})

it('is in a place that only an administrator can write', () => {
  expect(policyPath({ platform: 'linux', env: {} })).toBe('/etc/dialdesk/policy.json')
  expect(policyPath({ platform: 'darwin', env: {} })).toBe('/Library/Application Support/Dialdesk/policy.json')
  expect(policyPath({ platform: 'win32', env: { ProgramData: 'D:\\PD' } })).toBe('D:\\PD\\Dialdesk\\policy.json')
})

const costs = {
  atOnceUpTo: null,
  askAbove: 5000,
  askWithoutRate: true,
  premium: 'block',
  destinations: [
    { match: '+882', action: 'block' },
    { match: 'US', action: 'ask' },
  ],
  warnMinutes: 30,
  warnCost: 50_000,
  hangUp: true,
}
it('sets limits of costs; amounts are in the currency of the account, and what is not named is the user’s', () => {
  const named = { ...costs, askAbove: 0.5, warnCost: '5,00', later: 1 }
  expect(readPolicy(sources({ file: JSON.stringify({ costs: named }) })).spending).toEqual(costs)
  expect(readPolicy(sources({ file: '{"costs":{"usedUp":"block","askAbove":null}}' })).spending).toEqual({ usedUp: 'block', askAbove: null })
})
it('sets them in the registry too', () => {
  const texts = {
    AtOnceUpTo: 'none',
    AskAbove: '0.50',
    AskWithoutRate: 'true',
    Premium: 'block',
    WarnMinutes: '30',
    WarnCost: '5.00',
    HangUp: 'true',
  }
  const output = Object.entries(texts).map(([name, value]) => `    ${name}    REG_SZ    ${value}`)
  const run = () => [...output, '    Destinations    REG_MULTI_SZ    +882=block\\0US=ask'].join('\r\n')
  expect(readPolicy(sources({ platform: 'win32', run })).spending).toEqual(costs)
})
