import type { Sandbox } from '../sandbox/index.ts'
import { oddities } from '../sandbox/oddities.ts'
import { credentials, readState, sharedScope, signInDirectly, startApp } from '../support/set-up.ts'
import { expect, type Page, test } from '../support/test.ts'

// The provider's oddities through the whole app: what can be read is read, what cannot is shown as a message, nothing is lost.
const scope = sharedScope()
let sandbox: Sandbox
let page: Page
let listed: Sandbox['account']['lines']
let office: object | undefined

test.beforeAll(async () => {
  ;({ sandbox, page } = await startApp(scope))
  listed = sandbox.account.lines
  ;[office] = Object.values(listed)
})
test.afterEach(async () => {
  sandbox.provider.override = null
  sandbox.account.lines = listed
  sandbox.account.balance = '18,4000'
  await page.evaluate(() => window.dialdesk.account.signOut())
  await expect(page.getByRole('heading', { name: 'Sign in to Dialdesk' })).toBeVisible()
})

/** The refusal, or null. */
const signIn = () => signInDirectly(page, credentials(sandbox))
const lineNames = async () => (await readState(page)).lines.lines.map((l) => l.userName)

for (const name of [
  'a BOM in front',
  'HTTP 500 around a good envelope',
  'HTTP 404 around a good envelope',
  'codes and error as text',
  'several codes',
  'a lone code',
  'accounts as lone object',
  'accounts keyed by id',
] as const) {
  test(`read all the same: ${name} @account`, async () => {
    sandbox.provider.override = oddities[name]
    expect(await signIn()).toBeNull()
    await expect(page.getByText('€18.40')).toBeVisible()
    await expect.poll(lineNames).toEqual(['office', 'home', 'secure'])
  })
}

test('a negative balance is shown as negative @account', async () => {
  sandbox.account.balance = '-3,2000'
  expect(await signIn()).toBeNull()
  await expect(page.getByRole('button', { name: /-€3\.20/ })).toBeVisible()
})

for (const [name, code] of [
  ['truncated JSON', 'provider-unexpected-reply'],
  ['an HTML page', 'provider-unexpected-reply'],
  ['dropped after the request was taken', 'provider-unreachable'],
  ['HTML in the description', 'provider-refused'],
] as const) {
  test(`shown as a message: ${name} @account`, async () => {
    sandbox.provider.override = oddities[name]
    const refused = await signIn()
    expect(refused?.code).toBe(code)
    expect(String(refused?.text)).not.toContain('<')
  })
}

for (const name of ['the list of lines is []', 'no body', 'body null', 'body []'] as const) {
  test(`no line, and what still works: ${name} @voiplist`, async () => {
    const odd = oddities[name]
    sandbox.provider.override = (request, normal) => (request.module === 'voiplist' ? odd(request, normal) : null)
    expect(await signIn()).toBeNull()
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page.locator('.settings-nav').getByRole('button', { name: 'Lines' }).click()
    await expect(page.getByText(/The provider has not set up a line for you\./)).toBeVisible()
  })
}

/** What the screen says of `lines` as the account's list, which is opened in the settings. */
async function showLines(lines: Record<string, object>): Promise<void> {
  sandbox.account.lines = lines as Sandbox['account']['lines']
  expect(await signIn()).toBeNull()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.locator('.settings-nav').getByRole('button', { name: 'Lines' }).click()
}

test('lines in the order of their numbers; one without a transport or with an IPv6 address costs its neighbours nothing @voiplist', async () => {
  sandbox.account.lines = {
    sip_10: { ...office, username: 'ten' },
    sip_2: { ...office, username: 'two', transport_udp: 'false' },
    iax_1: { ...office, type: 'IAX', username: 'other' },
    sip_1: { ...office, username: 'one', ip: '[::1]:5999' },
    sip_3: { ...office, username: 'three', ip: '127.0.0.1' },
  }
  expect(await signIn()).toBeNull()
  await expect.poll(lineNames).toEqual(['one', 'two', 'three', 'ten'])
})

test('a line whose address cannot be used says so, and the line beside it is ready @voiplist', async () => {
  await showLines({
    sip_1: { ...office, username: 'sample', ip: '111.222.333.444:50123' },
    sip_2: { ...office, username: 'port', ip: 'host:99999' },
    sip_3: { ...office, username: 'none', ip: '', domain: '' },
    sip_4: office ?? {},
  })
  const line = (name: string) => page.getByRole('article', { name })
  await expect(line('office').getByText('Ready', { exact: true })).toBeVisible()
  for (const [name, value] of [
    ['sample', '111.222.333.444'],
    ['port', 'host:99999'],
  ] as const) {
    await expect(line(name)).toContainText('Not reachable')
    await expect(line(name)).toContainText(`This line's address “${value}” cannot be used. Ask your provider.`)
  }
  await expect(line('none')).toContainText('The provider gave no usable address for this line.')
})

test('a list of lines of another kind names it @voiplist', async () => {
  await showLines({ iax_1: { ...office, type: 'IAX' } })
  await expect(page.getByText(/IAX/)).toBeVisible()
})

test('a billed call that cannot be read is counted where the calls are listed @cdrs', async () => {
  // without the line whose certificate is asked about
  sandbox.account.lines = { sip_1: office } as Sandbox['account']['lines']
  expect(await signIn()).toBeNull()
  sandbox.provider.override = oddities['a billed call that cannot be read']
  await page.getByRole('button', { name: 'Calls', exact: true }).click()
  await expect(page.getByText(/record(s)? from the provider could not be read/)).toBeVisible()
})
