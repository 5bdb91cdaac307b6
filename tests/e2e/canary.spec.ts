import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { signIn } from '../support/app.ts'
import { startKeyring } from '../support/keyring.ts'
import { addAccount, credentials, startApp, temporaryFolder } from '../support/set-up.ts'
import { expect, test } from '../support/test.ts'

const canary = 'made-up-canary-Xk29-qwTz'
const lineCanary = 'made-up-line-canary-77-Vbn'
const pinCanary = '7731994026618'
const sessionCookie = 'sandbox-session'

/** All files below a folder. */
function* files(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat?.isDirectory()) yield* files(path)
    else if (stat?.isFile()) yield path
  }
}

test('no password, signature or cookie is in the user-data folder, the logs or the page', async ({ scope }) => {
  test.skip(process.platform !== 'linux', 'a private keychain can be made on Linux only')
  test.setTimeout(240_000)
  const keyring = scope.add(await startKeyring('unlocked'), (k) => k.close())
  const userData = temporaryFolder(scope, 'dialdesk')
  const { sandbox, app, page } = await startApp(scope, { userData, env: keyring.env })
  const account = credentials(sandbox, addAccount(sandbox, 'canary', { password: canary }))
  await signIn(page, { ...account, password: 'made-up-first-try-Pq81', stay: true })
  await expect(page.getByText('User name and password do not match. Check both.')).toBeVisible()
  await signIn(page, { ...account, stay: true })
  await page.getByRole('button', { name: 'Trust for this line' }).click()
  await page.getByRole('button', { name: 'Edit: office' }).click()
  await page.getByLabel('Your own SIP password', { exact: true }).fill(lineCanary)
  await page.getByRole('button', { name: 'Save: Your own SIP password' }).click()
  await expect(page.getByText('Your own password is in use.')).toBeVisible()
  await page.getByRole('button', { name: 'Done: office' }).click()
  for (const line of ['home', 'secure']) await sandbox.exchange.waitFor(line)
  sandbox.provider.services.pins.set(pinCanary, 10_000)
  await page.locator('nav.side').getByRole('button', { name: 'Top up' }).click()
  await page.getByLabel('PIN of your top-up voucher or calling card').fill(pinCanary)
  await page.getByRole('button', { name: 'Top up with this PIN' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Top up with this PIN' }).click()
  await expect(page.getByText('The account was topped up.')).toBeVisible()
  const signatures = sandbox.provider.requests.map((r) => String(r.headers['x-authorization'] ?? '').split(':')[1] ?? '').filter(Boolean)
  expect(signatures.length).toBeGreaterThan(2)
  const sip = Object.values(sandbox.account.lines).flatMap((l) => [
    String(l['password']),
    Buffer.from(String(l['password']), 'base64').toString('utf8'),
  ])
  const md5 = createHash('md5').update(canary).digest('hex')
  const secrets = [canary, lineCanary, pinCanary, 'made-up-first-try-Pq81', md5, ...sip, ...signatures]
  const session = await page.context().newCDPSession(page)
  let heap = ''
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (heap += chunk))
  const inHeap = async (): Promise<string[]> => {
    heap = ''
    await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
    expect(heap.length).toBeGreaterThan(100_000)
    return [...secrets, sessionCookie].filter((s) => heap.includes(s))
  }
  // what a form or the garbage collector still holds goes with time
  await expect.poll(inHeap, { timeout: 120_000, intervals: [500, 2000] }).toEqual([])
  const places: [string, string][] = [
    ['output', app.output()],
    ...[...files(userData)].map((path): [string, string] => [path, readFileSync(path).toString('latin1')]),
  ]
  expect(places.length).toBeGreaterThan(9)
  const found = places.flatMap(([place, text]) => [...secrets, sessionCookie].filter((s) => text.includes(s)).map((s) => `${place}: ${s}`))
  expect(found).toEqual([])
})
